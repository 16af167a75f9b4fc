import type net from 'node:net'
import type { EndAct } from '../../shared/commands'
import { LAB_CODES, type LabError, labError } from '../../shared/errors'
import type { EventOf, SocketFacts } from '../../shared/events'
import { type Context, fromNodeError, type Happening } from './context'
import { EndCauses } from './end-causes'
import { Pending } from './pending'
import { Traffic } from './traffic'

/** Acts by which a call that waits for its turn is given up. */
const GIVES_UP: ReadonlySet<string> = new Set(['close', 'destroy', 'reset'])

const OWNER = Symbol('owner')
type OwnedSocket = net.Socket & { [OWNER]?: StreamEnd }

/**
 * A listener for the events of any end's socket. One function for all of them: there can be thousands, each with as many
 * listeners as it has events. What it throws becomes an event of the end.
 */
export function forOwner<E extends StreamEnd, Value = void, More = void>(
  handle: (end: E, value: Value, more: More) => void,
) {
  return function (this: OwnedSocket, value: Value, more: More): void {
    const end = this[OWNER] as E
    try {
      handle(end, value, more)
    } catch (error) {
      end.fault(error)
    }
  }
}

/** One end of a connection that the lab owns: a client (client-end.ts) or an accepted end (accepted-end.ts). */
export abstract class StreamEnd {
  abstract readonly role: 'client' | 'accepted'
  readonly pending: Pending
  #closed: Promise<void> | undefined
  #resolveClosed: (() => void) | undefined

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
    this.pending = new Pending(context, name)
  }

  /** Resolves when the descriptor is closed. */
  get closed(): Promise<void> {
    this.#closed ??= this.#isClosed
      ? Promise.resolve()
      : new Promise((resolve) => {
          this.#resolveClosed = resolve
        })
    return this.#closed
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
    const facts: SocketFacts = this.#counts()
    if (this.peer) facts.peer = this.peer.#counts()
    return facts
  }

  #counts() {
    const { written, read } = this.#traffic
    return { written, unsent: this.unsent, read: this.socket?.bytesRead ?? read }
  }

  /** What one of its handlers has thrown. */
  fault(error: unknown): void {
    this.context.fault(this.name, error)
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

  /** Writes `data`; `cause` is the command, or what it answers. False: Node holds so much by now that it asks to wait for `drained`. */
  write(data: Uint8Array, cause: number): boolean {
    const socket = this.socket as net.Socket
    const goOn = socket.write(data)
    this.#traffic.sent(data, cause, socket.writableLength)
    return goOn
  }

  async dispose(): Promise<void> {
    this.pending.cancel()
    // Without a socket it still waits for its turn to call.
    if (!this.socket) this.onClose(false)
    else if (!this.socket.destroyed) this.socket.destroy()
    await this.closed
  }

  // --- Node's events --------------------------------------------------------------------------------------

  static readonly #listeners = Object.entries({
    data: forOwner((end: StreamEnd, chunk: Buffer) => end.onData(chunk)),
    end: forOwner((end: StreamEnd) => end.onEnd()),
    prefinish: forOwner((end: StreamEnd) => end.#onFin()),
    drain: forOwner((end: StreamEnd) => end.#onDrained()),
    timeout: forOwner((end: StreamEnd) => end.#onTimeout()),
    error: forOwner((end: StreamEnd, error: Error) => end.onError(error)),
    close: forOwner((end: StreamEnd, hadError: boolean) => end.onClose(hadError)),
  })

  protected wire(socket: net.Socket): void {
    this.socket = socket
    ;(socket as OwnedSocket)[OWNER] = this
    for (const [event, listener] of StreamEnd.#listeners) socket.on(event, listener)
  }

  protected onData(chunk: Buffer, keeps = true): EventOf<'received'> {
    return this.#traffic.received(chunk, keeps)
  }

  protected onEnd(): void {
    const cause = this.peer ? this.peer.#causes.fin : undefined
    const ended: Happening = { kind: 'ended', socket: this.name }
    if (cause !== undefined) ended.cause = cause
    this.#causes.endOfData = this.context.record(ended).seq
    // Without allowHalfOpen Node now answers with a FIN of its own, in the next tick.
    process.nextTick(process.nextTick, StreamEnd.#hasAnsweredFin, this)
  }

  static readonly #hasAnsweredFin = (end: StreamEnd) =>
    end.context.guard(end.name, () => end.#recordQueuedFin())

  #onTimeout(): void {
    this.context.record({ kind: 'timedOut', socket: this.name, ms: this.socket?.timeout ?? 0 })
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
    const closed: Happening = { kind: 'closed', socket: this.name, hadError }
    if (cause !== undefined) closed.cause = cause
    this.context.record(closed)
    this.#resolveClosed?.()
  }

  #onFin(): void {
    this.pending.endRepeats('closed')
    // After an error Node finishes in name only: no FIN goes out.
    if (!this.socket || this.socket.errored) return
    this.#causes.fin = this.#recordFin('sent')
  }

  #recordQueuedFin(): void {
    const { socket } = this
    if (!socket?.writableEnded || socket.writableLength === 0 || socket.destroyed || this.#finQueued) return
    this.#finQueued = true
    this.#recordFin('queued')
  }

  /** Gives the event's `seq`. */
  #recordFin(phase: 'sent' | 'queued'): number {
    const cause = this.#causes.ofFin
    const finished: Happening = { kind: 'finished', socket: this.name, phase, facts: this.facts() }
    if (cause !== undefined) finished.cause = cause
    return this.context.record(finished).seq
  }

  #onDrained(): void {
    this.context.record({ kind: 'drained', socket: this.name })
    this.pending.drained()
  }
}
