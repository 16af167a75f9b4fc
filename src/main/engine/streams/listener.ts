import type net from 'node:net'
import type { ConfigureCommand, ListenCommand, ProxyCommand, Respond } from '../../../shared/commands'
import type { LabError } from '../../../shared/errors'
import type { EventOf, OtherTransport } from '../../../shared/events'
import type { ListeningHandle } from '../../freezer/messages'
import { asLabError, type Context, guarded, type Happening } from '../context'
import type { ServerTls } from '../layers/tls/options'
import type { AcceptOrder } from '../unix/accept-order'
import { addressOf } from '../unix/address'
import { UnixPlace } from '../unix/unix-place'
import { Acceptance, type Accepting } from './acceptance'
import type { AcceptedEnd } from './accepted-end'
import { Arrivals } from './arrivals'
import { CALLS_AT_ONCE, Gate } from './calling'
import type { ClientEnd } from './client-end'
import { changedBy, isLayered, layersOf, serverOf } from './listen-command'
import { OneAtATime } from './one-at-a-time'
import { Opening } from './opening'
import type { CallTarget, Place } from './place'
import { queueLimit } from './queue-limit'
import { TcpPlace } from './tcp-place'

/** Node's default, which it passes to listen(2). */
const DEFAULT_BACKLOG = 511

