import dgram from 'node:dgram'
import type { EndAct, Respond } from '../../../shared/commands'
import { LAB_CODES, type LabError, labError } from '../../../shared/errors'
import { isHeardAt, reachedAt } from '../../../shared/ids'
import { type Answerer, answer } from '../answering'
import { RuleAnswers } from '../answers/rule-answers'
import { type Context, fromNodeError, guarded, type Happening } from '../context'
import { actIfPossible, type End } from '../end'
import { Pending } from '../pending'
import { Traffic } from '../streams/traffic'
import { type Addressee, addresseeAt, type DatagramType, resolveHost } from './addressee'
import { handleOf } from './handle'
import { Heard } from './heard'
import { Outgoing } from './outgoing'

/** Options of the socket, with Node's names. */
export interface SocketOptions {
  type: DatagramType
  ipv6Only?: boolean | undefined
  reuseAddr?: boolean | undefined
}

const NONE: Respond = { with: 'none' }
/** What can be done before it has an address, too. */
const ENDS: ReadonlySet<string> = new Set<EndAct>(['close', 'destroy'])

/**
 * A UDP socket of the lab's: one that is bound and hears everybody, or one that is connected, which means no more than that its
 * kernel lets it send to, and hear from, one address alone.
 */
export abstract class DatagramSocket implements End, Answerer<Addressee> {
  readonly role = 'datagram'
  readonly pending: Pending
  /** Absent until it is known which family it is of. */
  protected socket: dgram.Socket | undefined
  #options: SocketOptions = { type: 'udp4' }
  readonly #traffic: Traffic
  readonly #heard = new Heard()
  #byRules: RuleAnswers<Addressee> | undefined
  #local: string | undefined
  readonly #outgoing: Outgoing
  #paused = false
  #closeWaits = false
  #isGoing = false
  #isClosed = false
  #closing: number | undefined
  /** Resolves when it is bound, or connected, or never will be. */
  readonly opened: Promise<void>
  #settleOpened: () => void = () => {}
  readonly closed: Promise<void>
  #resolveClosed: () => void = () => {}

  constructor(
    protected readonly context: Context,
    readonly name: string,
    /** `seq` of its `asked`. */
    protected readonly cause: number,
  ) {
    this.pending = new Pending(context, name)
    this.#traffic = new Traffic(context, name)
    this.#outgoing = new Outgoing(context, this, this.#traffic, () => this.#hasSentAll())
    this.opened = new Promise((resolve) => {
      this.#settleOpened = resolve
    })
    this.closed = new Promise((resolve) => {
      this.#resolveClosed = resolve
    })
  }

