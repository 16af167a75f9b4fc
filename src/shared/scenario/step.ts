import type { Expectation, StateExpectation, Step } from './schema'

/** What a step is. Apart from the schemas, so that the window can ask without carrying them. */

export function isExpectation(step: Step): step is Expectation {
  return 'expect' in step
}

export function isStateExpectation(step: Expectation): step is StateExpectation {
  return step.expect === 'state'
}
