import type { EventDraft } from '../../events'
import type { PathStep } from '../path'
import type { Confidence, Provenance, TcpState } from '../states'

type StateDraft = Extract<EventDraft, { kind: 'state' }>

/** A step that a path ought to have and has not. */
export interface NewStep {
  to: TcpState
  t: number
  tMin: number
  tMax: number
  provenance: Provenance
  confidence: Confidence
  because: number[]
  alternatives: TcpState[][]
  rule: string
}

/** A path as it ought to be: steps that are there, and new ones. */
export type Plan = readonly (PathStep | NewStep)[]

/** The plan as a path to judge by; its new steps have no `seq` yet. */
export function asPath(plan: Plan): PathStep[] {
  return plan.map((step, index) => {
    if ('seq' in step) return step
    return { ...step, seq: 0, from: plan[index - 1]?.to ?? 'CLOSED' }
  })
}

/**
 * The transitions that turn `path` into `plan`: each takes the place of the step that stands there, the rest are
 * appended, and what is left over is taken away.
 */
export function amend(
  socket: string,
  path: readonly PathStep[],
  plan: Plan,
  cause: number,
  provenance: Provenance,
): StateDraft[] {
  const drafts: StateDraft[] = []
  let from: TcpState = 'CLOSED'
  for (const [index, step] of plan.entries()) {
    const old = path[index]
    if (step !== old || old.from !== from) {
      const { to, t, tMin, tMax, confidence, because, alternatives, rule } = step
      drafts.push({
        kind: 'state',
        socket,
        t,
        from,
        to,
        provenance: step.provenance,
        confidence,
        because,
        tMin,
        tMax,
        alternatives,
        rule,
        cause,
        ...(old && { supersedes: old.seq }),
      })
    }
    from = step.to
  }
  for (const old of path.slice(plan.length)) {
    drafts.push({
      kind: 'state',
      socket,
      t: old.t,
      from,
      to: from,
      provenance,
      confidence: 'order',
      because: [cause],
      tMin: old.tMin,
      tMax: old.tMax,
      alternatives: [],
      rule: 'not-so',
      cause,
      supersedes: old.seq,
    })
  }
  return drafts
}

/**
 * What else may stand in place of each state of `main`, given that all of `ways` lead there (TransitionS' alternatives):
 * where `other` differs, its states stand for the first that differ, and nothing for the rest.
 */
export function alternativesOf(main: readonly TcpState[], ways: readonly TcpState[][]): TcpState[][][] {
  const alternatives: TcpState[][][] = main.map(() => [])
  for (const other of ways) {
    if (other.join() === main.join()) continue
    let head = 0
    while (head < main.length && main[head] === other[head]) head++
    let tail = 0
    while (tail < Math.min(main.length, other.length) - head && main.at(-1 - tail) === other.at(-1 - tail))
      tail++
    const instead = other.slice(head, other.length - tail)
    const end = main.length - tail
    if (head === end) {
      // More states than in `main`: they stand before the next one.
      const next = main[head]
      if (next) alternatives[head]?.push([...instead, next])
    }
    for (let index = head; index < end; index++) alternatives[index]?.push(index === head ? instead : [])
  }
  return alternatives
}
