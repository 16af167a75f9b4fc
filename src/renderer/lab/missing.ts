import type { EventOf, LabEvent } from '../../shared/events'
import type { EventStore } from './events'

/**
 * How many messages of the same socket and direction lie between this one and the one before it that is held:
 * the feed skipped them. 0 if the beginning of the log isn't held: what lies there has not been asked for.
 */
export function missingBefore(
  events: EventStore,
  message: EventOf<'sent' | 'received' | 'packed' | 'unpacked'>,
): number {
  const ordinal = events.find(message.seq)
  const own = events.of(message.socket)
  if (ordinal === undefined || !own || message.index === 0) return 0
  for (let position = own.seek(ordinal) - 1; position >= own.start; position--) {
    const at = own.at(position)
    if (events.kindAt(at) !== message.kind) continue
    const before = events.at(at) as LabEvent
    return 'index' in before ? message.index - before.index - 1 : 0
  }
  return events.seqAt(events.first) === 1 ? message.index : 0
}
