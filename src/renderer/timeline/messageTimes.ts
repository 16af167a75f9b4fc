import type { EventStore } from '../lab/events'

/** Numbers in the order in which they came, with the ordinals of their events. */
export class Times {
  #t = new Float64Array(8)
  #ordinal = new Float64Array(8)
  #start = 0
  #end = 0

  get size(): number {
    return this.#end - this.#start
  }

  push(t: number, ordinal: number): void {
    if (this.#end === this.#t.length) this.#makeRoom()
    this.#t[this.#end] = t
    this.#ordinal[this.#end] = ordinal
    this.#end++
  }

  /** Forgets those of events before this ordinal. */
  dropBefore(ordinal: number): void {
    while (this.#start < this.#end && (this.#ordinal[this.#start] as number) < ordinal) this.#start++
  }

  at(index: number): number {
    return this.#t[this.#start + index] as number
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

  #makeRoom(): void {
    const { size } = this
    const roomy = this.#start > this.#t.length / 2
    const t = roomy ? this.#t : new Float64Array(2 * this.#t.length)
    const ordinal = roomy ? this.#ordinal : new Float64Array(t.length)
    t.set(this.#t.subarray(this.#start, this.#end))
    ordinal.set(this.#ordinal.subarray(this.#start, this.#end))
    this.#t = t
    this.#ordinal = ordinal
    this.#start = 0
    this.#end = size
  }
}

export interface Messages {
  sent: Times
  received: Times
}

/**
 * When each end has written and read, of the events that the window holds. It grows with the store: `refresh` reads nothing
 * but the kind, time and socket of what came since the last time.
 */
export class MessageTimes {
  readonly #store: EventStore
  #ends = new Map<string, Messages>()
  #next = 0
  #epoch = -1
  #insertions = -1
  #swept = 0

  constructor(store: EventStore) {
    this.#store = store
  }

  refresh(): void {
    const store = this.#store
    if (store.epoch !== this.#epoch || store.insertions !== this.#insertions) {
      this.#ends = new Map()
      this.#next = store.first
      this.#epoch = store.epoch
      this.#insertions = store.insertions
      this.#swept = store.first
    }
    for (let ordinal = Math.max(this.#next, store.first); ordinal < store.end; ordinal++) {
      const kind = store.kindAt(ordinal)
      if (kind !== 'sent' && kind !== 'received') continue
      const name = store.socketAt(ordinal)
      if (name !== undefined) this.#of(name)[kind].push(store.tAt(ordinal), ordinal)
    }
    this.#next = store.end
    // Ends that nobody looks at are swept now and then: they hold no more than the store has held since.
    if (store.first - this.#swept > store.size) this.#sweep()
  }

  /** Of one end; undefined if no message of it is held. */
  of(name: string): Messages | undefined {
    const messages = this.#ends.get(name)
    if (!messages) return undefined
    messages.sent.dropBefore(this.#store.first)
    messages.received.dropBefore(this.#store.first)
    return messages
  }

  #of(name: string): Messages {
    let messages = this.#ends.get(name)
    if (!messages) {
      messages = { sent: new Times(), received: new Times() }
      this.#ends.set(name, messages)
    }
    return messages
  }

  #sweep(): void {
    this.#swept = this.#store.first
    for (const name of [...this.#ends.keys()]) {
      const messages = this.of(name)
      if (messages && messages.sent.size + messages.received.size === 0) this.#ends.delete(name)
    }
  }
}

/** Before this moment, messages are missing here that were sent or received, ms; -Infinity if none are. */
export function heldSince(store: EventStore): number {
  if (store.size === 0) return Number.NEGATIVE_INFINITY
  const before = store.seqAt(store.first)
  return store.coverage.covers('', 0, before) ? Number.NEGATIVE_INFINITY : store.tAt(store.first)
}
