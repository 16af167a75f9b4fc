import type { EventStore } from '../lab/events'

/**
 * `seq` of the event that shows best what became of step `number`: the command as it was asked, the expectation as it was
 * evaluated, or the beginning of the step. Undefined if the window no longer holds any of them.
 */
export function eventOfStep(events: EventStore, run: number, number: number): number | undefined {
  for (let at = events.end - 1; at >= events.first; at--) {
    if (events.kindAt(at) !== 'scenario') continue
    const event = events.at(at)
    if (event?.kind !== 'scenario' || event.run !== run) continue
    if (event.phase === 'began') return undefined
    if (event.step !== number) continue
    if (event.phase === 'evaluated') return event.seq
    if (event.phase === 'step') return askedAfter(events, at) ?? event.seq
  }
  return undefined
}

/** The command that was given right behind the beginning of a step. */
function askedAfter(events: EventStore, step: number): number | undefined {
  for (let at = step + 1; at < events.end; at++) {
    const kind = events.kindAt(at)
    if (kind === 'scenario') return undefined
    if (kind === 'asked') return events.seqAt(at)
  }
  return undefined
}
