import type { EventOf } from '../../shared/events'
import type { Context, Happening } from './context'

/** What an end has written and read: counted, and recorded as messages. */
export class Traffic {
  #written = 0
  #writes = 0
  #read = 0
  #reads = 0

  constructor(
    private readonly context: Context,
    private readonly socket: string,
  ) {}

  /** Bytes that were given to Node. */
  get written(): number {
    return this.#written
  }

  /** Bytes that the program has read. */
  get read(): number {
    return this.#read
  }

  /** `data` was given to Node, which holds `queued` bytes now; `cause` is the command, or what it answers. */
  sent(data: Uint8Array, cause: number, queued: number): void {
    this.context.record({
      kind: 'sent',
      socket: this.socket,
      cause,
      bytes: data.length,
      offset: this.#written,
      index: this.#writes,
      queued,
      data: this.#keep(data),
    })
    this.#written += data.length
    this.#writes++
  }

  /** `keeps`: whether the log has the beginning of it, too. */
  received(chunk: Uint8Array, keeps: boolean): EventOf<'received'> {
    const received: Extract<Happening, { kind: 'received' }> = {
      kind: 'received',
      socket: this.socket,
      bytes: chunk.length,
      offset: this.#read,
      index: this.#reads,
    }
    if (keeps) received.data = this.#keep(chunk)
    const event = this.context.record(received)
    this.#read += chunk.length
    this.#reads++
    return event as EventOf<'received'>
  }

  /** What the log keeps of a message: its beginning, elsewhere, so that it doesn't hold a large buffer. */
  #keep(bytes: Uint8Array): Uint8Array {
    const { keepBytes } = this.context
    return bytes.length <= keepBytes ? bytes : BEGINNINGS.copy(bytes, keepBytes)
  }
}

/** Memory that many copies share, bytes. What is alive of them is of about the same age, and so goes together. */
const SLAB = 64 * 1024
/** A copy that is larger than this has memory of its own. */
const MOST_SHARED = SLAB / 8

/** Copies of the beginnings of messages: to have memory for each from the system would cost more than to copy it. */
class Beginnings {
  #slab = new Uint8Array(0)
  #used = 0

  copy(bytes: Uint8Array, count: number): Uint8Array {
    // Not Buffer's own `slice`, which would be a view on the same memory.
    if (count > MOST_SHARED) return Uint8Array.prototype.slice.call(bytes, 0, count)
    if (this.#used + count > this.#slab.length) {
      this.#slab = new Uint8Array(SLAB)
      this.#used = 0
    }
    const copy = this.#slab.subarray(this.#used, this.#used + count)
    copy.set(bytes.subarray(0, count))
    this.#used += count
    return copy
  }
}

const BEGINNINGS = new Beginnings()
