import type { Failed, LabEvent } from '../../shared/events'
import type { LabStore } from '../lab/lab'
import { outcomeOf } from '../lab/outcome'

/** A listener is there, closed, or has failed, within this time on any machine that is not stuck. ms */
export const PATIENCE = 3000

/** Why `name` does not listen; undefined as soon as it does. `seq`: of the command that was to make it. */
export function whyNotListening(
  lab: LabStore,
  name: string | undefined,
  seq: number,
): Promise<Failed | undefined> {
  const listens = (event: LabEvent) => event.kind === 'listening' && event.socket === name
  return outcomeOf(lab, seq, listens, PATIENCE)
}
