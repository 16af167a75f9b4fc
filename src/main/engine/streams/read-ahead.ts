import type net from 'node:net'
import { Duplex } from 'node:stream'

/** A `recv` that waits for something to read. */
interface Call {
  /** At most so many bytes; all there are unless given. */
  bytes: number | undefined
  /** `seq` of its `asked`. */
  cause: number
  done(): void
}

/**
 * What Node reads ahead for a program that has stopped the flow, and the calls that take of it. Node asks the kernel for a chunk of
 * up to 64 KiB, never for a number of bytes: `recv` takes from Node's own buffer, and Node fills that up to its limit
 * (`readableHighWaterMark`) by itself once it has begun to read.
 */
export class ReadAhead {
  #told = 0
  #calls: Call[] = []
  /** The call whose bytes `data` is just telling of. */
  #serving: Call | undefined

  /** `tell` is told how many bytes lie in Node's buffer, whenever that changes. */
  constructor(
    private readonly socket: net.Socket,
    private readonly tell: (bytes: number, cause: number | undefined) => void,
  ) {
    // No event of Node's tells of what comes while nobody wants it, but a listener to 'readable' takes the place of the flow.
    socket.push = (chunk, encoding) => {
      const goOn = Duplex.prototype.push.call(socket, chunk, encoding)
      this.#look(undefined)
      // Not within the push: Node stops and starts reading by what that gives back.
      if (this.#calls.length > 0) process.nextTick(() => this.#serve())
      return goOn
    }
    this.#look(undefined)
  }

  /** `seq` of the `asked` that takes the bytes which 'data' is telling of. */
  get cause(): number | undefined {
    return this.#serving?.cause
  }

  /** Takes at most `bytes` of what is there. Resolves when there was something, when the peer's FIN was read, or at the end of all. */
  recv(bytes: number | undefined, cause: number): Promise<void> {
    return new Promise((done) => {
      this.#calls.push({ bytes, cause, done })
      this.#serve()
    })
  }

  /** The socket is closed, reads by itself again, or has read the peer's FIN: whoever waits gets nothing here any more. */
  end(): void {
    // The class's own again.
    delete (this.socket as Partial<net.Socket>).push
    for (const { done } of this.#calls.splice(0)) done()
  }

  #serve(): void {
    for (let call = this.#calls[0]; call && this.#take(call); call = this.#calls[0]) {
      this.#calls.shift()
      call.done()
    }
  }

  /** False if it has to wait. */
  #take(call: Call): boolean {
    const there = this.socket.readableLength
    if (there === 0) {
      // Has Node ask the kernel, or tell of the FIN that it has read already.
      this.socket.read()
      return false
    }
    this.#serving = call
    // More than there is would be waited for.
    this.socket.read(Math.min(call.bytes ?? there, there))
    this.#serving = undefined
    this.#look(call.cause)
    return true
  }

  #look(cause: number | undefined): void {
    const { readableLength } = this.socket
    if (readableLength === this.#told) return
    this.#told = readableLength
    this.tell(readableLength, cause)
  }
}
