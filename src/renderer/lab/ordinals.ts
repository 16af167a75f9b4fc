/**
 * A growing list of ascending numbers that loses its oldest entries from the front, and on a fresh start its
 * newest from the back. A position keeps its meaning for the life of the list: `start` moves up as entries leave, and down
 * as older ones are put in front.
 */
export class OrdinalList {
  #items: number[] = []
  #head = 0
  #left = 0

  /** Position of the oldest entry. */
  get start(): number {
    return this.#left
  }

  /** One past the position of the newest entry. */
  get end(): number {
    return this.#left + this.#items.length - this.#head
  }

  /** The entry at a position from `start` up to, but not including, `end`. */
  at(position: number): number {
    return this.#items[this.#head + position - this.#left] as number
  }

  push(value: number): void {
    this.#items.push(value)
  }

  shift(): void {
    if (this.#head >= this.#items.length) return
    this.#head++
    this.#left++
    // Now and then in one go: shifting an array one by one is linear each time.
    if (this.#head > 1024 && this.#head * 2 > this.#items.length) {
      this.#items.splice(0, this.#head)
      this.#head = 0
    }
  }

  /** Puts older entries, ascending, in front: they get positions before `start`. */
  unshift(older: readonly number[]): void {
    this.#items = [...older, ...this.#items.slice(this.#head)]
    this.#head = 0
    this.#left -= older.length
  }

  pop(): void {
    if (this.#items.length > this.#head) this.#items.pop()
  }

  /** The first position whose entry is not below `value`; `end` if there is none. */
  seek(value: number): number {
    let low = this.start
    let high = this.end
    while (low < high) {
      const middle = Math.floor((low + high) / 2)
      if (this.at(middle) < value) low = middle + 1
      else high = middle
    }
    return low
  }
}
