import tls from 'node:tls'
import { LAB_CODES, type LabError, labError } from '../../../../shared/errors'
import type { Secured } from '../../../../shared/events'
import type { Context, Happening } from '../../context'
import type { Stream } from '../layer'
import { factsOf } from './certificates'
import { Records } from './records'
import { tlsError } from './trouble'

/** How an end does TLS. */
export type TlsSide =
  /** `host`: what it calls; its certificate must be for that, unless `servername` is given. */
  | { side: 'client'; host: string; options: tls.ConnectionOptions }
  | { side: 'server'; options: tls.TLSSocketOptions }

/** A message that waits for the handshake. */
interface Waiting {
  bytes: Uint8Array
  cause: number
}

/** TLS above the stream of one end. */
export class TlsSession {
  /** Is told plain bytes, and which `received` brought them. */
  onPlain: (bytes: Uint8Array, cause: number) => void = () => {}
  #tls: tls.TLSSocket | undefined
  #records: Records | undefined
  #isSecured = false
  /** It has failed, or never will be: nothing more is read or written. */
  #isOver = false
  /** It has said farewell, or will. */
  #isMute = false
  #waiting: Waiting[] = []
  #waitingBytes = 0
  #fins: (() => void)[] = []
  /** Why this end says farewell, if it does so by itself. */
  #farewell: number | undefined
  #said = false
  /** The newest `received`, or what opened the connection: what TLS writes by itself comes of that. */
  #heard = 0
  /** What each message that TLS is writing came of, the oldest first. */
  readonly #writing: number[] = []
  /** Bytes of messages that TLS was ever given. */
  #given = 0
  /** Those of `given` that it had done with when it last put records into the stream, and the bytes of records since. */
  #done = 0
  #put = 0

  /** `allowHalfOpen`: this end may go on sending when the peer has said farewell. */
  constructor(
    private readonly context: Context,
    private readonly stream: Stream,
    private readonly how: TlsSide,
    private readonly allowHalfOpen: boolean,
  ) {}

  get answersFin(): boolean {
    return !this.allowHalfOpen
  }

  /** It can send no more: it has answered the peer's farewell, or has failed. */
  get isMute(): boolean {
    return this.#isMute
  }

  get isAgreeing(): boolean {
    return this.#tls !== undefined && !this.#isSecured && !this.#isOver
  }

  /**
   * Bytes that wait for the handshake, or for their turn to be encrypted. Of what TLS is writing, which it counts until all of it is
   * written, without those whose records the stream has already: within what records add to them, 0.2 %.
   */
  get held(): number {
    const writing = this.#tls?.writableLength ?? 0
    const put = this.#given - writing === this.#done ? this.#put : 0
    return this.#waitingBytes + Math.max(0, writing - put)
  }

