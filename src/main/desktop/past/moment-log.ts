import type { LabEvent } from '../../../shared/events'
import type { PackedModel } from '../../../shared/model/packed'
import type { Moment } from '../../../shared/session'
import type { Disposable } from '../../engine/log/log'

/** So many events are kept that a window has: for a moment that is a little earlier. */
const MOST_KEPT = 8192
/** An earlier moment has at least so many events that its views can show, unless its log has fewer. */
const LEAST_LEFT = 250

/** A log up to a moment of its past, for a feed: it grows as the moment moves on. */
export class MomentLog {
  /** All that was before its events, folded. */
  readonly #base: PackedModel
  #events: LabEvent[]
  #head: number
  #t: number
  /** Its events are all since `base`. */
  #isWhole = true
  readonly #listeners = new Set<() => void>()

  constructor({ model, events }: Moment) {
    this.#base = model
    this.#events = events
    this.#head = model.seq
    this.#t = model.t
    this.#count(events)
  }

  get first(): number {
    return this.#base.seq + 1
  }

  packed(): PackedModel {
    return this.#base
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

  /** These happen next. What is before `needed` has been sent, and is forgotten when it is much. */
  add(events: readonly LabEvent[], needed: number): void {
    if (this.#events.length + events.length > MOST_KEPT) {
      this.#events = this.#events.slice(this.#indexOf(needed))
      this.#isWhole = false
    }
    this.#events = [...this.#events, ...events]
    this.#count(events)
  }

  /** The same up to an earlier moment; undefined where too little is left for that. */
  until(seq: number): MomentLog | undefined {
    const { seq: before } = this.#base
    const least = before === 0 ? 0 : before + LEAST_LEFT
    if (!this.#isWhole || seq < least || seq > this.#head) return undefined
    return new MomentLog({ model: this.#base, events: this.#events.slice(0, this.#indexOf(seq + 1)) })
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
