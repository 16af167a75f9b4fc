/** Bytes that are put one behind the other until they are written, in memory that is used again. */
export class Filling {
  #buffer: Buffer
  #length = 0

  /** `size`: what it has room for without growing, bytes. */
  constructor(size: number) {
    this.#buffer = Buffer.allocUnsafeSlow(size)
  }

  /** How many bytes there are. */
  get length(): number {
    return this.#length
  }

  /** Valid until the next ones are put. */
  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length)
  }

  put(bytes: Uint8Array): void {
    this.room(bytes.length).set(bytes, this.#length)
    this.#length += bytes.length
  }

  /** Its memory, with room for `count` bytes behind those that there are; `add` says how many were put there. */
  room(count: number): Buffer {
    if (this.#length + count > this.#buffer.length) {
      const larger = Buffer.allocUnsafeSlow(2 * (this.#length + count))
      this.#buffer.copy(larger, 0, 0, this.#length)
      this.#buffer = larger
    }
    return this.#buffer
  }

  add(count: number): void {
    this.#length += count
  }

  clear(): void {
    this.#length = 0
  }
}
