/** A list of numbers that grows, with nothing but the numbers in memory. */
export class Column<A extends Float64Array | Uint32Array | Uint16Array> {
  #values: A
  #length = 0

  constructor(private readonly make: (length: number) => A) {
    this.#values = make(64)
  }

  get length(): number {
    return this.#length
  }

  get bytes(): number {
    return this.#values.byteLength
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = this.make(Math.ceil(this.#length * 1.5))
      larger.set(this.#values)
      this.#values = larger
    }
    this.#values[this.#length++] = value
  }

  at(index: number): number {
    return this.#values[index] as number
  }

  /** How many of the values, which only grow, are at most `value`. */
  countUpTo(value: number): number {
    let low = 0
    let high = this.#length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.at(middle) <= value) low = middle + 1
      else high = middle
    }
    return low
  }
}

export const float64 = (length: number) => new Float64Array(length)
export const uint32 = (length: number) => new Uint32Array(length)
export const uint16 = (length: number) => new Uint16Array(length)
