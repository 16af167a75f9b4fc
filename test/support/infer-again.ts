import type { EventDraft, LabEvent } from '../../src/shared/events'
import { Inference } from '../../src/shared/tcp/inference'

/**
 * The log as it would be if the inference ran over its events now: the `state` events that it had are left out, and
 * new ones stand in their places. `seq` is counted anew, and whatever points to an event goes on pointing to it.
 */
export function inferAgain(events: readonly LabEvent[]): LabEvent[] {
  const inference = new Inference()
  const out: LabEvent[] = []
  const renumbered = new Map<number, number>()
  const append = (draft: EventDraft): LabEvent => {
    const event = { ...draft, seq: out.length + 1 } as LabEvent
    out.push(event)
    return event
  }
  for (const event of events) {
    if (event.kind === 'state') continue
    const { seq, cause, ...rest } = event
    const from = cause === undefined ? undefined : (renumbered.get(cause) ?? cause)
    const again = append({ ...rest, ...(from !== undefined && { cause: from }) } as EventDraft)
    renumbered.set(seq, again.seq)
    for (const draft of inference.step(again)) inference.step(append(draft))
  }
  return out
}
