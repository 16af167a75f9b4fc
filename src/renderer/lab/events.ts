import type { BatchRows } from '../../shared/codec'
import type { EventKind, LabEvent } from '../../shared/events'
import { Coverage } from './coverage'
import { OrdinalList } from './ordinals'

/** How many events the window holds as they come; the log in the main process and its journal hold more. */
export const EVENT_CAP = 50_000
/** How many it holds at most while the person looks at older ones. */
export const MOST_HELD = 1_000_000

/** One place of the ring: an event, or the batch that has it in row `#row`. */
type Slot = LabEvent | BatchRows

interface Held {
  slot: Slot
  row: number
  seq: number
  socket: string | undefined
}

const place = ({ slot, row, seq, socket }: Held) => [slot, row, seq, socket] as const

const isEvent = (slot: Slot): slot is LabEvent => 'seq' in slot

/**
 * The events that the window has, in the order of `seq`: a ring in which an event keeps the ordinal that it got
 * when it came; those that were asked for later and are older than all others get ordinals before them. Rows of large
 * batches stay in their columns until something looks at them; those of small ones are kept as events, because a batch of
 * its own for each of them would cost more than the event does.
 */
export class EventStore {
  /**
   * Changes when events were taken away at the newest end, or put among the others: positions and ordinals seen before
   * mean nothing then.
   */
  epoch = 0
  /** How often older events were put in front of all others. Ordinals below `insertedBefore` mean others since then. */
  insertions = 0
  insertedBefore = 0
  readonly coverage = new Coverage()
  readonly #usual: number
  readonly #most: number
  /** Grows with what is inserted. */
  #cap: number
  #slots: Slot[] = []
  #row: Uint32Array
  #seq: Float64Array
  /** An ordinal whose place is the first of the ring. */
  #base = 0
  /** Ordinals of events in front of which others are missing. */
  #gaps = new OrdinalList()
  /** Those about no socket have a list of their own. */
  readonly #sockets = new Map<string | undefined, OrdinalList>()
  #first = 0
  #end = 0

