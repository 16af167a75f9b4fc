/** Lets clients call one after the other, so many in a second. */
export class Pace {
  readonly #gapMs: number
  readonly #now: () => number
  #nextAt: number
  #waiting: { at: number; go: () => void }[] = []
  #isOver = false

  /** `rate` a second; 0 for without a pause. */
  constructor(rate: number, now: () => number) {
    this.#gapMs = rate === 0 ? 0 : 1000 / rate
    this.#now = now
    this.#nextAt = now()
  }

  /** When the next one that waits may call; undefined if none waits. */
  get next(): number | undefined {
    return this.#waiting[0]?.at
  }

  /** Resolves when the one that asks may call; undefined for at once. */
  turn(): Promise<void> | undefined {
    if (this.#gapMs === 0 || this.#isOver) return undefined
    const at = this.#nextAt
    this.#nextAt += this.#gapMs
    if (at <= this.#now()) return undefined
    return new Promise((go) => {
      this.#waiting.push({ at, go })
    })
  }

  /** Lets those go whose time has come. */
  letGo(): void {
    const now = this.#now()
    while (this.#waiting[0] && this.#waiting[0].at <= now) this.#waiting.shift()?.go()
  }

  /** Nobody waits any more. */
  end(): void {
    this.#isOver = true
    for (const { go } of this.#waiting.splice(0)) go()
  }
}
