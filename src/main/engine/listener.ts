import net from 'node:net'
import type { ConfigureCommand, ListenCommand, Respond } from '../../shared/commands'
import { labError } from '../../shared/errors'
import { formatAddress, isHeardAt, isWildcard, parseAddress } from '../../shared/ids'
import type { ListeningHandle } from '../freezer/messages'
import { Acceptance } from './acceptance'
import { AcceptedEnd } from './accepted-end'
import { CALLS_AT_ONCE, Gate } from './calling'
import type { ClientEnd } from './client-end'
import { type Context, fromNodeError, type Happening } from './context'
import { descriptorsExhausted, noDescriptorLeft } from './descriptors'
import { queueLimit } from './queue-limit'

/** Node's default, which it passes to listen(2). */
const DEFAULT_BACKLOG = 511
/** Stands for an address that the kernel no longer tells: the connection was reset before it was accepted. */
const UNSPECIFIED = '0.0.0.0'
/** How long after an accept it is checked whether a descriptor is left for the next one, ms. */
const DESCRIPTOR_CHECK_MS = 100

/** A listening socket of the lab's, and the ends that it has accepted. */
export class Listener {
  readonly role = 'listener'
  readonly backlog: number
  readonly connections = new Set<AcceptedEnd>()
  /** Whether it accepts, and how that is frozen and thawed. */
  readonly acceptance: Acceptance
  /** What the lab's own calls to it go through. */
  readonly gate = new Gate(() => this.#room())
  #server: net.Server
  #command: ListenCommand
  #local: string | undefined
  #listening = false
  /** Resolves when it listens, or has failed to. */
  readonly opened: Promise<void>
  #settleOpened: () => void = () => {}
  #closedByNode: Promise<void> | undefined
  #mostCalls: number
  #descriptorCheck: NodeJS.Timeout | undefined
  #exhausted = false

  constructor(
    private readonly context: Context,
    readonly name: string,
    command: ListenCommand,
    private readonly cause: number,
  ) {
    this.#command = command
    this.backlog = command.backlog ?? DEFAULT_BACKLOG
    this.#mostCalls = Math.min(CALLS_AT_ONCE, this.backlog)
    this.acceptance = new Acceptance(context, this)
    this.opened = new Promise((resolve) => {
      this.#settleOpened = resolve
    })
    this.#server = net.createServer({
      allowHalfOpen: command.allowHalfOpen ?? false,
      noDelay: command.noDelay ?? false,
      keepAlive: command.keepAlive ?? false,
      keepAliveInitialDelay: command.keepAliveInitialDelay ?? 0,
    })
    if (command.maxConnections !== undefined) this.#server.maxConnections = command.maxConnections
    this.#on('listening', () => {
      // Again, once it is thawed.
      if (this.#local === undefined) this.#onListening()
    })
    this.#on('connection', (socket: net.Socket) => this.#onConnection(socket))
    this.#on('drop', (data?: net.DropArgument) => this.#onDrop(data))
    this.#on('error', (error: Error) => this.#onError(error))
  }

  start(): void {
    const { host = '127.0.0.1', port = 0, ipv6Only, exclusive } = this.#command
    try {
      this.#server.listen({ host, port, backlog: this.backlog, ipv6Only, exclusive })
    } catch (error) {
      this.#onError(error as Error)
    }
  }

  get listening(): boolean {
    return this.#listening
  }

  get local(): string | undefined {
    return this.#local
  }

  /** How it answers what is read from now on. */
  get respond(): Respond {
    return this.#command.respond ?? { with: 'none' }
  }

  /** The command that would make it as it is now. */
  get command(): ListenCommand {
    return this.#command
  }

  /** Changes how it answers, and how many connections it takes. `cause` is the command's `asked`. */
  configure({ respond, maxConnections }: ConfigureCommand, cause: number): void {
    if (respond) this.#command = { ...this.#command, respond }
    if (maxConnections === null) {
      const { maxConnections: _lifted, ...rest } = this.#command
      this.#command = rest
    } else if (maxConnections !== undefined) this.#command = { ...this.#command, maxConnections }
    this.#server.maxConnections = this.#command.maxConnections ?? Number.POSITIVE_INFINITY
    this.context.record({ kind: 'configured', socket: this.name, cause, ...this.#manner() })
  }

  /** Where a client of this lab reaches it: a wildcard address is reached over loopback. */
  get target(): { host: string; port: number } | undefined {
    const address = this.#local === undefined ? undefined : parseAddress(this.#local)
    if (!address) return undefined
    const host = address.host === '0.0.0.0' ? '127.0.0.1' : address.host === '::' ? '::1' : address.host
    return { host, port: address.port }
  }

  /** True if a connection to `remote` ends here. */
  hears(remote: string): boolean {
    if (!this.#listening || this.#local === undefined) return false
    return isHeardAt(this.#local, remote, this.#command.ipv6Only)
  }

  /**
   * Stops listening; connections live on. The listening descriptor is closed within the call, or, where it is frozen,
   * as soon as the freezer has closed its own.
   */
  close(cause: number): void {
    if (!this.#listening) return
    const isWhole = this.acceptance.isWhole
    const gone = this.#stopListening()
    const closed = () => this.context.record({ kind: 'closed', socket: this.name, hadError: false, cause })
    if (isWhole) closed()
    else void gone.then(closed)
  }

  // --- Of its handle, for its acceptance ------------------------------------------------------------------

  get waiting(): number {
    return this.context.directory.callersOf(this).filter((client) => client.isConnected).length
  }

  handle(): ListeningHandle {
    // net.Server has no public way to it, though `listen` takes it back.
    return (this.#server as unknown as { _handle: ListeningHandle })._handle
  }

  letGo(): void {
    this.#server.close()
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
    return this.#listening && !this.acceptance.isAtRest ? this.#mostCalls : Number.POSITIVE_INFINITY
  }

  wasFrozen(): void {
    this.gate.admit()
    for (const client of this.context.directory.callersOf(this)) client.targetWasFrozen()
  }

  wasLost(failed: number): void {
    void this.#stopListening()
    this.context.record({ kind: 'closed', socket: this.name, hadError: true, cause: failed })
  }

  /** Stops listening, without a word in the log. Its connections are disposed by their owner, the lab. */
  async dispose(): Promise<void> {
    // listen(2) comes a turn of the event loop after the call.
    await this.opened
    if (this.#listening) void this.#stopListening()
    this.context.directory.remove(this)
    await Promise.all([this.#closedByNode, this.acceptance.close()])
  }

  /** Resolves when the listening socket is closed, wherever it was. */
  #stopListening(): Promise<void> {
    this.#listening = false
    clearTimeout(this.#descriptorCheck)
    this.#closedByNode = new Promise((resolve) => this.#server.close(() => resolve()))
    this.context.directory.remove(this)
    this.gate.admit()
    return this.acceptance.close()
  }

  /** The client has been connected by the kernel, but no accepted end ever came: says why, if that can be found out. */
  explainMissing(client: ClientEnd): void {
    // Where nothing is accepted, nothing can be dropped after it: the socket is gone, even if that isn't told yet.
    const isGone = !this.#listening || this.acceptance.frozen
    const reason = isGone ? 'listener-closed' : descriptorsExhausted() ? 'descriptors' : undefined
    if (reason === undefined) return
    const dropped = this.context.record({
      kind: 'dropped',
      socket: this.name,
      reason,
      peer: client.name,
      ...(client.remote !== undefined && { local: client.remote }),
      ...(client.local !== undefined && { remote: client.local }),
    })
    if (reason === 'descriptors') {
      this.context.record({
        kind: 'failed',
        socket: this.name,
        cause: dropped.seq,
        ...labError(
          'EMFILE',
          `accept: ${noDescriptorLeft()}; the connection was accepted and closed at once`,
          {
            syscall: 'accept',
          },
        ),
      })
    }
  }

  #onListening(): void {
    const address = this.#server.address() as net.AddressInfo
    const limit = queueLimit(this.backlog)
    this.#local = formatAddress(address.address, address.port)
    // The kernel takes one more than its limit says: a foreign client's, for one.
    if (limit !== undefined) this.#mostCalls = Math.min(this.#mostCalls, limit - 1)
    this.#listening = true
    this.context.record({
      kind: 'listening',
      socket: this.name,
      cause: this.cause,
      local: this.#local,
      backlog: this.backlog,
      ...(limit !== undefined && { queueLimit: limit }),
      allowHalfOpen: this.#command.allowHalfOpen ?? false,
      ...this.#manner(),
    })
    this.#settleOpened()
  }

  /** What `configure` can change, as events say it. */
  #manner(): { respond: string; maxConnections?: number } {
    const { maxConnections } = this.#command
    return { respond: this.respond.with, ...(maxConnections !== undefined && { maxConnections }) }
  }

  #onConnection(socket: net.Socket): void {
    const { directory } = this.context
    const local = this.#addressOf(socket)
    const { remoteAddress, remotePort = 0 } = socket
    const known = remoteAddress === undefined ? undefined : formatAddress(remoteAddress, remotePort)
    const client = known === undefined ? directory.lostClientAt(local) : directory.clientAt(known, local)
    const remote = known ?? client?.local ?? formatAddress(UNSPECIFIED, 0)
    const name = directory.claimAccepted(client, remote, this.name)
    const end = new AcceptedEnd(this.context, name, this)
    this.connections.add(end)
    directory.add(end)
    const peer = client?.name ?? directory.foreignClient(remote, local)
    const accepted: Happening = { kind: 'accepted', socket: name, listener: this.name, peer, local, remote }
    if (client) accepted.cause = client.callSeq
    else accepted.foreign = true
    this.context.record(accepted)
    end.adopt(socket, local, remote, this.#command.timeout)
    if (client) end.pairWith(client)
    this.#checkDescriptorsSoon()
  }

  /** Where a connection was accepted: the kernel is asked only where one listens at all addresses. */
  #addressOf(socket: net.Socket): string {
    if (this.#local !== undefined && !isWildcard(this.#local)) return this.#local
    return formatAddress(socket.localAddress ?? UNSPECIFIED, socket.localPort ?? 0)
  }

  /**
   * A foreign client that comes when no descriptor is left is accepted and closed without any event here: that it will
   * be so is all that can be said.
   */
  #checkDescriptorsSoon(): void {
    this.#descriptorCheck ??= setTimeout(() => {
      this.#descriptorCheck = undefined
      const before = this.#exhausted
      this.#exhausted = descriptorsExhausted()
      if (!this.#exhausted || before) return
      const message = `${noDescriptorLeft()}: whoever connects now is accepted and closed at once`
      this.context.record({
        kind: 'failed',
        socket: this.name,
        ...labError('EMFILE', message, { syscall: 'accept' }),
      })
    }, DESCRIPTOR_CHECK_MS).unref()
  }

  #onDrop(data: net.DropArgument | undefined): void {
    const local =
      data?.localAddress === undefined ? undefined : formatAddress(data.localAddress, data.localPort ?? 0)
    const remote =
      data?.remoteAddress === undefined ? undefined : formatAddress(data.remoteAddress, data.remotePort ?? 0)
    const client = local && remote ? this.context.directory.clientAt(remote, local) : undefined
    this.context.record({
      kind: 'dropped',
      socket: this.name,
      reason: 'maxConnections',
      ...(local !== undefined && { local }),
      ...(remote !== undefined && { remote }),
      ...(client && { peer: client.name, cause: client.callSeq }),
    })
    client?.wasDropped()
  }

  #onError(error: Error): void {
    const failed = this.context.record({
      kind: 'failed',
      socket: this.name,
      cause: this.cause,
      ...fromNodeError(error, 'listen'),
    })
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
