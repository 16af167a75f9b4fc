import type net from 'node:net'
import type { EndAct } from '../../../shared/commands'
import { LAB_CODES, type LabError, labError } from '../../../shared/errors'
import { type Context, fromNodeError, type Happening } from '../context'
import type { End, Sender } from '../end'
import type { Layer, Stream } from '../layers/layer'
import { Pending } from '../pending'
import { EndCauses } from './end-causes'
import { EndIdentity } from './end-identity'
import { forOwner, own } from './owned-socket'
import { ReadAhead } from './read-ahead'
import { whyNot } from './refusal'
import type { Tap } from './tap'

/** One end of a connection that the lab owns: a client (client-end.ts) or an accepted end (accepted-end.ts). */
export abstract class StreamEnd extends EndIdentity implements End, Sender, Stream {
  abstract readonly role: 'client' | 'accepted'
  readonly pending: Pending

  /** What takes part in what happens here; most ends have none. */
  tap: Tap | undefined
  /** What makes messages of the stream's bytes; most ends have none. */
  protected layer: Layer | undefined
  #paused = false
  #closing = false
  #finQueued = false
  readonly #causes = new EndCauses()

  constructor(context: Context, name: string) {
    super(context, name)
    this.pending = new Pending(context, name)
  }

  /** Bytes that Node holds and the kernel has not taken; of those that a layer holds, as they were given to it. */
  get unsent(): number {
    return this.queued + (this.layer?.held ?? 0)
  }

  // --- Acts -----------------------------------------------------------------------------------------------

