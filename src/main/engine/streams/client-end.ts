import type net from 'node:net'
import type { LabError } from '../../../shared/errors'
import type { OtherTransport } from '../../../shared/events'
import { formatAddress, isWildcard, parseAddress } from '../../../shared/ids'
import { UNNAMED } from '../../../shared/unix'
import type { Context, Happening } from '../context'
import { layerOf } from '../layers/end-layer'
import { connectTrouble } from '../unix/trouble'
import { Attempts } from './attempts'
import { callOptions, newSocket } from './call-socket'
import type { Call, Gate } from './calling'
import type { Listener } from './listener'
import { isNamed } from './named-call'
import { forOwner } from './owned-socket'
import { StreamEnd } from './stream-end'

/** A client of the lab's. */
export class ClientEnd extends StreamEnd {
  readonly role = 'client'
  #onSettled: (() => void) | undefined
  /** How it calls; absent until it does. */
  #call: Call | undefined
  /** What counts its call, as long as that is under way. */
  #gate: Gate | undefined
  /** The listener of this lab that it calls. */
  #target: Listener | undefined
  /** Its SYN has gone out and the kernel has not answered: the queue of a frozen listener is full. */
  #unanswered = false
  readonly #attempts: Attempts
  /** How often it has called, from one local address after another. */
  #tries = 0
  #connected = false

  constructor(
    context: Context,
    name: string,
    /** `seq` of its `asked`. */
    private readonly cause: number,
    /** Is told once that its call has come to something: paired, connected to a foreign end, dropped, failed, closed. */
    onSettled: () => void,
  ) {
    super(context, name)
    this.#attempts = new Attempts(context, this, cause)
    this.#onSettled = onSettled
  }

  /** `seq` of the newest `connecting`. */
  get callSeq(): number {
    return this.#attempts.callSeq
  }

  /** Connects. The gate has let it through. */
  call(call: Call): void {
    const { framing, allowHalfOpen } = call.command
    this.#call = call
    this.#gate = call.gate
    if (framing || call.tls) {
      this.layer = layerOf(this.context, this, { framing, tls: call.tls, allowHalfOpen, cause: this.cause })
    }
    this.#connect(call)
  }

  /** It never calls: what it needs for that isn't there. */
  giveUp(error: LabError): void {
    if (this.isClosed) return
    const { seq } = this.context.record({ kind: 'failed', socket: this.name, cause: this.cause, ...error })
    this.act('destroy', seq)
  }

  #connect(call: Call): void {
    const { command, target } = call
    const socket = newSocket(command, this.layer?.answersFin === true)
    if (command.reading === 'by-hand') this.readByHand(this.cause)
    this.wire(socket)
    this.#tries++
    if (command.timeout !== undefined) socket.setTimeout(command.timeout)
    socket.on('connect', ClientEnd.#onConnected)
    if (target.path !== undefined) this.#isAtPath(target.path)
    else {
      socket.on('connectionAttempt', ClientEnd.#onAttempt)
      if (isNamed(command, target.host))
        this.#attempts.areOfName(socket, command, (attempt, remote) => this.#called(attempt, remote))
    }
    try {
      socket.connect(callOptions(this.context, call))
    } catch (error) {
      // Node throws for what it can judge without the kernel, such as a local address that is none.
      socket.destroy(error as Error)
    }
    if (target.path !== undefined) this.#recordCall(this.#attempts.begin(), target.path)
  }

  /** It is about to call a Unix domain socket: connect(2) puts it into the listener's queue within the call. */
  #isAtPath(path: string): void {
    this.addressed(undefined, path)
    this.#target = this.context.directory.listenerAt(path)
    this.#target?.order?.calls(this)
  }

