import type { LabError } from '../errors'
import { checkCommand } from './fit/commands'
import { checkExpectation } from './fit/expectations'
import type { Names } from './names'
import { isExpectation, type Step } from './schema'

/** How the steps of a scenario fit together: names are made before they are used, and used for what they are. */

/** What keeps a step of the right form from following those before it; makes its names if nothing does. */
export function misfits(step: Step, names: Names): LabError[] {
  return isExpectation(step) ? checkExpectation(step, names) : checkCommand(step, names)
}