  /** Why an act can't be done now; undefined if it can. */
  refuse(act: EndAct | 'send' | 'recv'): LabError | undefined {
    const why =
      act === 'reset' && this.transport === 'unix' && this.socket
        ? 'a Unix domain socket has no RST; destroy closes it, and who reads on there gets the end of data'
        : whyNot(act, this.socket, this.layer, this.isClosed, this.#closing, this.#paused)
    return why === undefined ? undefined : labError(LAB_CODES.notPossible, `${this.name}: ${why}`)
  }

  /** Why these bytes can't be a message of this end's; undefined if they can. */
  unfit(message: Uint8Array): LabError | undefined {
    const why = this.layer?.unfit(message)
    return why === undefined ? undefined : labError(LAB_CODES.unfit, `${this.name}: ${why}`)
  }

  /** What one of its handlers has thrown. */
  fault(error: unknown): void {
    this.context.fault(this.name, error)
  }

  /** True if the system would refuse a reset now, since a FIN is under way (EINVAL, and 'close' would never come). */
  get resetMustWait(): boolean {
    const { socket } = this
    if (!socket || socket.connecting || this.transport === 'unix') return false
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
      this.tap?.acted(act)
    }
    if ((act === 'shutdown' || act === 'close') && !socket.writableEnded) this.#causes.finCall = cause
    switch (act) {
      case 'shutdown':
        this.pending.endRepeats('closed')
        this.#end(socket, cause)
        return
      case 'close':
        this.#closing = true
        this.#end(socket, cause)
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

  /** FIN, behind all that was written. */
  #end(socket: net.Socket, cause: number): void {
    if (this.layer) this.layer.finish(() => this.#endStream(socket), cause)
    else this.#endStream(socket)
  }

  #endStream(socket: net.Socket): void {
    if (!socket.writableEnded) socket.end()
    this.#recordQueuedFin()
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

  /** From its beginning on it reads only what `recv` asks for. `cause`: what made it so. */
  protected readByHand(cause: number): void {
    this.#setPaused(true, cause)
  }

  /** Takes at most `bytes` of what was read ahead, all unless given; `cause` is its `asked`. Resolves as ReadAhead says. */
  recv(bytes: number | undefined, cause: number): Promise<void> {
    return this.#ahead?.recv(bytes, cause) ?? Promise.resolve()
  }

  #ahead: ReadAhead | undefined

  #readAhead(socket: net.Socket): void {
    this.#ahead = new ReadAhead(socket, (bytes, cause) => {
      const buffered: Happening = { kind: 'buffered', socket: this.name, bytes, offset: this.traffic.read }
      if (cause !== undefined) buffered.cause = cause
      this.context.record(buffered)
    })
  }

  /** Someone wants reading to stop. */
  protected get holdsReading(): boolean {
    return this.#paused || this.tap?.isFull === true
  }

  #flowing = true
  /** Reads, or stops reading, as it is wanted now; says so if that is a change. */
  flow(cause: number): void {
    const flowing = !this.holdsReading
    if (flowing === this.#flowing) return
    this.#flowing = flowing
    this.context.record({ kind: flowing ? 'resumed' : 'paused', socket: this.name, cause })
    const { socket } = this
    if (!socket) return
    if (flowing) {
      this.#ahead?.end()
      this.#ahead = undefined
      socket.resume()
    } else {
      socket.pause()
      this.#readAhead(socket)
    }
  }

  /** Writes `data`; `cause` is the command, or what it answers. False: Node holds so much by now that it asks to wait for `drained`. */
  write(data: Uint8Array, cause: number): boolean {
    const { layer } = this
    if (!layer) return this.put(data, cause)
    layer.write(data, cause)
    return !this.#isFull
  }

  /** So much waits, with Node or with the layer, that who writes should wait; both tell when they are empty. */
  get #isFull(): boolean {
    const { writableNeedDrain, writableHighWaterMark } = this.socket as net.Socket
    return writableNeedDrain || (this.layer?.held ?? 0) >= writableHighWaterMark
  }

  /** Writes to the stream itself, below any layer. */
  put(data: Uint8Array, cause: number): boolean {
    const socket = this.socket as net.Socket
    const goOn = socket.write(data)
    this.traffic.sent(data, cause, socket.writableLength)
    return goOn
  }

  drained(): void {
    if (!this.#isFull) this.pending.drained()
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
    own(socket, this)
    // Before there is a listener to 'data', or Node asks the kernel for a first chunk all the same.
    if (!this.#flowing) socket.pause()
    for (const [event, listener] of StreamEnd.#listeners) socket.on(event, listener)
    if (!this.#flowing) this.#readAhead(socket)
  }

  protected onData(chunk: Buffer): void {
    const { seq } = this.traffic.received(chunk, this.keepsReceived, this.#ahead?.cause)
    this.tap?.received(chunk, seq)
    if (this.layer) this.layer.read(chunk, seq)
    else this.onMessage(chunk, seq)
  }

  /** Whether the log has the beginning of what is received. */
  get keepsReceived(): boolean {
    return true
  }

  /** What was received, as whoever uses this end gets it: a read of the stream, or what a layer has made of several. */
  onMessage(_message: Uint8Array, _cause: number): void {}

  protected onEnd(): void {
    const cause = this.peer ? this.peer.#causes.fin : undefined
    const ended: Happening = { kind: 'ended', socket: this.name }
    if (cause !== undefined) ended.cause = cause
    const { seq } = this.context.record(ended)
    this.#causes.endOfData = seq
    if (this.layer) {
      this.layer.ended(seq)
      if (this.layer.answersFin && this.socket && !this.socket.destroyed) this.#end(this.socket, seq)
    }
    this.#ahead?.end()
    this.tap?.ended(seq)
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
    const failed = this.context.record({
      kind: 'failed',
      socket: this.name,
      ...(cause !== undefined && { cause }),
      ...this.failureOf(error, call),
    })
    this.#causes.closing = failed.seq
    this.tap?.failed(failed.seq)
  }

  /** An error of its socket as data. */
  protected failureOf(error: Error, call?: string): LabError {
    const told = fromNodeError(error, call)
    if (told.code !== 'ECONNRESET' || !this.layer?.isAgreeing) return told
    const { code, message, advice: _general, ...rest } = told
    return labError(code, message, { ...rest, reason: 'handshake' })
  }

  protected onClose(hadError: boolean): void {
    this.setClosed()
    this.pending.cancel()
    this.context.directory.remove(this)
    const cause = this.#causes.ofClosing
    this.layer?.dispose(cause)
    const closed: Happening = { kind: 'closed', socket: this.name, hadError }
    if (cause !== undefined) closed.cause = cause
    const { seq } = this.context.record(closed)
    this.#ahead?.end()
    this.tap?.closed(seq)
    this.resolveClosed()
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
    this.drained()
  }
}
