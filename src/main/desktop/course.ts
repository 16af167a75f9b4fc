import type { ScenarioCourse } from '../../shared/events'
import type { Scenario } from '../../shared/scenario'
import type { Lab } from '../engine/lab'
import type { Ending, Evaluated, Reporter } from '../scenario/reporter'

/** Tells the course of a run in the lab's log, from where every window has it. */
export class Course implements Reporter {
  readonly #lab: Pick<Lab, 'note'>
  readonly #run: number
  readonly #title: string
  #ended = false

  /** `run`: which run of this lab, from 1. */
  constructor(lab: Pick<Lab, 'note'>, run: number, title: string) {
    this.#lab = lab
    this.#run = run
    this.#title = title
  }

  start({ steps }: Scenario): void {
    this.#note({ phase: 'began', title: this.#title, steps: steps.length })
  }

  waiting(step: number): void {
    this.#note({ phase: 'waiting', step })
  }

  step(step: number): void {
    this.#note({ phase: 'step', step })
  }

  /** The log has it already. */
  event(): void {}

  evaluated({ number, met, took, seen }: Evaluated): void {
    const ms = Math.round(took * 1000) / 1000
    this.#note({ phase: 'evaluated', step: number, met, took: ms, ...(seen.length > 0 && { seen }) })
  }

  /** Once, whoever says it first. */
  end(ending: Ending): void {
    if (this.#ended) return
    this.#ended = true
    this.#note({ phase: 'ended', ending })
  }

  #note(course: Omit<ScenarioCourse, 'kind' | 'run' | 'seq' | 't'>): void {
    this.#lab.note({ kind: 'scenario', run: this.#run, ...course })
  }
}
