import type net from 'node:net'
import type { OtherTransport } from '../../../shared/events'
import { type Answerer, answer } from '../answering'
import { RuleAnswers } from '../answers/rule-answers'
import type { Context } from '../context'
import { actIfPossible } from '../end'
import { layerOf } from '../layers/end-layer'
import type { ClientEnd } from './client-end'
import type { Listener } from './listener'
import { StreamEnd } from './stream-end'

/** Above this many bytes that Node holds for a socket, an answering server stops reading until they are gone. */
const HIGH_WATER = 16 * 1024 * 1024

/** An end that a listener of the lab's has accepted. It answers as its listener says. */
export class AcceptedEnd extends StreamEnd implements Answerer<undefined> {
  readonly role = 'accepted'
  /** It can't get rid of its answers, and so reads no more. */
  #choked = false
  #byRules: RuleAnswers<undefined> | undefined

  constructor(
    context: Context,
    name: string,
    readonly listener: Listener,
  ) {
    super(context, name)
  }

  /** Takes over the socket; `cause` is its `accepted`. */
  adopt(socket: net.Socket, local: string, remote: string, cause: number): void {
    const { timeout, framing, allowHalfOpen, reading } = this.listener.command
    const tls = this.listener.tls?.side
    this.addressed(local, remote)
    if (framing || tls) {
      this.layer = layerOf(this.context, this, { framing, tls, allowHalfOpen, cause })
      this.layer.open(cause)
    }
    if (reading === 'by-hand') this.readByHand(cause)
    this.wire(socket)
    if (timeout !== undefined) socket.setTimeout(timeout)
  }

  override get transport(): OtherTransport | undefined {
    return this.listener.transport
  }

  pairWith(client: ClientEnd): void {
    this.peer = client
    client.wasAccepted(this)
  }

  protected override get holdsReading(): boolean {
    return super.holdsReading || this.#choked || this.#byRules?.isFull === true
  }

  override get keepsReceived(): boolean {
    return this.listener.respond.with !== 'discard'
  }

  override onMessage(message: Uint8Array, cause: number): void {
    answer(this, this.listener.respond, message, cause, undefined)
  }

  protected override onClose(hadError: boolean): void {
    super.onClose(hadError)
    this.listener.hasClosed(this)
  }

  // --- As one that answers (answering.ts) -----------------------------------------------------------------

  answerTo(_from: undefined, bytes: Uint8Array, cause: number): void {
    this.#say(bytes, cause)
  }

  answerOthers(_from: undefined, bytes: Uint8Array, cause: number): void {
    for (const other of this.listener.connections) if (other !== this) other.#say(bytes, cause)
  }

  closeAnswered(cause: number): void {
    // Refused if it is closing already: the first answer is the last.
    actIfPossible(this.context, this, 'close', cause)
  }

  resetAnswered(cause: number): void {
    actIfPossible(this.context, this, 'reset', cause)
  }

  get byRules(): RuleAnswers<undefined> {
    this.#byRules ??= new RuleAnswers(this, this.context, (cause) => this.flow(cause))
    return this.#byRules
  }

  #say(bytes: Uint8Array, cause: number): void {
    if (this.refuse('send')) return
    const unfit = this.unfit(bytes)
    if (unfit) {
      this.context.record({ kind: 'failed', socket: this.name, cause, ...unfit })
      return
    }
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
