import { isMessage, type LabEvent, type Received, type Sent } from '../../../shared/events'
import { TapeReader } from '../../../shared/tape/reader'
import type { Tape } from '../../../shared/tape/tape'
import { isPlainSend, TapeWriter } from '../../../shared/tape/writer'

/** Events of a page. */
export const PAGE_EVENTS = 1024
/** Memory that the bytes of many messages share. What is longer has memory of its own. */
const SLAB_BYTES = 64 * 1024
/** So many of the newest copies are known by what they are copies of. */
const COPIES = 4
/** From so many bytes on, it is worth knowing whether they have been copied already. */
const WORTH_KNOWING = 1024
/** No bytes are kept of an event. */
const NO_BYTES = -1

interface Place {
  slab: number
  place: number
}

/**
 * Events of the log, one after the other. What comes in floods is a row of numbers: as objects they would be so many that
 * collecting garbage takes longer than all the rest. Of these, an object is made anew whenever one is looked at.
 */
export class Page {
  #count = 0
  readonly #tape = new TapeWriter(PAGE_EVENTS)
  readonly #reader = new TapeReader(this.#tape)
  readonly #starts = new Uint32Array(PAGE_EVENTS)
  /** Those that don't go on the tape. */
  readonly #objects: (LabEvent | undefined)[] = new Array(PAGE_EVENTS).fill(undefined)
  readonly #kept = new Int32Array(PAGE_EVENTS)
  readonly #slabOf = new Uint16Array(PAGE_EVENTS)
  readonly #placeOf = new Uint32Array(PAGE_EVENTS)
  readonly #slabs: (Uint8Array<ArrayBuffer> | undefined)[] = []
  /** Index of the newest event that has bytes in each slab. */
  readonly #lastIn: number[] = []
  #slab = new Uint8Array(0)
  #used = 0
  /** Bytes that were copied last: where they came from, and where they are. */
  #copies: ({ buffer: ArrayBufferLike; offset: number; length: number } & Place)[] = []
  #nextCopy = 0
  /** Slabs before this one have been let go. */
  #letGo = 0
  #first: number

  /** `first`: `seq` of its first event. */
  constructor(first: number) {
    this.#first = first
  }

  /** Lets go of all its events and begins anew. Memory that nobody else has seen is used again. */
  begin(first: number): this {
    this.#first = first
    this.#count = 0
    this.#tape.clear()
    this.#objects.fill(undefined)
    this.#slabs.length = 0
    this.#lastIn.length = 0
    this.#slab = new Uint8Array(0)
    this.#used = 0
    this.#copies = []
    this.#nextCopy = 0
    this.#letGo = 0
    return this
  }

  /** `seq` of its first event. */
  get first(): number {
    return this.#first
  }

  /** `seq` of its newest event. */
  get last(): number {
    return this.#first + this.#count - 1
  }

  get isFull(): boolean {
    return this.#count === PAGE_EVENTS
  }

  /** What comes in floods: messages, and the calls that send them. The other events are objects. */
  get tape(): Tape {
    return this.#tape
  }

  /** The event, if it is not on the tape. */
  objectAt(seq: number): LabEvent | undefined {
    return this.#objects[seq - this.#first]
  }

  /** Where the event with this `seq`, or the first one after it that is there, begins on the tape. */
  startOf(seq: number): number {
    return seq > this.last ? this.#tape.length : (this.#starts[seq - this.#first] as number)
  }

  /** Its `seq` follows that of the one before. Its bytes are copied. */
  put(event: LabEvent): void {
    if (isMessage(event)) {
      this.putMessage(event)
      return
    }
    const index = this.#count++
    this.#starts[index] = this.#tape.length
    this.#kept[index] = NO_BYTES
    if (event.kind === 'asked' && isPlainSend(event.command)) this.#tape.put(event)
    else this.#objects[index] = event
  }

