import type { EventStore } from '../lab/events'

/** Moments of one end's messages, in the order in which they came, with the ordinals of their events. */
export class Times {
  /** Moment and ordinal by turns. */
  #items: number[] = []
  #start = 0

  get size(): number {
    return this.#items.length / 2 - this.#start
  }

  push(t: number, ordinal: number): void {
    this.#items.push(t, ordinal)
  }

  /** Forgets those of events before this ordinal. */
  dropBefore(ordinal: number): void {
    while (this.size > 0 && (this.#items[2 * this.#start + 1] as number) < ordinal) this.#start++
    // Now and then in one go.
    if (this.#start > 1024 && 4 * this.#start > this.#items.length) {
      this.#items.splice(0, 2 * this.#start)
      this.#start = 0
    }
  }

  at(index: number): number {
    return this.#items[2 * (this.#start + index)] as number
  }

  /** Index of the first that is not below `t`, looked for from `from` on; `size` if there is none. */
  seek(t: number, from = 0): number {
    let low = from
    let high = this.size
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.at(middle) < t) low = middle + 1
      else high = middle
    }
    return low
  }
}

export interface Messages {
  sent: Times
  received: Times
}

interface Known extends Messages {
  /** Ordinal up to which the events of the end have been looked at. */
  next: number
}

/** Of so many ends it is known what was looked at: more than there are in sight. */
const MOST_ENDS = 2_000

/**
 * When ends have written and read, of the events that the window holds: of those ends that are asked about, and no others. What
 * came since the last time is looked at, nothing but its kind and time.
 */
export class MessageTimes {
  readonly #store: EventStore
  readonly #ends = new Map<string, Known>()
  #epoch = 0
  #insertions = 0

  constructor(store: EventStore) {
    this.#store = store
  }

  /** Of one end; undefined if no event of it is held. */
  of(name: string): Messages | undefined {
    const store = this.#store
    const events = store.of(name)
    if (!events) return undefined
    if (store.epoch !== this.#epoch || store.insertions !== this.#insertions) {
      this.#ends.clear()
      this.#epoch = store.epoch
      this.#insertions = store.insertions
    }
    const known = this.#known(name)
    for (let position = events.seek(known.next); position < events.end; position++) {
      const ordinal = events.at(position)
      const kind = store.kindAt(ordinal)
      if (kind === 'sent' || kind === 'received') known[kind].push(store.tAt(ordinal), ordinal)
    }
    known.next = store.end
    known.sent.dropBefore(store.first)
    known.received.dropBefore(store.first)
    return known
  }

  #known(name: string): Known {
    let known = this.#ends.get(name)
    if (!known) {
      if (this.#ends.size >= MOST_ENDS) this.#ends.clear()
      known = { sent: new Times(), received: new Times(), next: this.#store.first }
      this.#ends.set(name, known)
    }
    return known
  }
}

/** Before this moment, messages are missing here that were sent or received, ms; -Infinity if none are. */
export function heldSince(store: EventStore): number {
  if (store.size === 0) return Number.NEGATIVE_INFINITY
  const before = store.seqAt(store.first)
  return store.coverage.covers('', 0, before) ? Number.NEGATIVE_INFINITY : store.tAt(store.first)
}
