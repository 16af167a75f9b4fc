import type { BatchRows } from '../../shared/codec'
import type { EventKind, LabEvent } from '../../shared/events'
import { OrdinalList } from './ordinals'

/** How many events the window holds; the log in the main process holds more. */
export const EVENT_CAP = 100_000

/** One place of the ring: an event, or the batch that has it in row `#row`. */
type Slot = LabEvent | BatchRows

const isEvent = (slot: Slot): slot is LabEvent => 'seq' in slot

/**
 * The events that the window has, in the order of `seq`: a ring in which an event keeps the ordinal that it got
 * when it came. Rows of large batches stay in their columns until something looks at them; those of small ones
 * are kept as events, because a batch of its own for each of them would cost more than the event does.
 */
export class EventStore {
  /** Changes when events were taken away at the newest end: positions and ordinals seen before mean nothing then. */
  epoch = 0
  readonly #cap: number
  readonly #slots: Slot[] = []
  readonly #row: Uint32Array
  readonly #seq: Float64Array
  /** Those about no socket have a list of their own. */
  readonly #sockets = new Map<string | undefined, OrdinalList>()
  #first = 0
  #end = 0

  constructor(cap: number = EVENT_CAP) {
    this.#cap = cap
    this.#row = new Uint32Array(cap)
    this.#seq = new Float64Array(cap)
  }

  /** Ordinal of the oldest event that is held. */
  get first(): number {
    return this.#first
  }

  /** One past the ordinal of the newest event. */
  get end(): number {
    return this.#end
  }

  get size(): number {
    return this.#end - this.#first
  }

  add(event: LabEvent): void {
    this.#push(event, 0, event.seq, event.socket)
  }

  addRow(rows: BatchRows, row: number): void {
    this.#push(rows, row, rows.seqAt(row), rows.socketAt(row))
  }

  seqAt(ordinal: number): number {
    return this.#seq[ordinal % this.#cap] as number
  }

  kindAt(ordinal: number): EventKind {
    const slot = this.#slot(ordinal)
    return isEvent(slot) ? slot.kind : slot.kindAt(this.#row[ordinal % this.#cap] as number)
  }

  tAt(ordinal: number): number {
    const slot = this.#slot(ordinal)
    return isEvent(slot) ? slot.t : slot.tAt(this.#row[ordinal % this.#cap] as number)
  }

  /** `seq` of what caused the event; 0 for none. */
  causeAt(ordinal: number): number {
    const slot = this.#slot(ordinal)
    return isEvent(slot) ? (slot.cause ?? 0) : slot.causeAt(this.#row[ordinal % this.#cap] as number)
  }

  /** The event; of a message only what is cheap to make: all but its bytes. For ordinals that are held. */
  bareAt(ordinal: number): LabEvent {
    const slot = this.#slot(ordinal)
    return isEvent(slot) ? slot : slot.bareEventAt(this.#row[ordinal % this.#cap] as number)
  }

  /** Name of the socket that the event is about; undefined if it is about none. */
  socketAt(ordinal: number): string | undefined {
    const slot = this.#slot(ordinal)
    return isEvent(slot) ? slot.socket : slot.socketAt(this.#row[ordinal % this.#cap] as number)
  }

  /** The event with the preview of its bytes; undefined if it isn't held. */
  at(ordinal: number): LabEvent | undefined {
    if (ordinal < this.#first || ordinal >= this.#end) return undefined
    const slot = this.#slot(ordinal)
    return isEvent(slot) ? slot : slot.eventAt(this.#row[ordinal % this.#cap] as number)
  }

  /** How many events are missing in front of this one: skipped, or gone from the log before they came here. */
  gapBefore(ordinal: number): number {
    if (ordinal <= this.#first) return 0
    return this.seqAt(ordinal) - this.seqAt(ordinal - 1) - 1
  }

  /** Ordinal of the event with this `seq`; undefined if it isn't held. */
  find(seq: number): number | undefined {
    let low = this.#first
    let high = this.#end - 1
    while (low <= high) {
      const middle = (low + high) >>> 1
      const there = this.seqAt(middle)
      if (there === seq) return middle
      if (there < seq) low = middle + 1
      else high = middle - 1
    }
    return undefined
  }

  bySeq(seq: number): LabEvent | undefined {
    const ordinal = this.find(seq)
    return ordinal === undefined ? undefined : this.at(ordinal)
  }

  /** Ordinals of the events about a socket, or about none; undefined if there are none. */
  of(socket: string | undefined): OrdinalList | undefined {
    return this.#sockets.get(socket)
  }

  /** Takes away everything newer than `seq`: the feed begins again from there. */
  dropAfter(seq: number): void {
    if (this.size === 0 || this.seqAt(this.#end - 1) <= seq) return
    while (this.size > 0 && this.seqAt(this.#end - 1) > seq) {
      this.#sockets.get(this.socketAt(this.#end - 1))?.pop()
      this.#end--
    }
    this.epoch++
  }

  #push(slot: Slot, row: number, seq: number, socket: string | undefined): void {
    const at = this.#end % this.#cap
    if (this.size === this.#cap) this.#evict()
    this.#slots[at] = slot
    this.#row[at] = row
    this.#seq[at] = seq
    let list = this.#sockets.get(socket)
    if (!list) {
      list = new OrdinalList()
      this.#sockets.set(socket, list)
    }
    list.push(this.#end)
    this.#end++
  }

  #evict(): void {
    const socket = this.socketAt(this.#first)
    const list = this.#sockets.get(socket)
    list?.shift()
    if (list && list.start === list.end) this.#sockets.delete(socket)
    this.#first++
  }

  #slot(ordinal: number): Slot {
    return this.#slots[ordinal % this.#cap] as Slot
  }
}
