import type { EventKind, Received, Sent } from '../../shared/events'
import type { EventStore } from '../lab/events'
import { MergedEvents } from '../lab/merged'

/** How a message's bytes lie in the messages of the other end. `seq` is the first of those. */
export type Fit =
  /** One write is one read. */
  | { kind: 'whole'; seq: number }
  /** A read that brings the bytes of `count` writes; `all`: of each of them all. */
  | { kind: 'joins'; count: number; all: boolean; seq: number }
  /** A read that brings a part of one write. `pieces` is missing while not all of it has been read. */
  | { kind: 'piece'; piece: number; pieces?: number; seq: number }
  /** A write whose bytes came in `pieces` reads. */
  | { kind: 'split'; pieces: number; seq: number }
  /** A write that was read together with `count` others. */
  | { kind: 'joined'; count: number; seq: number }
  /** A write of which `read` bytes, not all, have been read so far. */
  | { kind: 'unread'; read: number; seq?: number }

const isSent = (kind: EventKind) => kind === 'sent'
const isReceived = (kind: EventKind) => kind === 'received'

/** Fits that are remembered: what can be on the screen, many times over. */
const REMEMBERED = 4000

/**
 * One direction of a connection whose ends are both the lab's: what `writer` wrote and `reader` read, the same bytes, cut
 * differently. Both count from the first byte, so that offsets tell what belongs together. An answer costs a handful of
 * binary searches, however long the log is.
 */
export class ByteStream {
  readonly #writes: Messages
  readonly #reads: Messages
  #settled = new Map<number, Fit>()
  #epoch: number

  constructor(
    private readonly events: EventStore,
    writer: string,
    reader: string,
  ) {
    this.#writes = new Messages(events, writer, isSent)
    this.#reads = new Messages(events, reader, isReceived)
    this.#epoch = events.epoch
  }

  /** Undefined where it isn't known: for no bytes, and where a message is missing here. */
  fitOf(message: Sent | Received): Fit | undefined {
    if (this.#epoch !== this.events.epoch || this.#settled.size > REMEMBERED) {
      this.#settled = new Map()
      this.#epoch = this.events.epoch
    }
    const known = this.#settled.get(message.seq)
    if (known) return known
    const fit = message.kind === 'sent' ? this.#fitOfWrite(message) : this.#fitOfRead(message)
    if (fit && isSettled(fit)) this.#settled.set(message.seq, fit)
    return fit
  }

  /** `seq` of the messages of the other end that share bytes with this one, in order; the first `limit` of them. */
  partnersOf(message: Sent | Received, limit: number): number[] {
    const others = message.kind === 'sent' ? this.#reads : this.#writes
    return others.between(message, limit)
  }

  #fitOfRead(read: Received): Fit | undefined {
    const span = this.#writes.over(read)
    if (!span) return undefined
    const { first, last } = span
    if (!last) return undefined
    const count = last.index - first.index + 1
    if (count > 1) {
      const all = first.offset === read.offset && endOf(last) === endOf(read)
      return { kind: 'joins', count, all, seq: first.seq }
    }
    if (first.bytes === read.bytes) return { kind: 'whole', seq: first.seq }
    const pieces = this.#reads.over(first)
    if (!pieces) return undefined
    return {
      kind: 'piece',
      piece: read.index - pieces.first.index + 1,
      ...(pieces.last && { pieces: pieces.last.index - pieces.first.index + 1 }),
      seq: first.seq,
    }
  }

  #fitOfWrite(write: Sent): Fit | undefined {
    const span = this.#reads.over(write)
    if (!span) {
      const newest = this.#reads.newest()
      const reached = newest ? endOf(newest) : 0
      return reached <= write.offset && write.bytes > 0 ? { kind: 'unread', read: 0 } : undefined
    }
    const { first, last } = span
    if (!last) {
      const newest = this.#reads.newest()
      const reached = newest ? endOf(newest) : 0
      return reached < endOf(write)
        ? { kind: 'unread', read: reached - write.offset, seq: first.seq }
        : undefined
    }
    const pieces = last.index - first.index + 1
    if (pieces > 1) return { kind: 'split', pieces, seq: first.seq }
    if (first.bytes === write.bytes) return { kind: 'whole', seq: first.seq }
    const writes = this.#writes.over(first)
    if (!writes?.last) return undefined
    return { kind: 'joined', count: writes.last.index - writes.first.index, seq: first.seq }
  }
}

function isSettled(fit: Fit): boolean {
  return fit.kind !== 'unread' && !(fit.kind === 'piece' && fit.pieces === undefined)
}

const endOf = (message: Sent | Received) => message.offset + message.bytes

/** Messages of one socket and direction, found by their place in the stream. */
class Messages {
  readonly #list: MergedEvents

  constructor(
    private readonly events: EventStore,
    socket: string,
    wanted: (kind: EventKind) => boolean,
  ) {
    this.#list = new MergedEvents(events, [socket], wanted)
  }

  /** The messages with the first and the last byte of `message`; without `last` if that has not come, or is missing. */
  over(message: Sent | Received): { first: Sent | Received; last?: Sent | Received } | undefined {
    if (message.bytes === 0) return undefined
    const first = this.#holding(message.offset)
    if (!first) return undefined
    const last = this.#holding(endOf(message) - 1)
    return last ? { first, last } : { first }
  }

  /** `seq` of the messages that hold a byte of `message`, as far as they are here. */
  between(message: Sent | Received, limit: number): number[] {
    const first = message.bytes === 0 ? undefined : this.#holding(message.offset)
    const ordinal = first && this.events.find(first.seq)
    if (ordinal === undefined) return []
    const found: number[] = []
    for (let at = this.#list.seek(ordinal); at < this.#list.end && found.length < limit; at++) {
      const { seq, offset, bytes } = this.#at(at)
      if (offset >= endOf(message)) break
      if (bytes > 0) found.push(seq)
    }
    return found
  }

  newest(): Sent | Received | undefined {
    const { start, end } = this.#list.refresh()
    return end > start ? this.#at(end - 1) : undefined
  }

  #holding(byte: number): Sent | Received | undefined {
    const list = this.#list.refresh()
    let low = list.start
    let high = list.end
    // The last message that begins at or before the byte: one without bytes begins where the next one does.
    while (low < high) {
      const middle = Math.floor((low + high) / 2)
      if (this.#at(middle).offset <= byte) low = middle + 1
      else high = middle
    }
    if (low === list.start) return undefined
    const found = this.#at(low - 1)
    return byte < endOf(found) ? found : undefined
  }

  #at(position: number): Sent | Received {
    return this.events.bareAt(this.#list.at(position)) as Sent | Received
  }
}
