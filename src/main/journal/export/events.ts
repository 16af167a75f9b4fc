import { setImmediate as nextTurn } from 'node:timers/promises'
import { hasBytes, type LabEvent } from '../../../shared/events'
import type { Past } from '../../../shared/session'
import type { LongWork } from '../../../shared/work'

/** The events of a log, in the order of `seq` and with their bytes. Can be asked for more than once: each time from the first one on. */
export type EventSource = (work?: LongWork) => AsyncIterable<LabEvent> | Iterable<LabEvent>

/** So many events are asked for at a time. */
const AT_A_TIME = 1000
/** Whoever lives in this thread gets a turn after this, ms. */
const SLICE_MS = 8
/** How often it is looked whether that time is over, events. */
const LOOK_EVERY = 64

/** All that a log has, up to what is its newest event when it is asked. */
export function eventsOfPast(past: Past): EventSource {
  return async function* ({ onProgress } = {}) {
    const { first, head } = await past.reach()
    for (let from = first; from <= head; ) {
      onProgress?.((from - first) / (head - first + 1))
      const events = await past.read(from, Math.min(AT_A_TIME, head - from + 1))
      for (const event of events) yield isCut(event) ? ((await past.event(event.seq)) ?? event) : event
      from = Math.max(from + AT_A_TIME, (events.at(-1)?.seq ?? 0) + 1)
    }
  }
}

/** There may be more bytes of it than a past hands out of many events at once. */
function isCut(event: LabEvent): boolean {
  if (hasBytes(event)) return event.data !== undefined && event.data.length < event.bytes
  return event.kind === 'segment' && event.frame !== undefined && event.frame.data.length < event.frame.bytes
}

/** The same events, in slices of time between which the rest of the thread goes on. Throws the signal's reason. */
export async function* paced(source: EventSource, work: LongWork = {}): AsyncGenerator<LabEvent> {
  let began = performance.now()
  let count = 0
  for await (const event of source(work)) {
    yield event
    if (++count % LOOK_EVERY !== 0 || performance.now() - began < SLICE_MS) continue
    await nextTurn()
    work.signal?.throwIfAborted()
    began = performance.now()
  }
}
