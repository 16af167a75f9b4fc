import type { Confidence } from '../states'

/** An end of a connection: the one that called, or the one that was called. */
export type Side = 'client' | 'server'

/** Some time from `min` to `max`, ms of the lab's time; a bound that nobody knows is absent. */
export interface Span {
  min?: number
  max?: number
}

/**
 * A segment that must have been on the wire, because calls and transitions say so, or that was seen there.
 * Inferred data is one of these for each write: how the kernel cuts it is its own affair.
 */
export interface TcpSegment {
  /** From 0, in the order in which they became known. A segment keeps its own when it is corrected. */
  id: number
  from: Side
  /** Letters as of the event `segment`. */
  flags: string
  /** Relative to the sender's initial sequence number: SYN is 0, the first byte 1. Absent if it isn't known. */
  sequence?: number
  /** Relative to the receiver's; absent without ACK, or if it isn't known. */
  acknowledgement?: number
  /** It acknowledges at least that: more may have lain in the kernel, unread. */
  atLeast?: true
  /** Bytes of payload. */
  bytes: number
  /** Its place in time, ms: when it was captured, or the earliest that it can have left. */
  t: number
  sent: Span
  /** Absent while nothing tells that it has arrived. */
  arrived?: Span
  provenance: 'inferred' | 'captured'
  confidence: Confidence
  /** `seq` of the events that it was concluded from; of a captured one its own event first. */
  because: number[]
  /** `seq` of the `received` that brought bytes of it. */
  reads: number[]
  /** `seq` of the transitions that it made as it left, and as it arrived. */
  made: { from: number[]; to: number[] }
  /** Captured: seen before. */
  again?: true
  /** Captured: receive window of its sender, bytes. */
  window?: number
  /** It never was: corrected, or a captured one has taken its place. */
  withdrawn?: true
}

/** What a segment is for: its telling flag, or that it carries data. */
export type SegmentKind = 'SYN' | 'SYN+ACK' | 'ACK' | 'FIN' | 'RST' | 'data'

export function kindOf({ flags, bytes }: Pick<TcpSegment, 'flags' | 'bytes'>): SegmentKind {
  if (flags.includes('R')) return 'RST'
  if (flags.includes('S')) return flags.includes('A') ? 'SYN+ACK' : 'SYN'
  if (flags.includes('F')) return 'FIN'
  return bytes > 0 ? 'data' : 'ACK'
}

export const opposite = (side: Side): Side => (side === 'client' ? 'server' : 'client')
