import type { Model, Run } from '../../shared/model/model'
import { membersOf } from '../../shared/model/selectors'
import type { Step } from '../../shared/scenario'
import { isExpectation } from '../../shared/scenario/step'
import { isTaken } from '../making/names'

/** What becomes of a scenario's steps, and what they are about. Steps count from 1. */

export type StepState = 'todo' | 'waiting' | 'current' | 'done' | 'met' | 'unmet' | 'stopped' | 'notReached'

/** How step `number` stands in a run; `run` is undefined before the scenario ran. */
export function stepState(run: Run | undefined, number: number): StepState {
  if (!run) return 'todo'
  const result = run.results.get(number)
  if (result) return result.met ? 'met' : 'unmet'
  if (number < run.step) return 'done'
  if (number > run.step) return run.ending === undefined ? 'todo' : 'notReached'
  if (run.ending === 'stopped') return 'stopped'
  if (run.ending !== undefined) return 'done'
  return run.waiting ? 'waiting' : 'current'
}

/** Where a whole run stands. */
export type Standing =
  | { is: 'ready' }
  | { is: 'running' | 'waiting' | 'stopped'; step: number; of: number }
  | { is: 'unmet'; step: number }
  | { is: 'met'; count: number }

export function standing(run: Run | undefined): Standing {
  if (!run) return { is: 'ready' }
  const at = { step: run.step, of: run.steps }
  if (run.ending === undefined) return { is: run.waiting ? 'waiting' : 'running', ...at }
  if (run.ending === 'stopped') return { is: 'stopped', ...at }
  const results = [...run.results]
  const unmet = results.find(([, result]) => !result.met)
  return unmet ? { is: 'unmet', step: unmet[0] } : { is: 'met', count: results.length }
}

/** A run of which more is to come. */
export function isUnderWay(run: Run | undefined): run is Run {
  return run !== undefined && run.ending === undefined
}

/** The socket, or the group, that a step acts on or looks at. */
export function subjectOf(step: Step): string | undefined {
  const { as, from, socket, at, of } = step as Record<string, unknown>
  const subject = isExpectation(step) ? (at ?? of) : (as ?? from ?? socket)
  return typeof subject === 'string' ? subject : undefined
}

/** The socket that stands for a step's subject on the screen; undefined while there is none. */
export function shownSocket(model: Model, step: Step): string | undefined {
  const subject = subjectOf(step)
  if (subject === undefined) return undefined
  return model.sockets.has(subject) ? subject : membersOf(model.sockets.keys(), subject)[0]
}

/** Names that the steps would give to what they make, and that this lab knows already. */
export function clashes(model: Model, steps: readonly Step[]): string[] {
  return steps.flatMap((step) => {
    const { as } = step as { as?: unknown }
    return typeof as === 'string' && !isExpectation(step) && isTaken(model, as) ? [as] : []
  })
}