/** A listening socket of the lab's, and the ends that it has accepted. */
export class Listener {
  readonly role = 'listener'
  readonly backlog: number
  /** Whether it accepts, and how that is frozen and thawed. */
  readonly acceptance: Accepting
  /** The same, of one that serves one client at a time. */
  readonly #oneAtATime: OneAtATime | undefined
  /** What the lab's own calls to it go through. */
  readonly gate = new Gate(() => this.#room())
  #server: net.Server
  #command: ListenCommand
  readonly #place: Place
  #listening = false
  readonly #opening: Opening
  #closedByNode: Promise<void> | undefined
  #mostCalls: number
  readonly #arrivals: Arrivals

  constructor(
    protected readonly context: Context,
    readonly name: string,
    command: ListenCommand,
    private readonly cause: number,
    /** What its TLS is made of, as soon as it is there. */
    withTls: Promise<ServerTls> | undefined,
  ) {
    this.#command = command
    const { directory } = context
    this.#place =
      command.path === undefined
        ? new TcpPlace(directory, this)
        : new UnixPlace(directory, addressOf(command.path))
    this.#arrivals = new Arrivals(context, this, this.#place)
    this.backlog = command.backlog ?? DEFAULT_BACKLOG
    this.#mostCalls = Math.min(CALLS_AT_ONCE, this.backlog)
    if (command.serve === 'one-at-a-time') this.#oneAtATime = new OneAtATime(context, this)
    this.acceptance = this.#oneAtATime ?? new Acceptance(context, this)
    this.#server = serverOf(command)
    this.#opening = new Opening(context, this, this.#server, this.#place, withTls, (error) =>
      this.#fail(error),
    )
    this.#on('listening', () => {
      // Again, once it is thawed.
      if (this.#place.local === undefined) this.#onListening()
    })
    this.#on('connection', (socket: net.Socket) => this.#onConnection(socket))
    this.#on('drop', (data?: net.DropArgument) => this.#arrivals.drop(data))
    this.#on('error', (error: Error) => this.#onError(error))
  }

  start(): void {
    this.#opening.start()
  }

  /** Resolves when it listens, or has failed to. */
  get opened(): Promise<void> {
    return this.#opening.done
  }

  /** What TLS on its connections is made of; undefined without TLS, and before the certificate is there. */
  get tls(): ServerTls | undefined {
    return this.#opening.tls
  }

  /** Whether its connections carry anything but what is said. */
  get isLayered(): boolean {
    return isLayered(this.#command)
  }

  /** The ends that it has accepted and that are open. */
  get connections(): Set<AcceptedEnd> {
    return this.#arrivals.ends
  }

  get listening(): boolean {
    return this.#listening
  }

  /** It does not listen yet, but is about to; `opened` tells. Where a certificate is made for it, that can take a second. */
  get isOpening(): boolean {
    return this.#opening.isUnderWay && !this.#listening
  }

  get local(): string | undefined {
    return this.#place.local
  }

  /** Absent: TCP. */
  get transport(): OtherTransport | undefined {
    return this.#place.transport
  }

  /** Of a Unix domain socket: who comes next. */
  get order(): AcceptOrder | undefined {
    return this.#place instanceof UnixPlace ? this.#place.order : undefined
  }

  /** How it answers what is read from now on. */
  get respond(): Respond {
    return this.#command.respond ?? { with: 'none' }
  }

  /** The command that would make it as it is now. */
  get maker(): ListenCommand | ProxyCommand {
    return this.#command
  }

  /** How it listens. */
  get command(): ListenCommand {
    return this.#command
  }

  /**
   * Changes how it answers, how many connections it takes, and how those to come are framed. `cause` is the command's `asked`.
   * Gives the event's `seq`.
   */
  configure(change: ConfigureCommand, cause: number): number {
    this.#command = changedBy(this.#command, change)
    this.#server.maxConnections = this.#command.maxConnections ?? Number.POSITIVE_INFINITY
    const { seq } = this.context.record({ kind: 'configured', socket: this.name, cause, ...this.manner() })
    if (change.framing !== undefined) this.#recordLayers(cause)
    return seq
  }

  /** Where a client of this lab reaches it. */
  get target(): CallTarget | undefined {
    return this.#place.target
  }

  /** True if a connection to `remote` ends here. */
  hears(remote: string): boolean {
    return this.#listening && this.#place.hears(remote)
  }

  /**
   * Stops listening; connections live on. The listening descriptor is closed within the call, or, where it is frozen,
   * as soon as the freezer has closed its own.
   */
  close(cause: number): void {
    if (!this.#listening) return
    const isWhole = this.acceptance.isWhole
    const { gone, removed } = this.#stopListening()
    const closed = () => this.#recordClosed(cause, removed)
    if (isWhole) closed()
    else void gone.then(closed)
  }

  // --- Of its handle, for its acceptance ------------------------------------------------------------------

  get waiting(): number {
    return this.#place.callers().filter((client) => client.isConnected).length
  }

  handle(): ListeningHandle {
    // net.Server has no public way to it, though `listen` takes it back.
    return (this.#server as unknown as { _handle: ListeningHandle })._handle
  }

  letGo(): void {
    this.#place.letGo(this.#server)
  }

  takeBack(handle: ListeningHandle): boolean {
    this.#place.takeBack(this.#server, handle, this.backlog)
    return this.#server.listening
  }

  /**
   * How many calls may be under way at once: as many as its queue takes, which others fill, too. Towards a listener that accepts
   * nothing, or is gone, all that are asked for: what becomes of them then is what one wants to see.
   */
  #room(): number {
    if (!this.#listening || this.acceptance.isAtRest) return Number.POSITIVE_INFINITY
    return this.#place.isOpen ? this.#mostCalls : 0
  }

  wasFrozen(): void {
    this.gate.admit()
    for (const client of this.#place.callers()) client.targetWasFrozen()
  }

  wasLost(failed: number): void {
    const { removed } = this.#stopListening()
    this.#recordClosed(failed, removed, true)
  }

  #recordClosed(cause: number, removed: string | undefined, hadError = false): void {
    const closed: Happening = { kind: 'closed', socket: this.name, hadError, cause }
    if (removed !== undefined) closed.removed = removed
    this.context.record(closed)
  }

  /** The descriptor of an end that it had accepted is closed. */
  hasClosed(end: AcceptedEnd): void {
    this.connections.delete(end)
    if (this.#listening && this.connections.size === 0) this.#oneAtATime?.freed()
  }

  /** Stops listening, without a word in the log. Its connections are disposed by their owner, the lab. */
  async dispose(): Promise<void> {
    // At once, since what the freezer says now is of no interest any more.
    if (this.#listening) this.#stopListening()
    // listen(2) comes a turn of the event loop after the call.
    await this.opened
    if (this.#listening) this.#stopListening()
    this.context.directory.remove(this)
    await Promise.all([this.#closedByNode, this.acceptance.close()])
  }

  /** `gone` resolves when the listening socket is closed, wherever it was; `removed` is the file that went with it. */
  #stopListening(): { gone: Promise<void>; removed: string | undefined } {
    this.#listening = false
    this.#arrivals.stop()
    this.#closedByNode = new Promise((resolve) => this.#server.once('close', () => resolve()))
    const removed = this.#place.close(this.#server)
    this.context.directory.remove(this)
    this.gate.admit()
    return { gone: this.acceptance.close(), removed }
  }

  /** The client has been connected by the kernel, but no accepted end ever came: says why, if that can be found out. */
  explainMissing(client: ClientEnd): void {
    // Where nothing is accepted, nothing can be dropped after it: the socket is gone, even if that isn't told yet.
    this.#arrivals.explainMissing(client, !this.#listening || this.acceptance.frozen)
  }

  #onListening(): void {
    const limit = queueLimit(this.backlog)
    const bound = this.#place.bound(this.#server)
    // The kernel takes one more than its limit says: a foreign client's, for one.
    if (limit !== undefined) this.#mostCalls = Math.min(this.#mostCalls, limit - 1)
    this.#listening = true
    const { seq } = this.context.record({
      kind: 'listening',
      socket: this.name,
      cause: this.cause,
      local: this.local ?? '',
      backlog: this.backlog,
      ...(limit !== undefined && { queueLimit: limit }),
      allowHalfOpen: this.#command.allowHalfOpen ?? false,
      ...(this.#oneAtATime && { serve: 'one-at-a-time' }),
      ...bound,
      ...this.manner(),
    })
    if (this.isLayered) this.#recordLayers(this.cause)
    if (this.#oneAtATime) void this.#oneAtATime.begin(seq).then(() => this.#opening.settle())
    else this.#opening.settle()
  }

  /** What stands above the streams of the connections that it will accept. */
  #recordLayers(cause: number): void {
    this.context.record({ kind: 'layered', socket: this.name, cause, ...layersOf(this.#command, this.tls) })
  }

  /** What `configure` can change, as events say it. */
  protected manner(): Pick<EventOf<'configured'>, 'respond' | 'maxConnections' | 'proxy'> {
    const { maxConnections } = this.#command
    return { respond: this.respond.with, ...(maxConnections !== undefined && { maxConnections }) }
  }

  #onConnection(socket: net.Socket): void {
    this.#oneAtATime?.accepting()
    const { end, seq } = this.#arrivals.accept(socket)
    this.#oneAtATime?.accepted()
    this.hasAccepted(end, seq)
  }

  /** For whoever makes something of its connections. `seq`: of the `accepted`. */
  protected hasAccepted(_end: AcceptedEnd, _seq: number): void {}

  #onError(error: Error): void {
    const told = asLabError(error, 'listen')
    if (this.#listening) this.#fail(told)
    else this.#opening.failed(told)
  }

  #fail(error: LabError): void {
    const failed = this.context.record({ kind: 'failed', socket: this.name, cause: this.cause, ...error })
    if (!this.#listening) this.context.directory.remove(this)
    // Thawing failed.
    else if (!this.#server.listening && this.acceptance.isWhole) this.wasLost(failed.seq)
    this.#opening.settle()
  }

  #on<Args extends unknown[]>(event: string, handler: (...args: Args) => void): void {
    this.#server.on(event, guarded(this.context, this.name, handler) as (...args: unknown[]) => void)
  }
}
