import type { LabEvent } from '../../../shared/events'
import type { Model } from '../../../shared/model/model'
import type { Moment } from '../../../shared/session'
import type { Disposable } from '../../engine/log'

/** A log up to a moment of its past, for a feed: it grows as the moment moves on. */
export class MomentLog {
  readonly base: Model
  #events: LabEvent[]
  #head: number
  #t: number
  readonly #listeners = new Set<() => void>()

  constructor({ model, events }: Moment) {
    this.base = model
    this.#events = events
    this.#head = model.seq
    this.#t = model.t
    this.#count(events)
  }

  get first(): number {
    return this.base.seq + 1
  }

  /** `seq` of the moment's newest event. */
  get head(): number {
    return this.#head
  }

  /** Largest `t` up to the moment, ms. */
  get t(): number {
    return this.#t
  }

  at(seq: number): LabEvent | undefined {
    const event = this.#events[this.#indexOf(seq)]
    return event?.seq === seq ? event : undefined
  }

  after(seq: number): number {
    return this.#events[this.#indexOf(seq + 1)]?.seq ?? this.#head + 1
  }

  subscribe(listener: () => void): Disposable {
    this.#listeners.add(listener)
    return { dispose: () => this.#listeners.delete(listener) }
  }

  /** These happen next. What is before `needed` has been sent, and is forgotten. */
  add(events: readonly LabEvent[], needed: number): void {
    this.#events = [...this.#events.slice(this.#indexOf(needed)), ...events]
    this.#count(events)
  }

  /** The feed looks at what was added. */
  announce(): void {
    for (const listener of this.#listeners) listener()
  }

  #count(events: readonly LabEvent[]): void {
    this.#head = events.at(-1)?.seq ?? this.#head
    for (const { t } of events) this.#t = Math.max(this.#t, t)
  }

  /** Of the first event that isn't before `seq`. */
  #indexOf(seq: number): number {
    let [low, high] = [0, this.#events.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#events[middle] as LabEvent).seq < seq) low = middle + 1
      else high = middle
    }
    return low
  }
}
