import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs'

/** A file that is read and nothing else. */
export class RegularFile {
  readonly #fd: number
  #closed = false

  private constructor(fd: number) {
    this.#fd = fd
  }

  /**
   * Undefined if there is none. Throws if it can't be read, or if it is anything else than a plain file: what a stranger's
   * folder links to isn't part of it, and a pipe would never end.
   */
  static open(file: string): RegularFile | undefined {
    const stats = lstatSync(file, { throwIfNoEntry: false })
    if (!stats) return undefined
    if (!stats.isFile()) throw new Error(`${file} is no plain file`)
    // It may have been exchanged meanwhile. Windows has neither flag.
    const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants
    const fd = openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    if (fstatSync(fd).isFile()) return new RegularFile(fd)
    closeSync(fd)
    throw new Error(`${file} is no plain file`)
  }

  /** Bytes, as of now. */
  get size(): number {
    return fstatSync(this.#fd).size
  }

  /** Fills `buffer` from `position` on, as far as the file goes. How many bytes that were. */
  read(buffer: Uint8Array, position: number): number {
    let filled = 0
    while (filled < buffer.length) {
      const count = readSync(this.#fd, buffer, filled, buffer.length - filled, position + filled)
      if (count === 0) break
      filled += count
    }
    return filled
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    closeSync(this.#fd)
  }
}
