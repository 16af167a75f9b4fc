import type { Received, Sent } from '../../../shared/events'
import type { Context } from '../context'

/** The other side of a datagram: its address, and its name if it is the lab's. */
export interface OtherSide {
  remote: string
  peer: string | undefined
}

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

  /** `data` was given to Node, which holds `queued` bytes now; `cause` is the command, or what it answers. `to`: of a datagram. */
  sent(data: Uint8Array, cause: number, queued: number, to?: OtherSide): Sent {
    const sent: Sent = {
      kind: 'sent',
      socket: this.socket,
      cause,
      bytes: data.length,
      offset: this.#written,
      index: this.#writes,
      queued,
      data: this.#keep(data),
      t: 0,
      seq: 0,
    }
    if (to) address(sent, to)
    this.context.recordMessage(sent)
    this.#written += data.length
    this.#writes++
    return sent
  }

  /** `keeps`: whether the log has the beginning of it, too. `cause`: the `recv` that took it. `from`: of a datagram. */
  received(chunk: Uint8Array, keeps: boolean, cause: number | undefined, from?: OtherSide): Received {
    const received: Received = {
      kind: 'received',
      socket: this.socket,
      bytes: chunk.length,
      offset: this.#read,
      index: this.#reads,
      t: 0,
      seq: 0,
    }
    if (keeps) received.data = this.#keep(chunk)
    if (cause !== undefined) received.cause = cause
    if (from) address(received, from)
    this.context.recordMessage(received)
    this.#read += chunk.length
    this.#reads++
    return received
  }

  /** What the log keeps of a message: its beginning. */
  #keep(bytes: Uint8Array): Uint8Array {
    const { keepBytes } = this.context
    return bytes.length <= keepBytes ? bytes : bytes.subarray(0, keepBytes)
  }
}

function address(message: Sent | Received, { remote, peer }: OtherSide): void {
  message.remote = remote
  if (peer !== undefined) message.peer = peer
}
