import type { LabEvent } from '../../../shared/events'
import { Column, float64, uint16, uint32 } from './columns'

/** A block ends with this many events, or bytes of lines. */
const BLOCK_EVENTS = 256
const BLOCK_BYTES = 256 * 1024

/** Where a block of events is, and what is in it. */
export interface Block {
  index: number
  /** Its lines in events.ndjson, bytes. */
  from: number
  to: number
  /** `seq` of its first event. */
  seq: number
  /** How many events are before it. */
  before: number
}

/** A journal in blocks of a few hundred events, in the order of `seq`: a block is read as a whole to find an event in it. */
export class Blocks {
  readonly #offset = new Column(float64)
  readonly #seq = new Column(float64)
  readonly #before = new Column(float64)
  /** The largest `t` up to the block's end. */
  readonly #t = new Column(float64)
  readonly #states = new Column(uint32)
  /** Hashes of the sockets that its events are about: where they begin in the list of all. */
  readonly #sockets = new Column(uint32)
  readonly #hashes = new Column(uint16)
  /** Of the block that grows. */
  readonly #open = new Set<number>()
  #openStates = 0
  #events = 0
  #end = 0
  #lastT = 0

  /** Blocks there are, with the one that grows. */
  get length(): number {
    return this.#seq.length
  }

  /** Events in all. */
  get events(): number {
    return this.#events
  }

  /** Memory, bytes. */
  get bytes(): number {
    const columns = [
      this.#offset,
      this.#seq,
      this.#before,
      this.#t,
      this.#states,
      this.#sockets,
      this.#hashes,
    ]
    return columns.reduce((sum, column) => sum + column.bytes, 0)
  }

  /** Whether the next event begins a new block. */
  get isFull(): boolean {
    const last = this.length - 1
    if (last < 0) return true
    return (
      this.#events - this.#before.at(last) >= BLOCK_EVENTS || this.#end - this.#offset.at(last) >= BLOCK_BYTES
    )
  }

  take(event: LabEvent, offset: number, length: number): void {
    if (this.isFull) this.#begin(event.seq, offset)
    if (event.socket !== undefined) this.#open.add(hashOf(event.socket))
    if (event.kind === 'state') this.#openStates++
    if (event.t > this.#lastT) this.#lastT = event.t
    this.#events++
    this.#end = offset + length
  }

  #begin(seq: number, offset: number): void {
    if (this.length > 0) {
      this.#t.push(this.#lastT)
      this.#states.push(this.#openStates)
      for (const hash of this.#open) this.#hashes.push(hash)
    }
    this.#sockets.push(this.#hashes.length)
    this.#open.clear()
    this.#openStates = 0
    this.#offset.push(offset)
    this.#seq.push(seq)
    this.#before.push(this.#events)
  }

  at(index: number): Block {
    const isLast = index === this.length - 1
    return {
      index,
      from: this.#offset.at(index),
      to: isLast ? this.#end : this.#offset.at(index + 1),
      seq: this.#seq.at(index),
      before: this.#before.at(index),
    }
  }

  /** Index of the block with the newest event up to `seq`; -1 if there is none. */
  indexOf(seq: number): number {
    return this.#seq.countUpTo(seq) - 1
  }

  /** Index of the first block that has an event later than `t`, ms; `length` if there is none. */
  firstAfter(t: number): number {
    const closed = this.#t.countUpTo(t)
    return closed === this.length - 1 && this.#lastT <= t ? this.length : closed
  }

  hasStates(index: number): boolean {
    return (index === this.length - 1 ? this.#openStates : this.#states.at(index)) > 0
  }

  /** Whether a block can have events about these sockets, by their hashes. */
  mayHave(index: number, hashes: ReadonlySet<number>): boolean {
    if (index === this.length - 1) return [...hashes].some((hash) => this.#open.has(hash))
    const end = index + 1 < this.length ? this.#sockets.at(index + 1) : this.#hashes.length
    for (let i = this.#sockets.at(index); i < end; i++) if (hashes.has(this.#hashes.at(i))) return true
    return false
  }
}

/** FNV-1a of a name's UTF-16 units, in 16 bits: of the blocks that are read for it, one in a few hundred is so in vain. */
export function hashOf(name: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193)
  return (hash ^ (hash >>> 16)) & 0xffff
}
