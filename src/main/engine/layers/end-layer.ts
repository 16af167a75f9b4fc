import type { Framing } from '../../../shared/commands/framing'
import { pack, unfit } from '../../../shared/framing/pack'
import { type Unframed, Unframer } from '../../../shared/framing/unframer'
import type { Context, Happening } from '../context'
import type { Layer, Stream } from './layer'
import { TlsSession, type TlsSide } from './tls/session'

/** What is to stand above the stream of an end. */
interface Above {
  framing: Framing | undefined
  tls: TlsSide | undefined
  allowHalfOpen: boolean | undefined
  cause: number
}

/** Puts framing, TLS or both above the stream of an end, and says so. */
export function layerOf(
  context: Context,
  stream: Stream,
  { framing, tls, allowHalfOpen, cause }: Above,
): EndLayer {
  const layered: Happening = { kind: 'layered', socket: stream.name, cause }
  if (tls) layered.tls = tls.side
  if (framing) layered.framing = framing
  context.record(layered)
  const session = tls && new TlsSession(context, stream, tls, allowHalfOpen === true)
  return new EndLayer(context, stream, framing, session)
}

/** What stands above the stream of one end: framing, TLS, or framing above TLS. */
class EndLayer implements Layer {
  readonly #framing: Framing | undefined
  readonly #unframer: Unframer | undefined
  readonly #packed = new Count()
  readonly #unpacked = new Count()
  /** Bytes of the stream, or of TLS's plain ones, that frames have taken up. */
  #framed = 0
  /** Reads of the stream so far, and the one in which the message began that isn't whole yet. */
  #reads = 0
  #began = 0
  #finishing = false

  /** `tls`: of an end with TLS. */
  constructor(
    private readonly context: Context,
    private readonly stream: Stream,
    framing: Framing | undefined,
    private readonly tls: TlsSession | undefined,
  ) {
    this.#framing = framing
    if (framing) this.#unframer = new Unframer(framing)
    if (tls) tls.onPlain = (bytes, cause) => this.#take(bytes, cause)
  }

  get isFinishing(): boolean {
    return this.#finishing
  }

  get isMute(): boolean {
    return this.#finishing || this.tls?.isMute === true
  }

  get isAgreeing(): boolean {
    return this.tls?.isAgreeing === true
  }

  get held(): number {
    return this.tls?.held ?? 0
  }

  get answersFin(): boolean {
    return this.tls?.answersFin === true
  }

  open(cause: number): void {
    this.tls?.open(cause)
  }

  unfit(message: Uint8Array): string | undefined {
    return this.#framing && unfit(this.#framing, message)
  }

  write(message: Uint8Array, cause: number): void {
    const framing = this.#framing
    const frame = framing ? pack(framing, message) : message
    const packed: Happening = {
      kind: 'packed',
      socket: this.stream.name,
      cause,
      ...this.#packed.next(message.length),
      data: this.#keep(message),
    }
    if (framing) packed.span = [this.#framed, this.#framed + frame.length]
    this.#framed += frame.length
    const { seq } = this.context.record(packed)
    if (this.tls) this.tls.write(frame, seq)
    else this.stream.put(frame, seq)
  }

  read(chunk: Uint8Array, cause: number): void {
    this.#reads++
    if (this.tls) this.tls.read(chunk, cause)
    else this.#take(chunk, cause)
  }

  ended(cause: number): void {
    this.tls?.ended(cause)
    this.#cutOff(cause)
  }

  finish(fin: () => void, cause: number): void {
    this.#finishing = true
    if (this.tls) this.tls.finish(fin, cause)
    else fin()
  }

  dispose(cause: number | undefined): void {
    this.tls?.dispose()
    this.#cutOff(cause)
  }

  /** Bytes of the stream, or plain ones of TLS: `cause` is the `received` that brought them. */
  #take(bytes: Uint8Array, cause: number): void {
    const unframer = this.#unframer
    if (!unframer) {
      this.#unpack({ message: bytes }, cause)
      return
    }
    if (unframer.pending === 0) this.#began = this.#reads
    for (const unframed of unframer.take(bytes)) {
      this.#unpack(unframed, cause)
      this.#began = this.#reads
    }
  }

  #unpack(unframed: Pick<Unframed, 'message'> & Partial<Unframed>, cause: number | undefined): void {
    const { message, from, to, broken, declared } = unframed
    const unpacked: Happening = {
      kind: 'unpacked',
      socket: this.stream.name,
      ...this.#unpacked.next(message.length),
    }
    if (cause !== undefined) unpacked.cause = cause
    if (from !== undefined && to !== undefined) {
      unpacked.span = [from, to]
      unpacked.reads = this.#reads - this.#began + 1
    }
    if (broken !== undefined) unpacked.broken = broken
    if (declared !== undefined) unpacked.declared = declared
    if (this.stream.keepsReceived) unpacked.data = this.#keep(message)
    const { seq } = this.context.record(unpacked)
    if (broken === undefined) this.stream.onMessage(message, seq)
  }

  #cutOff(cause: number | undefined): void {
    const rest = this.#unframer?.end()
    if (rest) this.#unpack(rest, cause)
  }

  /** A copy of what the log keeps of it: it is a part of what was read, which would stay with it. */
  #keep(message: Uint8Array): Uint8Array {
    return message.slice(0, this.context.keepBytes)
  }
}

/** Messages of one direction. */
class Count {
  #offset = 0
  #index = 0

  next(bytes: number): { bytes: number; offset: number; index: number } {
    const next = { bytes, offset: this.#offset, index: this.#index }
    this.#offset += bytes
    this.#index++
    return next
  }
}
