import type { LabEvent } from '../../shared/events'
import type { Model } from '../../shared/model/model'
import type { Expectation, Scenario, Step } from '../../shared/scenario'

/** An expectation that was evaluated. */
export interface Evaluated {
  /** From 1. */
  number: number
  step: Expectation
  met: boolean
  /** Milliseconds from the start of the step. */
  took: number
  /** What was seen instead, if it is not met: lines without control characters. */
  seen: string[]
}

/**
 * `done`: every step was taken and every expectation met. `unmet`: one was not, and ended the run.
 * `stopped`: a signal, or nobody reads any more.
 */
export type Ending = 'done' | 'unmet' | 'stopped'

/** Tells the story of a run. */
export interface Reporter {
  start(scenario: Scenario): void
  /** A step begins. `number` counts from 1. */
  step(number: number, step: Step): void
  /** An event, and the model after it. */
  event(event: LabEvent, model: Model): void
  evaluated(result: Evaluated): void
  end(ending: Ending, model: Model): void
}
