/** What the first batches need, bytes. */
const USUAL = 65_536

/** The bytes of many packets in one piece of memory, which changes hands as a whole. */
export class Frames {
  #bytes = new Uint8Array(USUAL)
  #used = 0

  /** Takes a copy; tells where in the whole it is. */
  add(data: Uint8Array): number {
    const at = this.#used
    const needed = at + data.length
    if (needed > this.#bytes.length) {
      const wider = new Uint8Array(Math.max(needed, 2 * this.#bytes.length))
      wider.set(this.#bytes.subarray(0, at))
      this.#bytes = wider
    }
    this.#bytes.set(data, at)
    this.#used = needed
    return at
  }

  /** All that was added since this was asked last. */
  take(): Uint8Array<ArrayBuffer> {
    const whole = this.#bytes.slice(0, this.#used)
    this.#used = 0
    return whole
  }
}
