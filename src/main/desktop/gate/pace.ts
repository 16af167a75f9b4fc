/** How much may happen. */
export interface PaceLimits {
  /** So much at once, after a rest. */
  burst: number
  /** So much in a second, in the long run. */
  perSecond: number
}

/** Bounds how much happens (a token bucket): what is spent comes back with time, up to what may happen at once. */
export class Pace {
  readonly #limits: PaceLimits
  readonly #now: () => number
  #left: number
  #at: number

  /** `now` gives ms of a clock that never goes back. */
  constructor(limits: PaceLimits, now: () => number = () => performance.now()) {
    this.#limits = limits
    this.#now = now
    this.#left = limits.burst
    this.#at = now()
  }

  /** Until something may happen again, ms; 0 for now. */
  get wait(): number {
    this.#refill()
    return this.#left >= 1 ? 0 : Math.ceil(((1 - this.#left) * 1000) / this.#limits.perSecond)
  }

  /** It has happened, and was so much: more than was left keeps the next one waiting the longer. */
  spend(amount: number): void {
    this.#refill()
    this.#left -= amount
  }

  #refill(): void {
    const { burst, perSecond } = this.#limits
    const now = this.#now()
    this.#left = Math.min(burst, this.#left + ((now - this.#at) * perSecond) / 1000)
    this.#at = now
  }
}