  /** Makes the socket itself. */
  protected open(options: SocketOptions): dgram.Socket {
    this.#options = options
    const { type, ipv6Only = false, reuseAddr = false } = options
    this.socket = dgram.createSocket({ type, ipv6Only, reuseAddr, lookup: this.#outgoing.lookUp })
    this.on('message', (data: Buffer, from: dgram.RemoteInfo) => this.#onMessage(data, from))
    this.on('error', (error: Error) => this.onError(error))
    this.on('close', () => this.#onClose())
    return this.socket
  }

  /** Goes on with the IP address of `host`, unless there is none, or the socket is closed by then. */
  protected resolve(host: string, goOn: (address: string) => void): void {
    resolveHost(host, (error, address) =>
      this.context.guard(this.name, () => {
        if (this.#isClosed) return
        if (error) this.onError(error)
        else goOn(address)
      }),
    )
  }

  /** Where it is bound, once it is. */
  get local(): string | undefined {
    return this.#local
  }

  /** To whom it is connected. */
  abstract get remote(): string | undefined

  /** How it answers what it reads from now on. */
  protected get respond(): Respond {
    return NONE
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  /** Its descriptor is closed, or about to be. */
  get isGoing(): boolean {
    return this.#isGoing || this.#isClosed
  }

  get type(): DatagramType {
    return this.#options.type
  }

  get unsent(): number {
    return this.#outgoing.bytes
  }

  /** True if datagrams to, or from, the address `remote` are its own. */
  isAt(remote: string): boolean {
    return this.#local !== undefined && isHeardAt(this.#local, remote, this.#options.ipv6Only)
  }

  /** Whether its kernel lets through what `from` sends. */
  hears(from: DatagramSocket): boolean {
    return this.remote === undefined || from.isAt(this.remote)
  }

  /** Where others of this lab reach it. */
  get target(): Addressee | undefined {
    const at = this.#local === undefined ? undefined : reachedAt(this.#local)
    return at && addresseeAt(at.host, at.port)
  }

  /** It has a local address now. */
  protected isBound(): void {
    const { address, port } = (this.socket as dgram.Socket).address()
    this.#local = addresseeAt(address, port).address
    this.context.directory.post.add(this)
    this.#settleOpened()
  }

  // --- Acts -----------------------------------------------------------------------------------------------

  refuse(act: EndAct | 'send'): LabError | undefined {
    const no = (why: string) => labError(LAB_CODES.notPossible, `${this.name}: ${why}`)
    if (this.#isClosed) return no('the descriptor is closed')
    if (act === 'shutdown') return no('UDP has no FIN: there is no connection whose end could be told')
    if (act === 'reset') return no('UDP has no RST: there is no connection to reset; close or destroy it')
    if (this.#closing !== undefined && act !== 'destroy') return no('it is being closed already')
    if (this.#local === undefined && !ENDS.has(act)) return no('it has no address yet')
    if ((act === 'pause' || act === 'resume') && !this.#handle) {
      return no('this version of Node has no way to stop reading datagrams')
    }
    return undefined
  }

  facts(): undefined {
    return undefined
  }

  get resetMustWait(): boolean {
    return false
  }

  resetAfterFin(): void {}

  act(act: EndAct, cause: number): void {
    switch (act) {
      case 'close':
      case 'destroy':
        this.pending.cancel()
        this.#closing = cause
        // Node drops what it was given in this turn if the socket is closed in the same one.
        if (act === 'close' && this.#outgoing.isUnderWay) this.#closeWaits = true
        else this.#closeNow()
        return
      case 'pause':
      case 'resume':
        this.#setPaused(act === 'pause', cause)
    }
  }

  get #handle() {
    return this.socket && handleOf(this.socket)
  }

  /** Once: Node tells in the next turn that it is. */
  #closeNow(): void {
    if (this.#isGoing) return
    this.#isGoing = true
    if (this.socket) this.socket.close()
    else this.#onClose()
  }

  #setPaused(paused: boolean, cause: number): void {
    if (this.#paused === paused) return
    this.#paused = paused
    if (paused) this.#handle?.recvStop()
    else this.#handle?.recvStart()
    this.context.record({ kind: paused ? 'paused' : 'resumed', socket: this.name, cause })
  }

  /** Sends one datagram; `to` is left out where it is connected. What becomes of it is told when the kernel has taken it, or not. */
  send(data: Uint8Array, cause: number, to: Addressee | undefined): void {
    this.#outgoing.send(this.socket as dgram.Socket, data, cause, to)
  }

  #hasSentAll(): void {
    this.pending.drained()
    if (this.#closeWaits) this.#closeNow()
  }

  async dispose(): Promise<void> {
    this.pending.cancel()
    this.#closeNow()
    await this.closed
  }

  // --- As one that answers (answering.ts) -----------------------------------------------------------------

  get byRules(): RuleAnswers<Addressee> {
    this.#byRules ??= new RuleAnswers(this, this.context)
    return this.#byRules
  }

  answerTo(from: Addressee, bytes: Uint8Array, cause: number): void {
    if (!this.refuse('send')) this.send(bytes, cause, from)
  }

  answerOthers(from: Addressee, bytes: Uint8Array, cause: number): void {
    for (const other of this.#heard.others(from)) this.answerTo(other, bytes, cause)
  }

  closeAnswered(cause: number): void {
    actIfPossible(this.context, this, 'close', cause)
  }

  // --- Node's events --------------------------------------------------------------------------------------

  protected on<Args extends unknown[]>(event: string, handler: (...args: Args) => void): void {
    this.socket?.on(event, guarded(this.context, this.name, handler))
  }

  #onMessage(data: Buffer, { address, port }: dgram.RemoteInfo): void {
    const { respond } = this
    const from = this.#heard.from(address, port)
    const peer = this.context.directory.post.senderAt(from.address)?.name
    const { seq } = this.#traffic.received(data, respond.with !== 'discard', undefined, {
      remote: from.address,
      peer,
    })
    answer(this, respond, data, seq, from)
  }

  /** What was sent before has come to nothing: an ICMP message has told the kernel. The socket stays open. */
  protected onError(error: Error): void {
    const failed: Happening = { kind: 'failed', socket: this.name, ...fromNodeError(error) }
    const { newestSent } = this.#outgoing
    if (newestSent !== undefined) failed.cause = newestSent
    this.context.record(failed)
  }

  /** It never came to be one, which `failed` has told. */
  protected giveUp(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.pending.cancel()
    this.context.directory.remove(this)
    this.#settleOpened()
    this.#closeNow()
  }

  #onClose(): void {
    const wasOpen = !this.#isClosed
    this.#isClosed = true
    this.pending.cancel()
    this.context.directory.post.remove(this)
    this.context.directory.remove(this)
    if (wasOpen) this.recordClosed(this.#closing)
    this.#settleOpened()
    this.#resolveClosed()
  }

  protected recordClosed(cause: number | undefined, hadError = false): void {
    const closed: Happening = { kind: 'closed', socket: this.name, hadError }
    if (cause !== undefined) closed.cause = cause
    this.context.record(closed)
  }
}
