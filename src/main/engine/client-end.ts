import net from 'node:net'
import type { ConnectCommand } from '../../shared/commands'
import { formatAddress, isWildcard, parseAddress } from '../../shared/ids'
import type { Context, Happening } from './context'
import type { Listener } from './listener'
import { forOwner, StreamEnd } from './stream-end'

/** A client of the lab's. */
export class ClientEnd extends StreamEnd {
  readonly role = 'client'
  /** Resolves when its call has come to something: paired, connected to a foreign end, dropped, failed, closed. */
  readonly settled: Promise<void>
  #settle!: () => void
  /** The listener of this lab that it calls. */
  #target: Listener | undefined
  /** Its SYN has gone out and the kernel has not answered: the queue of a frozen listener is full. */
  #unanswered = false
  #attempts = 0
  /** Name of the listener that the command named. */
  #asked: string | undefined
  #callSeq: number
  #connected = false

  constructor(
    context: Context,
    name: string,
    /** `seq` of its `asked`. */
    private readonly cause: number,
  ) {
    super(context, name)
    this.#callSeq = cause
    this.settled = new Promise((resolve) => {
      this.#settle = resolve
    })
  }

  /** `seq` of the newest `connecting`. */
  get callSeq(): number {
    return this.#callSeq
  }

  /** Connects to `target`; `listener` is the name of the listener that the command named. */
  call(command: ConnectCommand, target: { host: string; port: number }, listener: string | undefined): void {
    if (this.isClosed) return
    // keepAlive and its like count only here: connect() ignores them on a socket that exists.
    const socket = new net.Socket({
      allowHalfOpen: command.allowHalfOpen ?? false,
      noDelay: command.noDelay ?? false,
      keepAlive: command.keepAlive ?? false,
      keepAliveInitialDelay: command.keepAliveInitialDelay ?? 0,
    } as net.SocketConstructorOpts)
    this.wire(socket)
    if (command.timeout !== undefined) socket.setTimeout(command.timeout)
    this.#asked = listener
    socket.on('connectionAttempt', ClientEnd.#onAttempt)
    socket.on('connect', ClientEnd.#onConnected)
    try {
      socket.connect({
        ...target,
        ...(command.localAddress !== undefined && { localAddress: command.localAddress }),
        ...(command.localPort !== undefined && { localPort: command.localPort }),
      })
    } catch (error) {
      // Node throws for what it can judge without the kernel, such as a local address that is none.
      socket.destroy(error as Error)
    }
  }

  /** True if it calls the address `local`, of an end that has just been accepted. */
  isCalling(local: string): boolean {
    if (this.peer || this.remote === undefined) return false
    if (this.remote === local) return true
    // Who calls a wildcard address reaches a loopback one.
    return isWildcard(this.remote) && parseAddress(this.remote)?.port === parseAddress(local)?.port
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
    if (this.#connected || this.isClosed) this.#settle()
  }

  /** The listener closed its connection right after the kernel had completed it. */
  wasDropped(): void {
    this.#target = undefined
    this.#unexpect()
    this.#settle()
  }

  protected override onEnd(): void {
    super.onEnd()
    if (this.#connected) this.#explainMissing()
  }

  protected override onError(error: Error): void {
    if (this.#connected) super.onError(error)
    else super.onError(error, this.#callSeq, 'connect')
    // Reset before 'connect' was told: the handshake was over all the same, or it would have been refused.
    const { code } = error as NodeJS.ErrnoException
    if (this.#connected || code === 'ECONNRESET') this.#explainMissing()
  }

  protected override onClose(hadError: boolean): void {
    // Otherwise it can still be accepted: the kernel has it in the listener's queue, even if Node has not told so.
    if (!this.#connected && (hadError || !this.#target || this.#unanswered)) this.#unexpect()
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
    this.#attempts++
    // connect(2) comes right after this event, and with it the local address.
    process.nextTick(ClientEnd.#hasCalled, this, this.#attempts, remote)
  }

  #called(attempt: number, remote: string): void {
    const { localAddress, localPort = 0 } = this.socket as net.Socket
    const local = localAddress === undefined ? undefined : formatAddress(localAddress, localPort)
    this.addressed(local, remote)
    this.#target = this.context.directory.listenerAt(remote)
    if (local !== undefined && !this.isClosed) this.context.directory.expect(local, this)
    const { name: socket, cause } = this
    const connecting: Happening = { kind: 'connecting', socket, cause, attempt, remote }
    if (local !== undefined) connecting.local = local
    if (this.#asked !== undefined) connecting.to = this.#asked
    this.#callSeq = this.context.record(connecting).seq
    if (this.#target?.acceptance.frozen) this.#awaitAnswer()
  }

  /**
   * A frozen listener's kernel answers a SYN within connect(2), which Node tells in the next turn of its loop; or its queue is
   * full, and it drops the SYN. Then the call is settled, since nobody knows when the listener will be thawed.
   */
  #awaitAnswer(): void {
    setImmediate(() =>
      setImmediate(() => {
        this.#unanswered = !this.#connected
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
    const connected: Happening = { kind: 'connected', socket, cause: this.#callSeq, local, remote }
    if (foreign) connected.peer = this.context.directory.foreignServer(socket, remote, local)
    this.context.record(connected)
    if (foreign || toItself) this.#unexpect()
    const queued = this.#target?.acceptance.frozen === true
    if (foreign || toItself || queued || this.peer) this.#settle()
  }

  /** Both addresses of a connection that has just been made. What was called is known; the kernel is asked for the rest only. */
  #addresses(): [local: string, remote: string] {
    const { socket, local, remote } = this
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

  #unexpect(): void {
    if (this.local !== undefined) this.context.directory.unexpect(this.local, this)
  }
}
