/**
 * Scenario files: the commands that the window sends, and expectations on the events that come of them.
 * docs/scenarios.md describes them for those who write them.
 */

export { isLoopback } from './ip'
export { filesOf, NEEDS, type Need, needsOf, networkNeedsOf } from './needs'
export { checkScenario } from './scenario/check'
export { Cursor, type EventMatcher, stateHolds, type Verdict } from './scenario/match'
export { Names, type Resolved } from './scenario/names'
export {
  DEFAULT_WITHIN,
  type EventExpectation,
  EXPECTED_KINDS,
  type Expectation,
  isExpectation,
  isStateExpectation,
  type Scenario,
  type StateExpectation,
  type Step,
  scenarioJsonSchema,
} from './scenario/schema'
