import { visible } from '../../../shared/bytes'
import type { LabError } from '../../../shared/errors'

/** What went wrong, and what can be done, in a line. */
export function failureWords({ message, advice }: LabError): string {
  return `${visible(message)}${advice === undefined ? '' : ` (${visible(advice)})`}`
}
