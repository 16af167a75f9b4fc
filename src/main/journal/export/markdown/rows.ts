/** The first and the last of things that may be far too many. */
export class FirstAndLast<T> {
  readonly first: T[] = []
  readonly #last: T[] = []
  readonly #most: number
  #next = 0
  #count = 0

  /** `most` of each. */
  constructor(most: number) {
    this.#most = most
  }

  add(item: T): void {
    this.#count++
    if (this.first.length < this.#most) this.first.push(item)
    else if (this.#last.length < this.#most) this.#last.push(item)
    else {
      this.#last[this.#next] = item
      this.#next = (this.#next + 1) % this.#most
    }
  }

  /** How many there were between the first and the last. */
  get left(): number {
    return this.#count - this.first.length - this.#last.length
  }

  get last(): T[] {
    return [...this.#last.slice(this.#next), ...this.#last.slice(0, this.#next)]
  }
}