  /** Calls again from another local address, if that is what it was about. */
  #callsAgain(error: Error): boolean {
    const { socket } = this
    const call = this.#call as Call
    if (!socket || this.isClosed || !this.context.spread.canCallAgain(call, error, this.#tries)) return false
    socket.removeAllListeners()
    // Its error has been told already.
    socket.on('error', () => {})
    this.#connect(call)
    return true
  }

  /** True if it calls the address `local`, of an end that has just been accepted. */
  isCalling(local: string): boolean {
    if (this.peer || this.remote === undefined) return false
    if (this.remote === local) return true
    // Who calls a wildcard address reaches a loopback one.
    return isWildcard(this.remote) && parseAddress(this.remote)?.port === parseAddress(local)?.port
  }

  override get transport(): OtherTransport | undefined {
    return this.#call?.target.path === undefined ? undefined : 'unix'
  }

  get isConnected(): boolean {
    return this.#connected
  }

  calls(listener: Listener): boolean {
    return this.#target === listener
  }

  /** The listener that it calls accepts no more: it may be a long time until this end has a peer. */
  targetWasFrozen(): void {
    if (this.isClosed) return
    if (this.#connected) this.#settle()
    else this.#awaitAnswer()
  }

  /** Its other end has been accepted. */
  wasAccepted(by: StreamEnd): void {
    this.peer = by
    this.#unexpect()
    this.#leaveGate()
    if (this.#connected || this.isClosed) this.#settle()
  }

  /** The listener closed its connection right after the kernel had completed it. */
  wasDropped(): void {
    this.#target = undefined
    this.#unexpect()
    this.#leaveGate()
    this.#settle()
  }

  protected override onEnd(): void {
    super.onEnd()
    if (this.#connected) this.#explainMissing()
  }

  /** Of a path there is more to be said; of several addresses each has been told. */
  protected override failureOf(error: Error, call?: string): LabError {
    const path = this.#call?.target.path
    if (this.#connected) return super.failureOf(error, call)
    if (path !== undefined) return connectTrouble(super.failureOf(error, call), path)
    return this.#attempts.failure(error) ?? super.failureOf(error, call)
  }

  protected override onError(error: Error): void {
    if (!this.#connected && this.#callsAgain(error)) return
    if (this.#connected) super.onError(error)
    else super.onError(error, this.callSeq, 'connect')
    // Reset before 'connect' was told: the handshake was over all the same, or it would have been refused.
    const { code } = error as NodeJS.ErrnoException
    if (this.#connected || code === 'ECONNRESET') this.#explainMissing()
  }

  protected override onClose(hadError: boolean): void {
    // Otherwise it can still be accepted: the kernel has it in the listener's queue, even if Node has not told so.
    if (!this.#connected && (hadError || !this.#target || this.#unanswered)) {
      this.#unexpect()
      this.#leaveGate()
    }
    super.onClose(hadError)
    this.#settle()
  }

  static readonly #onAttempt = forOwner((end: ClientEnd, ip: string, port: number) =>
    end.#attempt(formatAddress(ip, port)),
  )
  static readonly #onConnected = forOwner((end: ClientEnd) => end.#onConnect())
  static readonly #hasCalled = (end: ClientEnd, attempt: number, remote: string) =>
    end.context.guard(end.name, () => end.#called(attempt, remote))

  #attempt(remote: string): void {
    this.#unexpect()
    this.addressed(undefined, remote)
    // connect(2) comes right after this event, and with it the local address.
    process.nextTick(ClientEnd.#hasCalled, this, this.#attempts.begin(), remote)
  }

  #called(attempt: number, remote: string): void {
    if (this.#attempts.isTold(attempt)) return
    const { localAddress, localPort = 0, errored } = this.socket as net.Socket
    if (errored && this.#callsAgain(errored)) {
      // Nothing has gone out: that was no attempt.
      this.#attempts.takeBack()
      return
    }
    const local = localAddress === undefined ? undefined : formatAddress(localAddress, localPort)
    this.addressed(local, remote)
    this.#target = this.context.directory.listenerAt(remote)
    if (local !== undefined && !this.isClosed) this.context.directory.expect(local, this)
    this.#recordCall(attempt, remote, local)
  }

  #recordCall(attempt: number, remote: string, local?: string): void {
    this.#attempts.tell(attempt, remote, local, this.#call?.listener)
    if (this.#target?.acceptance.frozen && !this.#attempts.hasMoreThan(attempt)) this.#awaitAnswer()
  }

  /**
   * A frozen listener's kernel answers a SYN within connect(2), which Node tells in the next turn of its loop; or its queue is
   * full, and it drops the SYN. Then the call is settled, since nobody knows when the listener will be thawed.
   */
  #awaitAnswer(): void {
    setImmediate(() =>
      setImmediate(() => {
        this.#unanswered = !this.#connected
        // It is in no queue.
        if (this.#unanswered) this.#leaveGate()
        this.#settle()
      }),
    )
  }

  #onConnect(): void {
    this.#connected = true
    this.#unanswered = false
    const [local, remote] = this.#addresses()
    this.addressed(local, remote)
    const toItself = local === remote
    const foreign = !this.peer && !this.#target && !toItself
    const { name: socket } = this
    const connected: Happening = { kind: 'connected', socket, cause: this.callSeq, local, remote }
    if (this.transport !== undefined) connected.transport = this.transport
    if (foreign) connected.peer = this.context.directory.foreignServer(socket, remote, local)
    const { seq } = this.context.record(connected)
    this.layer?.open(seq)
    if (foreign || toItself) {
      this.#unexpect()
      this.#leaveGate()
    }
    const queued = this.#target?.acceptance.frozen === true
    if (foreign || toItself || queued || this.peer) this.#settle()
    this.tap?.opened()
  }

  /** Both addresses of a connection that has just been made. What was called is known; the kernel is asked for the rest only. */
  #addresses(): [local: string, remote: string] {
    const { socket, local, remote } = this
    if (this.transport === 'unix') return [UNNAMED, remote ?? '']
    const { localAddress = '', localPort = 0 } = socket as net.Socket
    const own = local === undefined || isWildcard(local) ? formatAddress(localAddress, localPort) : local
    if (remote !== undefined && !isWildcard(remote)) return [own, remote]
    const { remoteAddress = '', remotePort = 0 } = socket as net.Socket
    return [own, formatAddress(remoteAddress, remotePort)]
  }

  /** Connected to an own listener, and ended without ever having been accepted: the listener says why. */
  #explainMissing(): void {
    if (this.peer || !this.#target) return
    const target = this.#target
    this.wasDropped()
    target.explainMissing(this)
  }

  #settle(): void {
    const told = this.#onSettled
    this.#onSettled = undefined
    told?.()
  }

  #leaveGate(): void {
    const gate = this.#gate
    this.#gate = undefined
    gate?.leave()
  }

  #unexpect(): void {
    this.#target?.order?.failed(this)
    if (this.local !== undefined) this.context.directory.unexpect(this.local, this)
  }
}
