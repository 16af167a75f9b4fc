/** First pause, ms; each further one is twice as long. */
const FIRST_MS = 100
/** After this many failures in a row, no more. */
const MOST = 6
/** What has worked for this long, ms, has recovered. */
const RECOVERED_MS = 60_000

/** How long to wait before something that failed is tried again. Time is given, not read. */
export class BackOff {
  #failures = 0
  #failedAt = Number.NEGATIVE_INFINITY

  /** Milliseconds to wait after a failure at `now` (ms); undefined to give up. */
  next(now: number): number | undefined {
    if (now - this.#failedAt > RECOVERED_MS) this.#failures = 0
    this.#failedAt = now
    this.#failures++
    return this.#failures > MOST ? undefined : FIRST_MS * 2 ** (this.#failures - 1)
  }

  reset(): void {
    this.#failures = 0
  }
}
