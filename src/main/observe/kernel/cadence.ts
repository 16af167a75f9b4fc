/** Something changes states: so close is looked then, ms. */
const FAST_MS = 20
/** Only bytes flow: queues are told ten times a second at most. */
const FLOW_MS = 100
/** How long after it looks go on like that, ms. */
const LIVELY_MS = 400
/** What came of it may take a while to show: delayed ACKs, retransmissions. */
const SETTLING_MS = 5000
const SETTLING_PERIOD_MS = 50
/** Nothing happens any more … */
const QUIET_PERIOD_MS = 150
/** … and has not for this long, ms. */
const STILL_MS = 30_000
const STILL_PERIOD_MS = 500

/** Shares of a core that readings may cost. */
const BUSY_SHARE = 0.15
const IDLE_SHARE = 0.02
/** Weight of a new cost in the mean of them. */
const NEWEST = 0.3

/**
 * How often the kernel's tables are read: often while something changes, seldom when nothing does, and never so often that
 * the readings cost more than their share of a core. Times are ms of one clock.
 */
export class Cadence {
  #stirred = Number.NEGATIVE_INFINITY
  #flowed = Number.NEGATIVE_INFINITY
  #cost = 0

  /** Something happened that changes states, or a state was seen to have changed. */
  stir(now: number): void {
    this.#stirred = now
  }

  /** Bytes flow, or queues were seen to have changed. */
  flow(now: number): void {
    this.#flowed = now
  }

  /** A reading, and what was made of it, took so long, ms. */
  took(cost: number): void {
    this.#cost = this.#cost === 0 ? cost : this.#cost + NEWEST * (cost - this.#cost)
  }

  /** How long after the beginning of the last reading the next one is due, ms. */
  period(now: number): number {
    const calm = now - this.#stirred
    if (calm < LIVELY_MS) return this.#within(FAST_MS, BUSY_SHARE)
    if (now - this.#flowed < LIVELY_MS) return this.#within(FLOW_MS, BUSY_SHARE)
    const quiet = now - Math.max(this.#stirred, this.#flowed)
    if (quiet < SETTLING_MS) return this.#within(SETTLING_PERIOD_MS, BUSY_SHARE / 2)
    return this.#within(quiet < STILL_MS ? QUIET_PERIOD_MS : STILL_PERIOD_MS, IDLE_SHARE)
  }

  #within(period: number, share: number): number {
    return Math.max(period, this.#cost / share)
  }
}
