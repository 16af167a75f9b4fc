import net from 'node:net'
import type { ConfigureCommand, ListenCommand, MakingCommand, Respond } from '../../../shared/commands'
import { LAB_CODES, type LabError, labError } from '../../../shared/errors'
import type { EventOf, OtherTransport } from '../../../shared/events'
import type { ListeningHandle } from '../../freezer/messages'
import { asLabError, type Context, type Happening } from '../context'
import type { ServerTls } from '../layers/tls/options'
import type { AcceptOrder } from '../unix/accept-order'
import { addressOf } from '../unix/address'
import { UnixPlace } from '../unix/unix-place'
import { Acceptance, type Accepting } from './acceptance'
import { AcceptedEnd } from './accepted-end'
import { CALLS_AT_ONCE, Gate } from './calling'
import type { ClientEnd } from './client-end'
import { DescriptorCheck, recordMissing } from './missing'
import { OneAtATime } from './one-at-a-time'
import type { CallTarget, Place } from './place'
import { queueLimit } from './queue-limit'
import { TcpPlace } from './tcp-place'

/** Node's default, which it passes to listen(2). */
const DEFAULT_BACKLOG = 511
/** A listening socket of the lab's, and the ends that it has accepted. */
export class Listener {
  readonly role = 'listener'
  readonly backlog: number
  readonly connections = new Set<AcceptedEnd>()
  /** Whether it accepts, and how that is frozen and thawed. */
  readonly acceptance: Accepting
  /** The same, of one that serves one client at a time. */
  readonly #oneAtATime: OneAtATime | undefined
  /** What the lab's own calls to it go through. */
  readonly gate = new Gate(() => this.#room())
  #server: net.Server
  #tls: ServerTls | undefined
  #command: ListenCommand
  readonly #place: Place
  #listening = false
  /** Resolves when it listens, or has failed to. */
  readonly opened: Promise<void>
  #settleOpened: () => void = () => {}
  #closedByNode: Promise<void> | undefined
  #mostCalls: number
  readonly #descriptors: DescriptorCheck

  constructor(
    protected readonly context: Context,
    readonly name: string,
    command: ListenCommand,
    private readonly cause: number,
    /** What its TLS is made of, as soon as it is there. */
    private readonly withTls: Promise<ServerTls> | undefined,
  ) {
    this.#command = command
    this.#descriptors = new DescriptorCheck(context, name)
    const { directory } = context
    this.#place =
      command.path === undefined
        ? new TcpPlace(directory, this)
        : new UnixPlace(directory, addressOf(command.path))
    this.backlog = command.backlog ?? DEFAULT_BACKLOG
    this.#mostCalls = Math.min(CALLS_AT_ONCE, this.backlog)
    if (command.serve === 'one-at-a-time') this.#oneAtATime = new OneAtATime(context, this)
    this.acceptance = this.#oneAtATime ?? new Acceptance(context, this)
    this.opened = new Promise((resolve) => {
      this.#settleOpened = resolve
    })
    this.#server = net.createServer({
      // Of a stream with TLS, the FIN comes behind its farewell.
      allowHalfOpen: command.allowHalfOpen === true || command.tls !== undefined,
      noDelay: command.noDelay ?? false,
      keepAlive: command.keepAlive ?? false,
      keepAliveInitialDelay: command.keepAliveInitialDelay ?? 0,
      // Node reads nothing ahead before it is asked for the first time.
      pauseOnConnect: command.reading === 'by-hand',
    })
    if (command.maxConnections !== undefined) this.#server.maxConnections = command.maxConnections
    this.#on('listening', () => {
      // Again, once it is thawed.
      if (this.#place.local === undefined) this.#onListening()
    })
    this.#on('connection', (socket: net.Socket) => this.#onConnection(socket))
    this.#on('drop', (data?: net.DropArgument) => this.#onDrop(data))
    this.#on('error', (error: Error) => this.#onError(error))
  }

  start(): void {
    if (!this.withTls) {
      this.#listen()
      return
    }
    this.withTls.then(
      (tls) => {
        this.#tls = tls
        this.#listen()
      },
      (error: Error) => this.context.guard(this.name, () => this.#onError(error)),
    )
  }

  #listen(): void {
    try {
      this.#place.listen(this.#server, this.#command, this.backlog)
    } catch (error) {
      this.#onError(error as Error)
    }
  }

  /** What TLS on its connections is made of; undefined without TLS, and before the certificate is there. */
  get tls(): ServerTls | undefined {
    return this.#tls
  }

  /** Whether its connections carry anything but what is said. */
  get isLayered(): boolean {
    return this.#command.tls !== undefined || this.#command.framing !== undefined
  }

  get listening(): boolean {
    return this.#listening
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
  get maker(): MakingCommand {
    return this.#command
  }

  /** How it listens. */
  get command(): ListenCommand {
    return this.#command
  }

  /** Why it can't be changed so; undefined if it can. */
  cannotBe({ faults }: ConfigureCommand): LabError | undefined {
    if (faults === undefined) return undefined
    const message = `${this.name} answers by itself: only a proxy has faults`
    return labError(LAB_CODES.notPossible, message, { field: 'faults' })
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
    const closed = () =>
      this.context.record({
        kind: 'closed',
        socket: this.name,
        hadError: false,
        cause,
        ...(removed !== undefined && { removed }),
      })
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
    // Calls listen(2) again, which on a socket that listens sets the same limit once more.
    this.#server.listen({ _handle: handle }, this.backlog)
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
    this.context.record({
      kind: 'closed',
      socket: this.name,
      hadError: true,
      cause: failed,
      ...(removed !== undefined && { removed }),
    })
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
    this.#descriptors.stop()
    this.#closedByNode = new Promise((resolve) => this.#server.once('close', () => resolve()))
    const removed = this.#place.close(this.#server)
    this.context.directory.remove(this)
    this.gate.admit()
    return { gone: this.acceptance.close(), removed }
  }

  /** The client has been connected by the kernel, but no accepted end ever came: says why, if that can be found out. */
  explainMissing(client: ClientEnd): void {
    // Where nothing is accepted, nothing can be dropped after it: the socket is gone, even if that isn't told yet.
    recordMissing(this.context, this.name, client, !this.#listening || this.acceptance.frozen)
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
    if (this.#oneAtATime) void this.#oneAtATime.begin(seq).then(() => this.#settleOpened())
    else this.#settleOpened()
  }

  /** What stands above the streams of the connections that it will accept. */
  #recordLayers(cause: number): void {
    const { framing } = this.#command
    const layered: Happening = { kind: 'layered', socket: this.name, cause }
    if (this.#tls) Object.assign(layered, { tls: 'server', certificate: this.#tls.certificate })
    if (framing) layered.framing = framing
    this.context.record(layered)
  }

  /** What `configure` can change, as events say it. */
  protected manner(): Pick<EventOf<'configured'>, 'respond' | 'maxConnections' | 'proxy'> {
    const { maxConnections } = this.#command
    return { respond: this.respond.with, ...(maxConnections !== undefined && { maxConnections }) }
  }

  #onConnection(socket: net.Socket): void {
    this.#oneAtATime?.accepting()
    const { directory } = this.context
    const { transport } = this.#place
    const { local, remote, client } = this.#place.arrived(socket)
    const stranger = client ? remote : this.#place.strangerAt(remote)
    const name = directory.claimAccepted(client, stranger, this.name)
    const end = new AcceptedEnd(this.context, name, this)
    this.connections.add(end)
    directory.add(end)
    const peer = client?.name ?? directory.foreignClient(stranger, local)
    const accepted: Happening = { kind: 'accepted', socket: name, listener: this.name, peer, local, remote }
    if (transport !== undefined) accepted.transport = transport
    if (client) accepted.cause = client.callSeq
    else accepted.foreign = true
    const { seq } = this.context.record(accepted)
    end.adopt(socket, local, remote, seq)
    if (client) end.pairWith(client)
    this.#oneAtATime?.accepted()
    this.hasAccepted(end, seq)
    this.#descriptors.soon()
  }

  /** For whoever makes something of its connections. `seq`: of the `accepted`. */
  protected hasAccepted(_end: AcceptedEnd, _seq: number): void {}

  #onDrop(data: net.DropArgument | undefined): void {
    const { client, ...addresses } = this.#place.dropped(data)
    this.context.record({
      kind: 'dropped',
      socket: this.name,
      reason: 'maxConnections',
      ...addresses,
      ...(client && { peer: client.name, cause: client.callSeq }),
    })
    client?.wasDropped()
  }

  #onError(error: Error): void {
    const told = asLabError(error, 'listen')
    if (this.#listening) this.#fail(told)
    else
      void this.#place
        .trouble(told)
        .then((trouble) => this.context.guard(this.name, () => this.#troubled(trouble)))
  }

  /** It could not listen: once more, if that may work now. */
  #troubled(trouble: LabError | 'again'): void {
    if (trouble === 'again') this.start()
    else this.#fail(trouble)
  }

  #fail(error: LabError): void {
    const failed = this.context.record({ kind: 'failed', socket: this.name, cause: this.cause, ...error })
    if (!this.#listening) this.context.directory.remove(this)
    // Thawing failed.
    else if (!this.#server.listening && this.acceptance.isWhole) this.wasLost(failed.seq)
    this.#settleOpened()
  }

  #on<Args extends unknown[]>(event: string, handler: (...args: Args) => void): void {
    this.#server.on(event, (...args: unknown[]) =>
      this.context.guard(this.name, () => handler(...(args as Args))),
    )
  }
}

/** The command that makes a listener as the change leaves it. */
function changedBy(
  command: ListenCommand,
  { respond, maxConnections, framing }: ConfigureCommand,
): ListenCommand {
  const changed = { ...command, ...(respond && { respond }) }
  if (framing === null) delete changed.framing
  else if (framing) changed.framing = framing
  if (maxConnections === null) delete changed.maxConnections
  else if (maxConnections !== undefined) changed.maxConnections = maxConnections
  return changed
}
