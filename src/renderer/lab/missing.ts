import type { LabEvent, Received, Sent } from '../../shared/events'
import type { EventStore } from './events'

/**
 * How many messages of the same socket and direction lie between this one and the one before it that is held:
 * the feed skipped them, or they had left the log. 0 if the one before has left the window's own ring.
 */
export function missingBefore(events: EventStore, message: Sent | Received): number {
  const ordinal = events.find(message.seq)
  const own = events.of(message.socket)
  if (ordinal === undefined || !own || message.index === 0) return 0
  for (let position = own.seek(ordinal) - 1; position >= own.start; position--) {
    const at = own.at(position)
    if (events.kindAt(at) !== message.kind) continue
    const before = events.at(at) as LabEvent
    return 'index' in before ? message.index - before.index - 1 : 0
  }
  return events.first === 0 ? message.index : 0
}
