import type { Writable } from 'node:stream'
import type { LabOptions } from '../engine/lab'

/** What a lab needs of whatever it runs in. */
export type RunLab = Pick<LabOptions, 'startFreezer'>

/** What the command line talks to; a test gives its own. */
export interface Io {
  stdout: Writable & { isTTY?: boolean; columns?: number }
  stderr: Writable & { isTTY?: boolean }
  env: Record<string, string | undefined>
  /** Where relative arguments start: where the user called the program. */
  folder: string
  lab?: RunLab
}

export function processIo(): Io {
  // npm runs scripts in the package's folder and says in INIT_CWD where it was called.
  const folder = process.env.INIT_CWD || process.cwd()
  return { stdout: process.stdout, stderr: process.stderr, env: process.env, folder }
}

/** A line, or what makes it when it is written. */
export type Line = string | (() => string)

/**
 * Lines to a stream, made and written once per turn of the event loop: to put an event into words takes time, a write
 * to a pipe or terminal blocks, and neither must come between two steps of the same tick. A stream whose reader has gone (`| head`) takes lines without complaint.
 */
export class Output {
  #stream: Writable
  #lines: Line[] = []
  #scheduled: NodeJS.Immediate | undefined
  #listeners = new Set<() => void>()
  #error: Error | undefined

  constructor(stream: Writable) {
    this.#stream = stream
    stream.on('error', this.#fail)
  }

  line(line: Line): void {
    if (this.#error) return
    this.#lines.push(line)
    this.#scheduled ??= setImmediate(() => this.#write())
  }

  /** Calls `listener` once, when nobody reads any more. */
  onClosed(listener: () => void): void {
    if (this.#error) listener()
    else this.#listeners.add(listener)
  }

  /** What went wrong, other than that the reader has gone. */
  get trouble(): Error | undefined {
    return this.#error && (this.#error as { code?: string }).code !== 'EPIPE' ? this.#error : undefined
  }

  /** Resolves when the stream takes more: for who has more lines than are to wait in memory. */
  async room(): Promise<void> {
    this.#write()
    if (this.#error || !this.#stream.writableNeedDrain) return
    await new Promise<void>((done) => {
      this.#stream.once('drain', done)
      this.onClosed(done)
    })
  }

  /** Resolves when everything is written, or can't be. */
  async finish(): Promise<void> {
    this.#write()
    if (!this.#error) await new Promise<void>((done) => this.#stream.write('', () => done()))
    // An error is emitted after the write's callback.
    await new Promise<void>((done) => setImmediate(done))
    this.#stream.off('error', this.#fail)
  }

  #write(): void {
    if (this.#scheduled) clearImmediate(this.#scheduled)
    this.#scheduled = undefined
    const lines = this.#lines
    this.#lines = []
    if (lines.length === 0 || this.#error) return
    try {
      this.#stream.write(lines.map((line) => `${typeof line === 'string' ? line : line()}\n`).join(''))
    } catch (error) {
      this.#fail(error as Error)
    }
  }

  #fail = (error: Error): void => {
    if (this.#error) return
    this.#error = error
    this.#lines = []
    for (const listener of this.#listeners) listener()
    this.#listeners.clear()
  }
}
