import type { LabEvent } from '../../shared/events'
import type { Lesson, LessonStep } from '../../shared/lessons/lesson'
import type { Model } from '../../shared/model/model'
import type { Lab } from '../engine/lab'
import { ActsDone } from './acts-done'
import type { Cast } from './cast'
import type { Course } from './lesson-run'
import { LiveCheck, type Sight } from './live-check'

interface Shown {
  /** `seq` of the newest event before it began. */
  since: number
  checks: LiveCheck[]
  acts: ActsDone
}

export interface ShownStepsOptions {
  lesson: Lesson
  log: Lab['log']
  model: Model
  cast: Cast
  note: (course: Course) => void
}

/** The steps of a lesson that were shown: which of their acts are done, and which of their checks met. */
export class ShownSteps {
  readonly #options: ShownStepsOptions
  readonly #steps = new Map<number, Shown>()
  #waiting: (() => void) | undefined

  constructor(options: ShownStepsOptions) {
    this.#options = options
  }

  /** Begins to look at a step, unless it was shown before. */
  show(step: number): void {
    if (this.#steps.has(step)) return
    const { lesson, log } = this.#options
    const what = lesson.steps[step - 1] as LessonStep
    const checks = (what.checks ?? []).map((check) => new LiveCheck(check))
    this.#steps.set(step, { since: log.head, checks, acts: new ActsDone(what) })
    this.lookAgain()
  }

  checks(step: number): readonly LiveCheck[] {
    return this.#steps.get(step)?.checks ?? []
  }

  /** `seq` of the newest event before the step began; 0 for one that wasn't shown. */
  since(step: number): number {
    return this.#steps.get(step)?.since ?? 0
  }

  /** It was shown, and all its checks are met. */
  isWhole(step: number): boolean {
    return this.#steps.get(step)?.checks.every(({ met }) => met !== undefined) === true
  }

  /** Some of its acts are done, and some are not. */
  isUnderWay(step: number): boolean {
    return this.#steps.get(step)?.acts.isUnderWay === true
  }

  /** Looks at a new event. */
  take(event: LabEvent): void {
    if (event.kind === 'asked' && event.by === 'user') {
      const { roles } = this.#options.cast
      this.#noteActs((acts) => acts.take(event.command, event.socket, roles))
    }
    // Whether the kernel has to be asked has changed.
    if (event.kind === 'source') this.lookAgain()
    for (const [step, { checks }] of this.#steps) {
      for (const [index, check] of checks.entries()) if (check.look(event)) this.#noteMet(step, index)
    }
  }

  /** Somebody plays that role from now on. */
  cast(role: string): void {
    this.#noteActs((acts) => acts.cast(role))
    this.lookAgain()
  }

  /** Looks at all that has happened since each step began: what the checks are about is known anew. */
  lookAgain(): void {
    for (const [step, { checks, since }] of this.#steps) {
      for (const [index, check] of checks.entries()) {
        if (check.met) continue
        check.begin(this.#sight(since))
        if (check.met) this.#noteMet(step, index)
      }
    }
  }

  /** Says which checks of a step aren't met, with what was seen. */
  noteUnmet(step: number): void {
    for (const [index, check] of this.checks(step).entries()) {
      if (check.met) continue
      const seen = check.seen(this.#sight(this.since(step)))
      this.#options.note({ phase: 'check', step, check: index + 1, met: false, seen })
    }
  }

  /** Forgets what was done and met from a step on. */
  forget(from: number): void {
    for (const step of [...this.#steps.keys()]) if (step >= from) this.#steps.delete(step)
    this.#options.note({ phase: 'anew', step: from })
  }

  /** Resolves when a check is met, or after so many ms. */
  change(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#waiting = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  #noteActs(take: (acts: ActsDone) => number[]): void {
    for (const [step, { acts }] of this.#steps) {
      for (const act of take(acts)) this.#options.note({ phase: 'act', step, act })
    }
  }

  #noteMet(step: number, index: number): void {
    const by = this.checks(step)[index]?.met?.by ?? 0
    this.#options.note({ phase: 'check', step, check: index + 1, met: true, by })
    this.#waiting?.()
  }

  #sight(since: number): Sight {
    const { log, model, cast } = this.#options
    const observing = model.sources.kernel.phase === 'on'
    return { log, model, roles: cast.roles, names: cast.names, since, observing }
  }
}
