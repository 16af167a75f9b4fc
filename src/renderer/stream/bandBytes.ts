import type { EventStore } from '../lab/events'
import type { Lane } from './lanes'

/** Pieces that are looked at for the bytes of one row. */
const MOST_PIECES = 512

/** The bytes of a stream from `from` up to `to`, as far as they came along with its pieces; -1 for the others. */
export function bytesBetween(
  events: EventStore,
  lanes: readonly Lane[],
  from: number,
  to: number,
): Int16Array {
  const bytes = new Int16Array(to - from).fill(-1)
  for (const lane of lanes) {
    if (!bytes.includes(-1)) break
    for (const piece of lane.between(from, to, MOST_PIECES)) {
      const event = events.bySeq(piece.seq)
      const data = event && 'data' in event ? event.data : undefined
      // With a frame around it, a message doesn't say where its own bytes lie.
      if (!data || piece.to - piece.from !== piece.bytes) continue
      for (let i = Math.max(0, from - piece.from); i < data.length && piece.from + i < to; i++) {
        bytes[piece.from + i - from] = data[i] as number
      }
    }
  }
  return bytes
}
