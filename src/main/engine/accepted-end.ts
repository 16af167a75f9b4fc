import type net from 'node:net'
import { encodeUtf8, parseHex, upperAscii } from '../../shared/bytes'
import type { Respond } from '../../shared/commands'
import type { EventOf } from '../../shared/events'
import type { ClientEnd } from './client-end'
import type { Context } from './context'
import type { Listener } from './listener'
import { StreamEnd } from './stream-end'

/** Above this many bytes that Node holds for a socket, an answering server stops reading until they are gone. */
const HIGH_WATER = 16 * 1024 * 1024

/** An end that a listener of the lab's has accepted. It answers as its listener says. */
export class AcceptedEnd extends StreamEnd {
  readonly role = 'accepted'
  /** It can't get rid of its answers, and so reads no more. */
  #choked = false

  constructor(
    context: Context,
    name: string,
    readonly listener: Listener,
  ) {
    super(context, name)
  }

  /** Takes over the socket. `timeout` in ms. */
  adopt(socket: net.Socket, local: string, remote: string, timeout: number | undefined): void {
    this.addressed(local, remote)
    this.wire(socket)
    if (timeout !== undefined) socket.setTimeout(timeout)
  }

  pairWith(client: ClientEnd): void {
    this.peer = client
    client.wasAccepted(this)
  }

  protected override get holdsReading(): boolean {
    return super.holdsReading || this.#choked
  }

  protected override onData(chunk: Buffer): EventOf<'received'> {
    const { respond } = this.listener
    const event = super.onData(chunk, respond.with !== 'discard')
    if (respond.delayMs) this.pending.later(respond.delayMs, () => this.#answer(respond, chunk, event.seq))
    else this.#answer(respond, chunk, event.seq)
    return event
  }

  protected override onClose(hadError: boolean): void {
    this.listener.connections.delete(this)
    super.onClose(hadError)
  }

  #answer(respond: Respond, chunk: Uint8Array, cause: number): void {
    switch (respond.with) {
      case 'echo':
        this.#say(chunk, cause)
        break
      case 'upper':
        this.#say(upperAscii(chunk), cause)
        break
      case 'reply':
        this.#say(replyBytes(respond), cause)
        break
      case 'broadcast':
        for (const other of this.listener.connections) if (other !== this) other.#say(chunk, cause)
    }
    // Refused if it is closing already: the first answer is the last.
    if (respond.thenClose && !this.refuse('close')) {
      this.context.act({ do: 'close', socket: this.name }, this.name, cause)
    }
  }

  #say(bytes: Uint8Array, cause: number): void {
    if (this.refuse('send')) return
    this.write(bytes, cause)
    if (this.#choked || this.unsent <= HIGH_WATER) return
    // Answers must not pile up without end for a peer that doesn't read them.
    this.#choked = true
    this.flow(cause)
    this.pending.onceDrained(() => {
      this.#choked = false
      this.flow(cause)
    })
  }
}

function replyBytes(respond: Respond): Uint8Array {
  return respond.hex === undefined
    ? encodeUtf8(respond.text ?? '')
    : (parseHex(respond.hex) ?? new Uint8Array(0))
}
