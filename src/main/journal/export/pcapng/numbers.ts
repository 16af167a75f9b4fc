import type { EventOf } from '../../../../shared/events'
import { flagBits } from '../../../../shared/tcp/flags'
import type { TcpSegment } from '../../../../shared/tcp/segments'
import type { Connection } from './connections'
import type { Header } from './packet'

/** Announced by both ends of what was not captured: how large it really was nobody knows, as a rule large enough. */
const WINDOW = 65_535
const WINDOW_SCALE = 7
/** Of packets that are not written yet. */
const LOOKED_AT = 1000

/**
 * The header of a segment that was not captured; `mss`: how long a packet can be, bytes. Sequence numbers begin at 0, so that
 * they are those of the log, unless captured packets tell where they really began.
 */
export function headerOf(
  connection: Connection,
  { from, flags: letters, sequence, acknowledgement }: TcpSegment,
  mss: number,
): { header: Header; guessed: { sequence: boolean; acknowledgement: boolean } } {
  const flags = flagBits(letters)
  const to = connection.other(from)
  const opens = letters.includes('S')
  const acknowledges = letters.includes('A')
  const before = (of: typeof from) => connection.next[of] ?? 1
  const guessed = {
    sequence: sequence === undefined,
    acknowledgement: acknowledges && acknowledgement === undefined,
  }
  const header = {
    flags,
    sequence: (connection.initial[from] + (sequence ?? (opens ? 0 : before(from)))) >>> 0,
    acknowledgement: acknowledges ? (connection.initial[to] + (acknowledgement ?? before(to))) >>> 0 : 0,
    // RFC 9293, 3.10.7.1: a reset announces nothing.
    window: letters.includes('R') ? 0 : WINDOW,
    ...(opens && { options: { mss, windowScale: WINDOW_SCALE, sack: true as const } }),
  }
  return { header, guessed }
}

/** The header of a segment that was captured, from what its event says. */
export function headerOfCaptured(event: EventOf<'segment'>, connection: Connection | undefined): Header {
  const { flags: letters, raw, window, options } = event
  const side = connection?.sideOf(event.socket)
  const scale = letters.includes('S') || side === undefined ? 0 : (connection?.scale[side] ?? 0)
  return {
    flags: flagBits(letters),
    sequence: raw.sequence,
    acknowledgement: raw.acknowledgement,
    window: Math.min(Math.floor(window / 2 ** scale), 0xffff),
    ...(options && { options: definedOf(options) }),
  }
}

/** It follows, or acknowledges, what has not been written yet. */
export function isAhead({ from, sequence, acknowledgement }: TcpSegment, connection: Connection): boolean {
  const { next } = connection
  const isBehind = (number: number | undefined, written: number | undefined) =>
    number !== undefined && written !== undefined && number > written
  return isBehind(sequence, next[from]) || isBehind(acknowledgement, next[connection.other(from)])
}

/** When the last of those that are not written yet has its place that must have been sent before the segment, ms. */
export function latestBefore(segment: TcpSegment, connection: Connection): number | undefined {
  const { from, sequence = 0, acknowledgement = 0 } = segment
  let latest: number | undefined
  let looked = 0
  for (const { t, segment: other } of connection.ahead) {
    if (++looked > LOOKED_AT) break
    if (!other || other === segment || other.withdrawn || other.sequence === undefined) continue
    const limit = other.from === from ? sequence : acknowledgement
    if (other.sequence < limit && (latest === undefined || t > latest)) latest = t
  }
  return latest
}

/** Marks what has been written. */
export function passed(connection: Connection, { from, flags, sequence, bytes }: TcpSegment): void {
  const begun = sequence ?? connection.next[from] ?? 1
  const size = bytes + (/[SF]/.test(flags) ? 1 : 0)
  connection.next[from] = Math.max(connection.next[from] ?? 0, begun + size)
}

function definedOf({ mss, windowScale, sack }: NonNullable<EventOf<'segment'>['options']>) {
  return {
    ...(mss !== undefined && { mss }),
    ...(windowScale !== undefined && { windowScale }),
    ...(sack && { sack }),
  }
}
