import type { EventKind } from '../../shared/events'
import type { TimeRange } from '../timeline/range'
import type { EventStore } from './events'
import { OrdinalList } from './ordinals'

/**
 * The events of several sockets as one list in the order of `seq`, for the views of a connection. It grows with
 * the store: `refresh` looks only at what came since the last time.
 */
export class MergedEvents {
  readonly #store: EventStore
  readonly #sockets: readonly (string | undefined)[]
  readonly #wanted: (kind: EventKind, socket: string | undefined) => boolean
  readonly #range: TimeRange | undefined
  #list = new OrdinalList()
  /** Looked at: from `low` up to, but not including, `next`. */
  #low: number
  #next: number
  #epoch: number
  #insertions: number
  #older = 0

  /** Undefined among `sockets`: events about none. `range`: only of what happened then. */
  constructor(
    store: EventStore,
    sockets: readonly (string | undefined)[],
    wanted: (kind: EventKind, socket: string | undefined) => boolean,
    range?: TimeRange | undefined,
  ) {
    this.#store = store
    this.#sockets = sockets
    this.#wanted = wanted
    this.#range = range
    this.#low = store.first
    this.#next = store.first
    this.#epoch = store.epoch
    this.#insertions = store.insertions
  }

  /** Position of the oldest event, and one past that of the newest; positions keep their meaning. */
  get start(): number {
    return this.#list.start
  }

  get end(): number {
    return this.#list.end
  }

  get epoch(): number {
    return this.#epoch
  }

  /** Moves when older events have been put in front. */
  get older(): number {
    return this.#older
  }

  /** Ordinal, in the store, of the event at a position. */
  at(position: number): number {
    return this.#list.at(position)
  }

  refresh(): this {
    const store = this.#store
    if (this.#epoch !== store.epoch) {
      this.#list = new OrdinalList()
      this.#low = store.first
      this.#next = store.first
      this.#epoch = store.epoch
      this.#insertions = store.insertions
    }
    const inserted = store.insertions - this.#insertions
    // What was looked at and left the ring since then is read again with what was put in its place.
    const known = inserted === 0 ? store.first : inserted === 1 ? store.insertedBefore : this.#next
    this.#insertions = store.insertions
    while (this.#list.start < this.#list.end && this.#list.at(this.#list.start) < known) this.#list.shift()
    this.#low = Math.max(this.#low, known)
    if (store.first < this.#low) {
      const older = this.#between(store.first, this.#low)
      if (older.length > 0) {
        this.#list.unshift(older)
        this.#older++
      }
    }
    this.#low = store.first
    for (const ordinal of this.#between(this.#next, store.end)) this.#list.push(ordinal)
    this.#next = store.end
    return this
  }

  /** Ordinals of what is wanted, from `from` up to, but not including, `to`. */
  #between(from: number, to: number): number[] {
    const found: number[] = []
    for (const socket of this.#sockets) {
      const own = this.#store.of(socket)
      if (!own) continue
      for (let position = own.seek(from); position < own.end; position++) {
        const ordinal = own.at(position)
        if (ordinal >= to) break
        if (this.#wanted(this.#store.kindAt(ordinal), socket) && this.#isThen(ordinal)) found.push(ordinal)
      }
    }
    return found.sort((a, b) => a - b)
  }

  #isThen(ordinal: number): boolean {
    if (!this.#range) return true
    const t = this.#store.tAt(ordinal)
    return t >= this.#range.from && t <= this.#range.to
  }

  /** The first position whose event isn't older than this ordinal; `end` if there is none. */
  seek(ordinal: number): number {
    return this.#list.seek(ordinal)
  }

  /** Position of the event with this ordinal; undefined if it isn't in here. */
  find(ordinal: number): number | undefined {
    const position = this.#list.seek(ordinal)
    return position < this.#list.end && this.#list.at(position) === ordinal ? position : undefined
  }
}
