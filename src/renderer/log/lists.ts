import type { EventStore } from '../lab/events'
import { OrdinalList } from '../lab/ordinals'

/** Events of the store as the log shows them. Positions keep their meaning as it grows and loses its oldest. */
export interface LogList {
  /** Position of the oldest event, and one past that of the newest. */
  readonly start: number
  readonly end: number
  readonly epoch: number
  /** All that the store holds has been looked at. */
  readonly done: boolean
  /** How much of it has been, 0 to 1. */
  readonly progress: number
  /** Ordinal, in the store, of the event at a position. */
  at(position: number): number
  /** Position of the event with this ordinal; undefined if it isn't in here (yet). */
  find(ordinal: number): number | undefined
  /** Takes in what has changed in the store, for `budget` ms at most; `done` says whether that was enough. */
  advance(budget: number): this
}

/** Every event of the store. */
export class WholeLog implements LogList {
  readonly done = true
  readonly progress = 1
  readonly #store: EventStore

  constructor(store: EventStore) {
    this.#store = store
  }

  get start(): number {
    return this.#store.first
  }

  get end(): number {
    return this.#store.end
  }

  get epoch(): number {
    return this.#store.epoch
  }

  at(position: number): number {
    return position
  }

  find(ordinal: number): number | undefined {
    return ordinal >= this.start && ordinal < this.end ? ordinal : undefined
  }

  advance(): this {
    return this
  }
}

/** The clock is looked at after so many events. */
const CHECK = 32

/**
 * The events of the store that are wanted. They are looked for a slice at a time, the newest first, so that a log of any
 * length is there to be read at once; what is kept of an event is its ordinal.
 */
export class FilteredLog implements LogList {
  readonly #store: EventStore
  readonly #wanted: (ordinal: number) => boolean
  readonly #now: () => number
  /** What was there at first, the newest first: positions -1, -2 … */
  #older: number[] = []
  /** What came since: positions 0, 1 … */
  #newer = new OrdinalList()
  /** Looked at: from `low` up to, but not including, `high`. */
  #low = 0
  #high = 0
  #pivot = 0
  #epoch = 0
  #insertions = 0
  /** How often it was begun again although the store's epoch stayed. */
  #again = 0

  constructor(store: EventStore, wanted: (ordinal: number) => boolean, now = () => performance.now()) {
    this.#store = store
    this.#wanted = wanted
    this.#now = now
    this.#begin()
  }

  get start(): number {
    return this.#older.length > 0 ? -this.#older.length : this.#newer.start
  }

  get end(): number {
    return this.#newer.end
  }

  get epoch(): number {
    return this.#epoch + this.#again
  }

  get done(): boolean {
    return this.#low <= this.#store.first && this.#high >= this.#store.end
  }

  get progress(): number {
    const { first, size } = this.#store
    return size === 0 ? 1 : Math.min(1, Math.max(0, this.#high - Math.max(this.#low, first)) / size)
  }

  at(position: number): number {
    return position < 0 ? (this.#older[-1 - position] as number) : this.#newer.at(position)
  }

  find(ordinal: number): number | undefined {
    if (ordinal >= this.#pivot) {
      const position = this.#newer.seek(ordinal)
      return position < this.#newer.end && this.#newer.at(position) === ordinal ? position : undefined
    }
    let low = 0
    let high = this.#older.length - 1
    while (low <= high) {
      const middle = (low + high) >>> 1
      const there = this.#older[middle] as number
      if (there === ordinal) return -1 - middle
      if (there > ordinal) low = middle + 1
      else high = middle - 1
    }
    return undefined
  }

  advance(budget: number): this {
    const store = this.#store
    if (this.#epoch !== store.epoch) this.#begin()
    this.#evict()
    const deadline = this.#now() + budget
    let looked = 0
    const late = () => ++looked % CHECK === 0 && this.#now() > deadline
    while (this.#high < store.end) {
      if (this.#wanted(this.#high)) this.#newer.push(this.#high)
      this.#high++
      if (late()) return this
    }
    while (this.#low > store.first) {
      this.#low--
      if (this.#wanted(this.#low)) this.#older.push(this.#low)
      if (late()) return this
    }
    return this
  }

  #begin(): void {
    const { end, epoch } = this.#store
    this.#older = []
    this.#newer = new OrdinalList()
    this.#low = end
    this.#high = end
    this.#pivot = end
    this.#epoch = epoch
    this.#insertions = this.#store.insertions
  }

  #evict(): void {
    const { first, insertions, insertedBefore } = this.#store
    // What left the ring before older events were put in is looked for again.
    const inserted = insertions - this.#insertions
    const known = inserted === 0 ? first : insertedBefore
    this.#insertions = insertions
    while (this.#older.length > 0 && (this.#older.at(-1) as number) < known) this.#older.pop()
    while (this.#newer.start < this.#newer.end && this.#newer.at(this.#newer.start) < known)
      this.#newer.shift()
    this.#low = Math.max(this.#low, known)
    this.#high = Math.max(this.#high, known)
    if (inserted > 1 || (inserted === 1 && this.#newer.start > 0)) {
      // There is no position left in front of those that came since.
      this.#again++
      this.#begin()
    }
  }
}
