import { Duplex } from 'node:stream'

/**
 * Carries TLS records between Node's TLS and the stream of an end, whose socket stays the end's own: what TLS writes goes to
 * `put`, what the end reads is handed in. It never holds anything back; the end's socket does.
 */
export class Records extends Duplex {
  /** `said`: everything has been written, the farewell included, or nothing more ever will be. */
  constructor(
    private readonly put: (records: Uint8Array) => void,
    private readonly said: () => void,
  ) {
    super({ allowHalfOpen: true })
    this.on('close', said)
  }

  override _read(): void {}

  override _write(records: Buffer, _encoding: string, done: (error?: Error) => void): void {
    this.put(records)
    done()
  }

  /** Records that are made at once are one write, as they are one call where the system takes them from TLS itself. */
  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error) => void): void {
    this.put(
      chunks.length === 1 && chunks[0] ? chunks[0].chunk : Buffer.concat(chunks.map(({ chunk }) => chunk)),
    )
    done()
  }

  override _final(done: (error?: Error) => void): void {
    this.said()
    done()
  }
}
