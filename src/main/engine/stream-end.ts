import type net from 'node:net'
import type { EndAct } from '../../shared/commands'
import { LAB_CODES, type LabError, labError } from '../../shared/errors'
import type { EventOf, SocketFacts } from '../../shared/events'
import { type Context, fromNodeError } from './context'
import { EndCauses } from './end-causes'
import { Pending } from './pending'
import { Traffic } from './traffic'

/** Acts by which a call that waits for its turn is given up. */
const GIVES_UP: ReadonlySet<string> = new Set(['close', 'destroy', 'reset'])

/** One end of a connection that the lab owns: a client (client-end.ts) or an accepted end (accepted-end.ts). */
export abstract class StreamEnd {
  abstract readonly role: 'client' | 'accepted'
  /** Resolves when the descriptor is closed. */
  readonly closed: Promise<void>
  readonly pending: Pending
  #resolveClosed: () => void = () => {}

  protected socket: net.Socket | undefined
  protected peer: StreamEnd | undefined
  #local: string | undefined
  #remote: string | undefined
  #isClosed = false
  #paused = false
  #closing = false
  #finQueued = false
  readonly #causes = new EndCauses()
  readonly #traffic: Traffic

  constructor(
    protected readonly context: Context,
    readonly name: string,
  ) {
    this.#traffic = new Traffic(context, name)
    this.pending = new Pending((task) => context.guard(name, task))
    this.closed = new Promise((resolve) => {
      this.#resolveClosed = resolve
    })
  }

  /** This end's address, once it has one. */
  get local(): string | undefined {
    return this.#local
  }

