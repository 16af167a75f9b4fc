import type { SocketFacts } from '../../events'
import { SURELY_HELD } from '../queues'
import type { Control } from './controls'
import { opposite, type Side, type TcpSegment } from './segment'

/** What one end has put on the wire and taken from it. Counts are absent while they aren't known. */
export interface EndCounts {
  foreign: boolean
  /** Bytes that were written and have left Node, or may have. */
  written: number | undefined
  read: number | undefined
  /** Bytes that Node held back after the newest write, and that are not known to have left. */
  queued: number
  /** Sequence number of its FIN, when it was sent, and the first data of the other end behind it. */
  fin?: { sequence: number | undefined; t: number }
  /** The peer has something of it to acknowledge: Nagle's algorithm, or the window, may hold what comes next. */
  owed: boolean
  /** Initial sequence number, as it was on the wire. */
  initial?: number
}

type Numbers = Pick<TcpSegment, 'sequence' | 'acknowledgement' | 'atLeast'>

/** Where the numbers of both ends stand, as far as calls and reads tell. */
export class Counts {
  /** The client is connected to itself: it is both ends. */
  self = false
  readonly #ends: Record<Side, EndCounts>

  constructor(foreign: readonly Side[]) {
    const begin = (side: Side): EndCounts => ({
      foreign: foreign.includes(side),
      written: undefined,
      read: undefined,
      queued: 0,
      owed: false,
    })
    this.#ends = { client: begin('client'), server: begin('server') }
  }

  of(side: Side): EndCounts {
    return this.#ends[side]
  }

  other(side: Side): Side {
    return this.self ? side : opposite(side)
  }

  /** The connection opens: nothing has been sent. */
  begin(side: Side): void {
    for (const end of [this.#ends[side], this.#ends[this.other(side)]]) {
      end.written ??= 0
      end.read ??= 0
    }
  }

  /** What the engine knew at a call. */
  know(side: Side, facts: SocketFacts): void {
    const ends = [
      [this.#ends[side], facts],
      [this.#ends[this.other(side)], facts.peer],
    ] as const
    for (const [end, known] of ends) {
      if (!known) continue
      end.written = known.written - known.unsent
      end.queued = known.unsent
      end.read = known.read
    }
  }

  /** The kernel has taken all that Node held back. */
  drained(side: Side): void {
    const end = this.#ends[side]
    end.written = (end.written ?? 0) + end.queued
    end.queued = 0
  }

  /** `bytes` of `side` have come: so many have left, whatever Node held back. False if that is nothing new. */
  came(side: Side, bytes: number): boolean {
    const end = this.#ends[side]
    const more = bytes - (end.written ?? bytes)
    if (more <= 0) return false
    end.written = bytes
    end.queued = Math.max(0, end.queued - more)
    return true
  }

  /** What a segment that `side` sends now acknowledges. */
  acknowledging(side: Side): Numbers {
    const end = this.#ends[side]
    const peer = this.#ends[this.other(side)]
    if (end.foreign || end.read === undefined) return {}
    if (!peer.foreign && this.#allHeld(this.other(side)))
      return { acknowledgement: 1 + (peer.written ?? 0) + (peer.fin ? 1 : 0) }
    // Whose FIN has come has nothing more to send.
    if (peer.foreign && peer.fin) return { acknowledgement: 2 + end.read }
    return { acknowledgement: 1 + end.read, atLeast: true }
  }

  /** The other kernel surely holds all that `side` has written: none of it waits for room. */
  #allHeld(side: Side): boolean {
    const { written = 0 } = this.#ends[side]
    return written - (this.#ends[this.other(side)].read ?? 0) <= SURELY_HELD
  }

  /** The numbers of a segment that leaves now. */
  numbersOf({ slot, from, flags }: Control): Numbers {
    const end = this.#ends[from]
    const next = end.written === undefined ? undefined : 1 + end.written + (end.fin ? 1 : 0)
    const known = next === undefined ? {} : { sequence: next }
    // What waits for the window has not taken its numbers yet; a FIN goes behind it.
    const sent = this.#allHeld(from) ? known : {}
    switch (slot) {
      case 'synAck':
        return { sequence: 0, acknowledgement: 1 }
      case 'ack':
        return { sequence: 1, acknowledgement: 1 }
      case 'fin client':
      case 'fin server':
        return { ...known, ...this.acknowledging(from) }
      case 'finAck client':
      case 'finAck server': {
        const { fin } = this.#ends[this.other(from)]
        return { ...sent, ...(fin?.sequence !== undefined && { acknowledgement: fin.sequence + 1 }) }
      }
      case 'rst client':
      case 'rst server':
        return { ...sent, ...(flags.includes('A') && this.acknowledging(from)) }
      default:
        // RFC 9293, 3.10.7.1: what refuses a SYN has no number of its own.
        return slot.startsWith('refusal') ? { sequence: 0, acknowledgement: 1 } : { sequence: 0 }
    }
  }

  /**
   * `raw` as counted from the end's initial number, which a SYN tells. Numbers that begin in the middle go on from `stood`, or
   * from what the end has written.
   */
  relative(side: Side, raw: number, syn: boolean, stood: number | undefined): number {
    const end = this.#ends[side]
    if (syn) end.initial = raw
    end.initial ??= raw - (stood ?? 1 + (end.written ?? 0) + (end.fin ? 1 : 0))
    return (raw - end.initial) >>> 0
  }
}
