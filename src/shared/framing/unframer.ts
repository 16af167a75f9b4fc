import type { Framing } from '../commands/framing'
import { delimiterOf, mostBytesOf } from './framing'
import { indexOf, readLength } from './pack'

/** Why a frame is no whole message: it is longer than may be, or the stream ended within it. */
export type Broken = 'tooLong' | 'cutOff'

/** What was found in a stream. */
export interface Unframed {
  /** The message without what frames it; of a broken one, as much as there is. Belongs to whoever takes it. */
  message: Uint8Array
  /** Where its frame lies among the bytes of the stream: from, and up to. Of a broken one, as far as it was looked at. */
  from: number
  to: number
  broken?: Broken
  /** Of a broken one: how many bytes the length in front of it says that it has. */
  declared?: number
}

const NOTHING = new Uint8Array(0)

/**
 * Finds the messages in a stream that comes in pieces of any size. A frame that is too long is told of as soon as that is
 * seen, and passed over as far as the framing tells: the bytes that its length says, or up to the next delimiter.
 */
export class Unframer {
  readonly #framing: Framing
  readonly #delimiter: Uint8Array | undefined
  readonly #most: number
  /** What has come and is part of no message yet, from `#start` up to `#end`. */
  #held: Uint8Array = NOTHING
  #start = 0
  #end = 0
  /** Before this index of what is held, no delimiter begins. */
  #looked = 0
  /** Bytes of the stream before what is held. */
  #before = 0
  /** Of a frame that is too long: how many bytes are still to be passed over; infinitely many up to a delimiter. */
  #skip = 0

  constructor(framing: Framing) {
    this.#framing = framing
    this.#delimiter = delimiterOf(framing)
    this.#most = mostBytesOf(framing)
  }

  /** Bytes that have come and are part of no message yet. */
  get pending(): number {
    return this.#end - this.#start
  }

  /** The messages that are whole with these bytes. */
  take(bytes: Uint8Array): Unframed[] {
    const found: Unframed[] = []
    // Mostly nothing is held, and messages are parts of what has come.
    const isOwn = this.pending > 0
    if (isOwn) this.#hold(bytes)
    else {
      this.#held = bytes
      this.#start = 0
      this.#end = bytes.length
      this.#looked = 0
    }
    while (this.pending > 0) {
      const next = this.#skip > 0 ? this.#passOver() : this.#next()
      if (next === undefined) break
      if (next === 'skipped') continue
      // What is held is written over by what comes next.
      if (isOwn) next.message = next.message.slice()
      found.push(next)
    }
    // Nor is the room kept that the longest message needed.
    if (!isOwn || this.pending === 0) this.#keep()
    return found
  }

  /** The stream has ended: what is left of a frame. */
  end(): Unframed | undefined {
    if (this.pending === 0 || this.#skip > 0) return undefined
    const framing = this.#framing
    const from = this.#before
    const to = from + this.pending
    const rest = this.#held.slice(this.#start, this.#end)
    this.#start = this.#end
    this.#before = to
    if (framing.by !== 'length' || rest.length < framing.bytes)
      return { message: rest, from, to, broken: 'cutOff' }
    const declared = readLength(framing, rest, 0)
    return { message: rest.subarray(framing.bytes), from, to, broken: 'cutOff', declared }
  }

  #next(): Unframed | undefined {
    const framing = this.#framing
    switch (framing.by) {
      case 'fixed':
        return this.pending < framing.bytes ? undefined : this.#cut(0, framing.bytes, 0)
      case 'length': {
        if (this.pending < framing.bytes) return undefined
        const length = readLength(framing, this.#held, this.#start)
        if (length > this.#most) return this.#tooLong(framing.bytes, length, length)
        return this.pending < framing.bytes + length ? undefined : this.#cut(framing.bytes, length, 0)
      }
      default:
        return this.#line(this.#delimiter as Uint8Array)
    }
  }

  #line(delimiter: Uint8Array): Unframed | undefined {
    const at = indexOf(this.#held, delimiter, Math.max(this.#looked, this.#start), this.#end)
    const length = (at < 0 ? this.#end : at) - this.#start
    // Without its delimiter, some of whose bytes may be there already.
    if (length > (at < 0 ? this.#most + delimiter.length - 1 : this.#most))
      return this.#tooLong(Math.min(length, this.#most), Number.POSITIVE_INFINITY)
    if (at >= 0) return this.#cut(0, length, delimiter.length)
    this.#looked = Math.max(this.#start, this.#end - delimiter.length + 1)
    return undefined
  }

  /** A whole message of `length` bytes, with so many before and behind it that frame it. */
  #cut(before: number, length: number, behind: number): Unframed {
    const first = this.#start + before
    const message = this.#held.subarray(first, first + length)
    const from = this.#before
    this.#go(before + length + behind)
    return { message, from, to: this.#before }
  }

  /** Takes `count` bytes of it, and passes over the next `skip`. */
  #tooLong(count: number, skip: number, declared?: number): Unframed {
    const message = this.#held.subarray(this.#start, this.#start + count)
    const from = this.#before
    this.#go(count)
    this.#skip = skip
    const unframed: Unframed = { message, from, to: this.#before, broken: 'tooLong' }
    if (declared !== undefined) unframed.declared = declared
    return unframed
  }

  #passOver(): 'skipped' | undefined {
    const delimiter = this.#delimiter
    if (!delimiter) {
      const count = Math.min(this.#skip, this.pending)
      this.#go(count)
      this.#skip -= count
      return 'skipped'
    }
    const at = indexOf(this.#held, delimiter, this.#start, this.#end)
    if (at >= 0) {
      this.#go(at + delimiter.length - this.#start)
      this.#skip = 0
      return 'skipped'
    }
    // The delimiter may have begun.
    this.#go(Math.max(0, this.pending - delimiter.length + 1))
    return undefined
  }

  #go(count: number): void {
    this.#start += count
    this.#before += count
    this.#looked = this.#start
  }

  /** Puts bytes behind those that are held. */
  #hold(bytes: Uint8Array): void {
    if (this.#end + bytes.length > this.#held.length) {
      const room = Math.max(2 * (this.pending + bytes.length), 1024)
      this.#move(new Uint8Array(room))
    }
    this.#held.set(bytes, this.#end)
    this.#end += bytes.length
  }

  /** Keeps a copy of what is left of bytes that are somebody else's. */
  #keep(): void {
    if (this.pending === 0) {
      this.#held = NOTHING
      this.#start = 0
      this.#end = 0
      this.#looked = 0
    } else this.#move(new Uint8Array(Math.max(2 * this.pending, 1024)))
  }

  #move(to: Uint8Array): void {
    to.set(this.#held.subarray(this.#start, this.#end))
    this.#looked = Math.max(0, this.#looked - this.#start)
    this.#end -= this.#start
    this.#start = 0
    this.#held = to
  }
}