  /** The same for the events that come most. */
  putMessage(event: Sent | Received): void {
    const index = this.#count++
    this.#starts[index] = this.#tape.length
    this.#tape.putMessage(event)
    const { data } = event
    this.#kept[index] = data ? data.length : NO_BYTES
    if (data && data.length > 0) this.#keep(index, data)
  }

  /** The event, with its bytes; undefined if it is on another page. */
  at(seq: number): LabEvent | undefined {
    if (seq < this.#first || seq > this.last) return undefined
    const event = this.objectAt(seq) ?? this.#reader.read(seq, this.#starts[seq - this.#first])
    if (!isMessage(event)) return event
    const data = this.bytesOf(seq)
    if (data) event.data = data
    return event
  }

  /** The event, for who needs it only until the next one is read; a message without its bytes and its cause. */
  glance(seq: number): LabEvent {
    return this.objectAt(seq) ?? this.#reader.glance(seq, this.#starts[seq - this.#first] as number)
  }

  /** How many bytes are kept of a message; -1 if none are, and of other events. */
  keptOf(seq: number): number {
    return this.#kept[seq - this.#first] as number
  }

  /** Copies the first `count` bytes of those that are kept of a message to `at` in `target`. */
  copyBytes(seq: number, count: number, target: Uint8Array, at: number): void {
    if (count === 0) return
    const index = seq - this.#first
    const slab = this.#slabs[this.#slabOf[index] as number] as Uint8Array
    const place = this.#placeOf[index] as number
    target.set(slab.subarray(place, place + count), at)
  }

  /** The bytes that are kept of a message; undefined if there are none, and of other events. They are the log's: not to be changed. */
  bytesOf(seq: number): Uint8Array | undefined {
    const index = seq - this.#first
    const kept = this.#kept[index] as number
    if (kept === NO_BYTES) return undefined
    if (kept === 0) return new Uint8Array(0)
    const place = this.#placeOf[index] as number
    return this.#slabs[this.#slabOf[index] as number]?.subarray(place, place + kept)
  }

  /** Whether the bytes that are kept of two messages are the same ones, in one place. */
  haveSameBytes(seq: number, other: number): boolean {
    const [one, two] = [seq - this.#first, other - this.#first]
    return this.#placeOf[one] === this.#placeOf[two] && this.#slabOf[one] === this.#slabOf[two]
  }

  /** Nobody asks for events before `seq` any more: what they alone had is let go. */
  letGo(seq: number): void {
    const index = seq - this.#first
    while (this.#letGo < this.#slabs.length && (this.#lastIn[this.#letGo] as number) < index)
      this.#slabs[this.#letGo++] = undefined
  }

  #keep(index: number, data: Uint8Array): void {
    const { slab, place } = data.length < WORTH_KNOWING ? this.#copy(data) : this.#copyOnce(data)
    this.#slabOf[index] = slab
    this.#placeOf[index] = place
    this.#lastIn[slab] = index
  }

  /** An answer is often what has just been read, and who sends much sends the same again and again. */
  #copyOnce(data: Uint8Array): Place {
    const { buffer, byteOffset: offset, length } = data
    for (const copy of this.#copies) {
      if (copy.buffer === buffer && copy.offset === offset && copy.length === length) return copy
    }
    const copy = { buffer, offset, length, ...this.#copy(data) }
    this.#copies[this.#nextCopy] = copy
    this.#nextCopy = (this.#nextCopy + 1) % COPIES
    return copy
  }

  #copy(data: Uint8Array): Place {
    if (this.#used + data.length > this.#slab.length) {
      // Not filled with zeros: all of it that anybody sees is written first.
      this.#slab = new Uint8Array(Buffer.allocUnsafeSlow(Math.max(SLAB_BYTES, data.length)).buffer)
      this.#slabs.push(this.#slab)
      this.#used = 0
    }
    this.#slab.set(data, this.#used)
    this.#used += data.length
    return { slab: this.#slabs.length - 1, place: this.#used - data.length }
  }
}