  get remote(): string | undefined {
    return this.#remote
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  /** Bytes that Node holds and the kernel has not taken. */
  get unsent(): number {
    return this.socket?.writableLength ?? 0
  }

  protected addressed(local: string | undefined, remote: string): void {
    this.#local = local
    this.#remote = remote
  }

  // --- Acts -----------------------------------------------------------------------------------------------

  /** Why an act can't be done now; undefined if it can. */
  refuse(act: EndAct | 'send'): LabError | undefined {
    const { socket } = this
    const no = (why: string) => labError(LAB_CODES.notPossible, `${this.name}: ${why}`)
    if (this.#isClosed || socket?.destroyed) return no('the descriptor is closed')
    if (!socket) {
      return GIVES_UP.has(act) ? undefined : no('it has not called yet: its call waits for its turn')
    }
    if (act === 'send' && (socket.writableEnded || !socket.writable)) {
      return no('this end has sent FIN, or is about to; a write would get EPIPE')
    }
    if (act === 'shutdown' && socket.writableEnded)
      return no('FIN has been sent already, or waits behind unsent bytes')
    if (act === 'close' && this.#closing) return no('it is being closed already')
    return undefined
  }

  /** What decides what the kernel makes of a call now. */
  facts(): SocketFacts {
    return { ...this.#counts(), ...(this.peer && { peer: this.peer.#counts() }) }
  }

  #counts() {
    const { written, read } = this.#traffic
    return { written, unsent: this.unsent, read: this.socket?.bytesRead ?? read }
  }

  /** True if the system would refuse a reset now, since a FIN is under way (EINVAL, and 'close' would never come). */
  get resetMustWait(): boolean {
    const { socket } = this
    if (!socket || socket.connecting) return false
    return socket.writableEnded && !socket.writableFinished && socket.writableLength === 0
  }

  /** Does the act; `cause` is its `asked`. `refuse` and, for a reset, `resetMustWait` have been asked before. */
  act(act: EndAct, cause: number): void {
    const { socket } = this
    if (!socket) {
      // Nothing has gone out: the call never comes.
      this.#causes.closing = cause
      this.onClose(false)
      return
    }
    if (act === 'close' || act === 'destroy' || act === 'reset') {
      this.pending.cancel()
      this.#causes.closing = cause
    }
    if ((act === 'shutdown' || act === 'close') && !socket.writableEnded) this.#causes.finCall = cause
    switch (act) {
      case 'shutdown':
        this.pending.endRepeats('closed')
        socket.end()
        this.#recordQueuedFin()
        return
      case 'close':
        this.#closing = true
        if (!socket.writableEnded) socket.end()
        this.#recordQueuedFin()
        if (socket.writableFinished) socket.destroy()
        else socket.once('finish', this.#destroyOnFinish)
        return
      case 'destroy':
        socket.destroy()
        return
      case 'reset':
        // In SYN_SENT Node would wait for the connection first; the kernel has no one to send RST to anyway.
        if (socket.connecting) socket.destroy()
        else socket.resetAndDestroy()
        return
      case 'pause':
      case 'resume':
        this.#setPaused(act === 'pause', cause)
    }
  }

  /** Calls `reset` as soon as the FIN that is under way is the kernel's. */
  resetAfterFin(reset: () => void): void {
    const socket = this.socket as net.Socket
    socket.removeListener('finish', this.#destroyOnFinish)
    socket.prependOnceListener('finish', () => this.context.guard(this.name, reset))
  }

  #destroyOnFinish = () => this.socket?.destroy()

  #setPaused(paused: boolean, cause: number): void {
    if (this.#paused === paused) return
    this.#paused = paused
    this.flow(cause)
  }

  /** Someone wants reading to stop. */
  protected get holdsReading(): boolean {
    return this.#paused
  }

  #flowing = true
  /** Reads, or stops reading, as it is wanted now; says so if that is a change. */
  protected flow(cause: number): void {
    const flowing = !this.holdsReading
    if (flowing === this.#flowing) return
    this.#flowing = flowing
    this.context.record({ kind: flowing ? 'resumed' : 'paused', socket: this.name, cause })
    if (flowing) this.socket?.resume()
    else this.socket?.pause()
  }

  /** Writes `data`; `cause` is the command, or what it answers. */
  write(data: Uint8Array, cause: number): void {
    const socket = this.socket as net.Socket
    socket.write(data)
    this.#traffic.sent(data, cause, socket.writableLength)
  }

  async dispose(): Promise<void> {
    this.pending.cancel()
    // Without a socket it still waits for its turn to call.
    if (!this.socket) this.onClose(false)
    else if (!this.socket.destroyed) this.socket.destroy()
    await this.closed
  }

  // --- Node's events --------------------------------------------------------------------------------------

  protected wire(socket: net.Socket): void {
    this.socket = socket
    this.on('data', (chunk: Buffer) => this.onData(chunk))
    this.on('end', () => this.onEnd())
    this.on('prefinish', () => this.#onFin())
    this.on('drain', () => this.#onDrained())
    this.on('timeout', () => {
      this.context.record({ kind: 'timedOut', socket: this.name, ms: socket.timeout ?? 0 })
    })
    this.on('error', (error: Error) => this.onError(error))
    this.on('close', (hadError: boolean) => this.onClose(hadError))
  }

  protected onData(chunk: Buffer, keeps = true): EventOf<'received'> {
    return this.#traffic.received(chunk, keeps)
  }

  protected onEnd(): void {
    const cause = this.peer ? this.peer.#causes.fin : undefined
    const ended = this.context.record({
      kind: 'ended',
      socket: this.name,
      ...(cause !== undefined && { cause }),
    })
    this.#causes.endOfData = ended.seq
    // Without allowHalfOpen Node now answers with a FIN of its own, in the next tick.
    process.nextTick(() =>
      process.nextTick(() => this.context.guard(this.name, () => this.#recordQueuedFin())),
    )
  }

  /** `call` is what failed, where Node doesn't say. */
  protected onError(error: Error, cause?: number, call?: string): void {
    // Several addresses were tried: what happened to each is told, not that all failed.
    const errors =
      error instanceof AggregateError && error.errors.length > 0 ? (error.errors as Error[]) : [error]
    for (const each of errors) {
      const failure = fromNodeError(each, call)
      const failed = this.context.record({
        kind: 'failed',
        socket: this.name,
        ...(cause !== undefined && { cause }),
        ...failure,
      })
      this.#causes.closing = failed.seq
    }
  }

  protected onClose(hadError: boolean): void {
    this.#isClosed = true
    this.pending.cancel()
    this.context.directory.remove(this)
    const cause = this.#causes.ofClosing
    this.context.record({
      kind: 'closed',
      socket: this.name,
      hadError,
      ...(cause !== undefined && { cause }),
    })
    this.#resolveClosed()
  }

  #onFin(): void {
    this.pending.endRepeats('closed')
    // After an error Node finishes in name only: no FIN goes out.
    if (!this.socket || this.socket.errored) return
    const cause = this.#causes.ofFin
    const fin = this.context.record({
      kind: 'finished',
      socket: this.name,
      phase: 'sent',
      facts: this.facts(),
      ...(cause !== undefined && { cause }),
    })
    this.#causes.fin = fin.seq
  }

  #recordQueuedFin(): void {
    const { socket } = this
    const cause = this.#causes.ofFin
    if (!socket?.writableEnded || socket.writableLength === 0 || socket.destroyed || this.#finQueued) return
    this.#finQueued = true
    this.context.record({
      kind: 'finished',
      socket: this.name,
      phase: 'queued',
      facts: this.facts(),
      ...(cause !== undefined && { cause }),
    })
  }

  #onDrained(): void {
    this.context.record({ kind: 'drained', socket: this.name })
    this.pending.drained()
  }

  // --- Helpers --------------------------------------------------------------------------------------------

  protected on<Args extends unknown[]>(event: string, handler: (...args: Args) => void): void {
    this.socket?.on(event, (...args: unknown[]) => {
      try {
        handler(...(args as Args))
      } catch (error) {
        this.context.fault(this.name, error)
      }
    })
  }
}