  /** The connection is there: a client begins the handshake. */
  open(cause: number): void {
    if (this.#isOver) return
    this.#heard = cause
    const { stream, context, how } = this
    const guard = (task: () => void) => context.guard(stream.name, task)
    const records = new Records(
      (bytes) => guard(() => this.#putRecords(bytes)),
      () => guard(() => this.#hasSaid()),
    )
    this.#records = records
    const socket =
      how.side === 'client'
        ? tls.connect({ ...how.options, socket: records, host: how.host })
        : new tls.TLSSocket(records, { ...how.options, isServer: true })
    this.#tls = socket
    socket.on(how.side === 'client' ? 'secureConnect' : 'secure', () => guard(() => this.#secured(socket)))
    socket.on('data', (bytes: Buffer) => guard(() => this.onPlain(bytes, this.#heard)))
    socket.on('drain', () => guard(() => stream.drained()))
    socket.on('end', () => guard(() => this.#onFarewell()))
    socket.on('error', (error: Error) => guard(() => this.#fail(tlsError(error))))
  }

  read(records: Uint8Array, cause: number): void {
    this.#heard = cause
    if (!this.#isOver) this.#records?.push(records)
  }

  write(bytes: Uint8Array, cause: number): void {
    if (this.#isSecured) {
      this.#encrypt(bytes, cause)
      return
    }
    this.#waiting.push({ bytes, cause })
    this.#waitingBytes += bytes.length
  }

  /** The stream has ended. */
  ended(cause: number): void {
    this.#heard = cause
    if (!this.#isSecured) this.#fail(this.#noHandshake())
    else this.#records?.push(null)
  }

  /** Calls `fin` when everything is written, and close_notify behind it. `cause`: who asks for that. */
  finish(fin: () => void, cause: number): void {
    // Nothing was said and nothing waits: without a handshake there is no farewell either.
    if (!this.#isSecured && this.#waiting.length === 0) this.#isOver = true
    if (this.#said || this.#isOver) {
      fin()
      return
    }
    this.#fins.push(fin)
    this.#farewell ??= cause
    this.#sayFarewell()
  }

  dispose(): void {
    this.#isOver = true
    this.#fins = []
    this.#waiting = []
    this.#waitingBytes = 0
    this.#tls?.removeAllListeners()
    // What comes late is about a connection that is gone.
    this.#tls?.on('error', () => {})
    this.#tls?.destroy()
    this.#records?.destroy()
  }

  #putRecords(records: Uint8Array): void {
    if (this.#isOver) return
    const done = this.#given - (this.#tls?.writableLength ?? 0)
    this.#put = (done === this.#done ? this.#put : 0) + records.length
    this.#done = done
    this.stream.put(records, this.#writing[0] ?? (this.#isMute ? this.#farewell : undefined) ?? this.#heard)
  }

  #encrypt(bytes: Uint8Array, cause: number): void {
    this.#writing.push(cause)
    this.#given += bytes.length
    this.#tls?.write(bytes, () => this.#writing.shift())
  }

  #secured(socket: tls.TLSSocket): void {
    this.#isSecured = true
    const cipher = socket.getCipher()
    const secured: Happening & Omit<Secured, 'seq' | 't'> = {
      kind: 'secured',
      socket: this.stream.name,
      cause: this.#heard,
      protocol: socket.getProtocol() ?? '',
      cipher: cipher.standardName ?? cipher.name,
    }
    // @types/node takes it for a client's own; on a server it is the client's wish.
    const { servername } = socket as unknown as { servername?: string | false }
    if (typeof servername === 'string') secured.servername = servername
    if (typeof socket.alpnProtocol === 'string') secured.alpn = socket.alpnProtocol
    if (this.how.side === 'client') {
      secured.authorized = socket.authorized
      if (!socket.authorized) secured.authorizationError = String(socket.authorizationError)
      const shown = socket.getPeerX509Certificate()
      if (shown) secured.certificate = factsOf(shown)
    }
    this.context.record(secured)
    this.#waitingBytes = 0
    for (const { bytes, cause } of this.#waiting.splice(0)) this.#encrypt(bytes, cause)
    if (this.#fins.length > 0) this.#sayFarewell()
  }

  /** The peer's close_notify, or its FIN. */
  #onFarewell(): void {
    if (!this.#isSecured) this.#fail(this.#noHandshake())
    else if (!this.allowHalfOpen) this.#sayFarewell()
  }

  #sayFarewell(): void {
    if (!this.#isSecured || this.#isMute) return
    this.#isMute = true
    this.#tls?.end()
  }

  #hasSaid(): void {
    this.#said = true
    for (const fin of this.#fins.splice(0)) fin()
  }

  /** TLS can't go on, and a stream without it is of no use to anybody. */
  #fail(error: LabError): void {
    if (this.#isOver) return
    const told = !this.#isSecured && error.code === 'ECONNRESET' ? this.#noHandshake() : error
    this.#isOver = true
    this.#isMute = true
    const { name: socket } = this.stream
    const { seq } = this.context.record({ kind: 'failed', socket, cause: this.#heard, ...told })
    this.context.act({ do: 'destroy', socket }, socket, seq)
  }

  #noHandshake(): LabError {
    const peer = this.how.side === 'client' ? 'server' : 'client'
    return labError(LAB_CODES.noHandshake, `the ${peer} ended the connection before TLS was agreed upon`)
  }
}
