import type { EventKind, EventOf } from '../../shared/events'
import type { EventStore } from '../lab/events'
import { MergedEvents } from '../lab/merged'

/** What cuts a stream into pieces, as a view shows them above and below its bytes. */
export const LANES = ['packed', 'sent', 'received', 'unpacked'] as const
export type LaneKind = (typeof LANES)[number]

/** A piece of a stream: from, and up to, counted in bytes from its beginning. */
export interface Piece {
  seq: number
  /** From 0, among those of its lane. */
  index: number
  from: number
  to: number
  /** How many bytes of a message it carries; with a frame around them it is longer. */
  bytes: number
  broken: boolean
}

type Cut = EventOf<LaneKind>

/** The pieces of one lane, found by their place in the stream. */
export class Lane {
  readonly #list: MergedEvents

  constructor(
    private readonly events: EventStore,
    readonly kind: LaneKind,
    readonly socket: string,
  ) {
    this.#list = new MergedEvents(events, [socket], (one: EventKind) => one === kind)
  }

  /** How many pieces there are. */
  get count(): number {
    const { start, end } = this.#list.refresh()
    return end > start ? this.#at(end - 1).index + 1 : 0
  }

  /** Up to where its pieces reach. */
  get end(): number {
    const { start, end } = this.#list.refresh()
    return end > start ? this.#pieceAt(end - 1).to : 0
  }

  /** The pieces that have a byte between `from` and `to`, in order, and those without any that lie there; at most `limit`. */
  between(from: number, to: number, limit: number): Piece[] {
    const list = this.#list.refresh()
    const pieces: Piece[] = []
    for (let position = this.#firstBeyond(from); position < list.end && pieces.length < limit; position++) {
      const piece = this.#pieceAt(position)
      if (piece.from >= to) break
      pieces.push(piece)
    }
    return pieces
  }

  /** The piece of this event, if it is in this lane. */
  of(seq: number): Piece | undefined {
    const position = this.#positionOf(seq)
    return position === undefined ? undefined : this.#pieceAt(position)
  }

  /** The piece so many places behind (or before) that of `seq`. */
  beside(seq: number, step: number): Piece | undefined {
    const position = this.#positionOf(seq)
    const { start, end } = this.#list
    const wanted = position === undefined ? undefined : position + step
    return wanted === undefined || wanted < start || wanted >= end ? undefined : this.#pieceAt(wanted)
  }

  first(): Piece | undefined {
    const { start, end } = this.#list.refresh()
    return end > start ? this.#pieceAt(start) : undefined
  }

  last(): Piece | undefined {
    const { start, end } = this.#list.refresh()
    return end > start ? this.#pieceAt(end - 1) : undefined
  }

  /** The piece that holds a byte, or the last one before it. */
  holding(byte: number): Piece | undefined {
    const { start, end } = this.#list.refresh()
    if (end === start) return undefined
    return this.#pieceAt(Math.min(end - 1, this.#firstBeyond(byte)))
  }

  #positionOf(seq: number): number | undefined {
    const list = this.#list.refresh()
    const ordinal = this.events.find(seq)
    return ordinal === undefined ? undefined : list.find(ordinal)
  }

  /** Position of the first piece that ends behind `byte`. */
  #firstBeyond(byte: number): number {
    const { start, end } = this.#list.refresh()
    let [low, high] = [start, end]
    while (low < high) {
      const middle = Math.floor((low + high) / 2)
      if (this.#pieceAt(middle).to > byte) high = middle
      else low = middle + 1
    }
    return low
  }

  #pieceAt(position: number): Piece {
    return pieceOf(this.#at(position))
  }

  #at(position: number): Cut {
    return this.events.bareAt(this.#list.at(position)) as Cut
  }
}

/** Where an event lies: a message of a framed end where its frame does. */
export function pieceOf(event: Cut): Piece {
  const { seq, index, offset, bytes } = event
  const span = 'span' in event ? event.span : undefined
  const [from, to] = span ?? [offset, offset + bytes]
  return { seq, index, from, to, bytes, broken: 'broken' in event && event.broken !== undefined }
}