  /** `most`: with what is inserted. */
  constructor(cap: number = EVENT_CAP, most = 2 * cap) {
    this.#usual = cap
    this.#most = most
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

  /** How many events `insert` can still put in. */
  get room(): number {
    return this.#most - this.size
  }

  add(event: LabEvent): void {
    this.#push(event, 0, event.seq, event.socket)
  }

  addRow(rows: BatchRows, row: number): void {
    this.#push(rows, row, rows.seqAt(row), rows.socketAt(row))
  }

  seqAt(ordinal: number): number {
    return this.#seq[this.#place(ordinal)] as number
  }

  kindAt(ordinal: number): EventKind {
    const slot = this.#slot(ordinal)
    return isEvent(slot) ? slot.kind : slot.kindAt(this.#row[this.#place(ordinal)] as number)
  }

  tAt(ordinal: number): number {
    const slot = this.#slot(ordinal)
    return isEvent(slot) ? slot.t : slot.tAt(this.#row[this.#place(ordinal)] as number)
  }

  /** `seq` of what caused the event; 0 for none. */
  causeAt(ordinal: number): number {
    const slot = this.#slot(ordinal)
    return isEvent(slot) ? (slot.cause ?? 0) : slot.causeAt(this.#row[this.#place(ordinal)] as number)
  }

  /** The event; of a message only what is cheap to make: all but its bytes. For ordinals that are held. */
  bareAt(ordinal: number): LabEvent {
    const slot = this.#slot(ordinal)
    return isEvent(slot) ? slot : slot.bareEventAt(this.#row[this.#place(ordinal)] as number)
  }

  /** Name of the socket that the event is about; undefined if it is about none. */
  socketAt(ordinal: number): string | undefined {
    const slot = this.#slot(ordinal)
    return isEvent(slot) ? slot.socket : slot.socketAt(this.#row[this.#place(ordinal)] as number)
  }

  /** The event with the preview of its bytes; undefined if it isn't held. */
  at(ordinal: number): LabEvent | undefined {
    if (ordinal < this.#first || ordinal >= this.#end) return undefined
    const slot = this.#slot(ordinal)
    return isEvent(slot) ? slot : slot.eventAt(this.#row[this.#place(ordinal)] as number)
  }

  /** How many events are missing in front of this one: skipped, or gone from the log before they came here. */
  gapBefore(ordinal: number): number {
    if (ordinal <= this.#first) return 0
    return this.seqAt(ordinal) - this.seqAt(ordinal - 1) - 1
  }

  /** Ordinals of the events in front of which some are missing. */
  get gaps(): Pick<OrdinalList, 'start' | 'end' | 'at'> {
    return this.#gaps
  }

  /** Ordinal of the event with this `seq`; undefined if it isn't held. */
  find(seq: number): number | undefined {
    let low = this.#first
    let high = this.#end - 1
    while (low <= high) {
      const middle = Math.floor((low + high) / 2)
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
      const socket = this.socketAt(this.#end - 1)
      const list = this.#sockets.get(socket)
      list?.pop()
      if (list && list.start === list.end) this.#sockets.delete(socket)
      this.#end--
      if (this.#gaps.end > this.#gaps.start && this.#gaps.at(this.#gaps.end - 1) === this.#end)
        this.#gaps.pop()
    }
    this.coverage.loseAfter(seq)
    this.epoch++
  }

  /**
   * Puts in what was not here: events of the past, in the order of `seq`. Those that are older than all others change no
   * ordinal; others do (`epoch`). Returns how many were put in: the newest ones, as far as there is room.
   */
  insert(rows: BatchRows): number {
    const fresh: number[] = []
    for (let row = rows.length - 1; row >= 0 && fresh.length < this.room; row--) {
      if (this.find(rows.seqAt(row)) === undefined) fresh.push(row)
    }
    if (fresh.length === 0) return 0
    fresh.reverse()
    if (this.size === 0 || rows.seqAt(fresh.at(-1) as number) < this.seqAt(this.#first)) {
      this.#putInFront(rows, fresh)
      return fresh.length
    }
    const before = this.#all()
    const end = this.#end
    this.#cap = Math.max(this.#cap, before.length + fresh.length)
    this.#row = new Uint32Array(this.#cap)
    this.#seq = new Float64Array(this.#cap)
    this.#slots = []
    this.#sockets.clear()
    this.#gaps = new OrdinalList()
    this.#first = end - before.length - fresh.length
    this.#base = this.#first
    this.#end = this.#first
    let at = 0
    for (const row of fresh) {
      const seq = rows.seqAt(row)
      for (let held = before[at]; held && held.seq < seq; held = before[++at]) this.#push(...place(held))
      this.#push(rows, row, seq, rows.socketAt(row))
    }
    for (let held = before[at]; held; held = before[++at]) this.#push(...place(held))
    this.epoch++
    return fresh.length
  }

  /** Older ones than all others, which stay where they are: what is held is a million at times. */
  #putInFront(rows: BatchRows, fresh: readonly number[]): void {
    const { size } = this
    const first = this.#first
    // Room for as many again that are likely to follow.
    const needed = size + fresh.length
    if (needed > this.#cap) this.#resize(Math.min(this.#most, 2 * needed))
    this.#first -= fresh.length
    const ordinals = new Map<string | undefined, number[]>()
    const gaps: number[] = []
    let before = 0
    fresh.forEach((row, index) => {
      const ordinal = this.#first + index
      const at = this.#place(ordinal)
      const seq = rows.seqAt(row)
      const socket = rows.socketAt(row)
      this.#slots[at] = rows
      this.#row[at] = row
      this.#seq[at] = seq
      const own = ordinals.get(socket)
      if (own) own.push(ordinal)
      else ordinals.set(socket, [ordinal])
      if (index > 0 && before !== seq - 1) gaps.push(ordinal)
      before = seq
    })
    if (size > 0 && before !== this.seqAt(first) - 1) gaps.push(first)
    for (const [socket, own] of ordinals) {
      const list = this.#sockets.get(socket) ?? new OrdinalList()
      list.unshift(own)
      this.#sockets.set(socket, list)
    }
    this.#gaps.unshift(gaps)
    this.insertions++
    this.insertedBefore = first
  }

  #resize(cap: number): void {
    const [slots, row, seq] = [new Array<Slot>(cap), new Uint32Array(cap), new Float64Array(cap)]
    for (let ordinal = this.#first; ordinal < this.#end; ordinal++) {
      const from = this.#place(ordinal)
      const to = ordinal - this.#first
      slots[to] = this.#slots[from] as Slot
      row[to] = this.#row[from] as number
      seq[to] = this.#seq[from] as number
    }
    this.#slots = slots
    this.#row = row
    this.#seq = seq
    this.#cap = cap
    this.#base = this.#first
  }

  /** Lets go of what was put in beyond twice the usual, the oldest of all: nobody looks at it any more. */
  shrink(): void {
    if (this.size <= 2 * this.#usual) return
    while (this.size > this.#usual) this.#evict()
    this.#resize(this.#usual)
  }

  #all(): Held[] {
    const all: Held[] = []
    for (let ordinal = this.#first; ordinal < this.#end; ordinal++) {
      const row = this.#row[this.#place(ordinal)] as number
      all.push({ slot: this.#slot(ordinal), row, seq: this.seqAt(ordinal), socket: this.socketAt(ordinal) })
    }
    return all
  }

  #place(ordinal: number): number {
    const at = (ordinal - this.#base) % this.#cap
    return at < 0 ? at + this.#cap : at
  }

  #push(slot: Slot, row: number, seq: number, socket: string | undefined): void {
    if (this.size === this.#cap) this.#evict()
    const at = this.#place(this.#end)
    this.#slots[at] = slot
    this.#row[at] = row
    this.#seq[at] = seq
    let list = this.#sockets.get(socket)
    if (!list) {
      list = new OrdinalList()
      this.#sockets.set(socket, list)
    }
    list.push(this.#end)
    if (this.size > 0 && this.seqAt(this.#end - 1) !== seq - 1) this.#gaps.push(this.#end)
    this.#end++
  }

  #evict(): void {
    const socket = this.socketAt(this.#first)
    const list = this.#sockets.get(socket)
    list?.shift()
    if (list && list.start === list.end) this.#sockets.delete(socket)
    this.coverage.loseUpTo(this.seqAt(this.#first))
    this.#first++
    // The oldest event has none in front of it.
    if (this.#gaps.start < this.#gaps.end && this.#gaps.at(this.#gaps.start) <= this.#first)
      this.#gaps.shift()
  }

  #slot(ordinal: number): Slot {
    return this.#slots[this.#place(ordinal)] as Slot
  }
}
