import type { EventKind } from '../../shared/events'
import type { EventStore } from './events'
import { OrdinalList } from './ordinals'

/**
 * The events of several sockets as one list in the order of `seq`, for the views of a connection. It grows with
 * the store: `refresh` looks only at what came since the last time.
 */
export class MergedEvents {
  readonly #store: EventStore
  readonly #sockets: readonly (string | undefined)[]
  readonly #wanted: (kind: EventKind) => boolean
  #list = new OrdinalList()
  #next: number
  #epoch: number

  /** Undefined among `sockets`: events about none. */
  constructor(
    store: EventStore,
    sockets: readonly (string | undefined)[],
    wanted: (kind: EventKind) => boolean,
  ) {
    this.#store = store
    this.#sockets = sockets
    this.#wanted = wanted
    this.#next = store.first
    this.#epoch = store.epoch
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

  /** Ordinal, in the store, of the event at a position. */
  at(position: number): number {
    return this.#list.at(position)
  }

  refresh(): this {
    const store = this.#store
    if (this.#epoch !== store.epoch) {
      this.#list = new OrdinalList()
      this.#next = store.first
      this.#epoch = store.epoch
    }
    while (this.#list.start < this.#list.end && this.#list.at(this.#list.start) < store.first)
      this.#list.shift()
    const fresh: number[] = []
    for (const socket of this.#sockets) {
      const own = store.of(socket)
      if (!own) continue
      for (let position = own.seek(this.#next); position < own.end; position++) {
        const ordinal = own.at(position)
        if (this.#wanted(store.kindAt(ordinal))) fresh.push(ordinal)
      }
    }
    fresh.sort((a, b) => a - b)
    for (const ordinal of fresh) this.#list.push(ordinal)
    this.#next = store.end
    return this
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
