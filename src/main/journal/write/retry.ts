/** What can't be done is tried again after this long, ms; longer each time if it works only for a moment. */
const FIRST_MS = 1000
const LONGEST_MS = 30_000
/** What has worked for this long, ms, works. */
const RECOVERED_MS = 10_000

/** When to try again what has failed. */
export class Retry {
  readonly #again: () => void
  #timer: NodeJS.Timeout | undefined
  #pause = FIRST_MS
  #workedAt = Number.NEGATIVE_INFINITY

  constructor(again: () => void) {
    this.#again = again
  }

  /** It has failed, for the first time since it worked. */
  failed(): void {
    const brief = performance.now() - this.#workedAt < RECOVERED_MS
    this.#pause = brief ? Math.min(2 * this.#pause, LONGEST_MS) : FIRST_MS
    this.plan()
  }

  /** Tries again after the pause. */
  plan(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(this.#again, this.#pause).unref()
  }

  worked(): void {
    this.stop()
    this.#workedAt = performance.now()
  }

  stop(): void {
    clearTimeout(this.#timer)
  }
}
