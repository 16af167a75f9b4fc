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
const QUIET_PERIOD_MS = 250
/** … and has not for this long, ms. */
const STILL_MS = 10_000
const STILL_PERIOD_MS = 1000

/** Shares of a core that readings may cost: somewhat less than 15 % and 2 %, since timers and messages cost, too. */
const BUSY_SHARE = 0.12
const IDLE_SHARE = 0.01
/** Weight of a new cost in the mean of them. */
const NEWEST = 0.3
/** Of so many costs the middle one is the usual one. */
const USUAL_OF = 5
/** Costs that are unusual, as when thousands of rows are new, put the next reading off no longer than this, ms. */
const FORGIVEN_MS = 1000

/**
 * How often the kernel's tables are read: often while something changes, seldom when nothing does, and never so often that
 * the readings cost more than their share of a core. Times are ms of one clock.
 */
export class Cadence {
  #stirred = Number.NEGATIVE_INFINITY
  #flowed = Number.NEGATIVE_INFINITY
  #mean = 0
  readonly #costs: number[] = []

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
    this.#mean = this.#costs.length === 0 ? cost : this.#mean + NEWEST * (cost - this.#mean)
    this.#costs.push(cost)
    if (this.#costs.length > USUAL_OF) this.#costs.shift()
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
    const usual = this.#usual / share
    return Math.max(period, usual, Math.min(this.#mean / share, usual + FORGIVEN_MS))
  }

  /** 0 as long as too few costs are known to tell. */
  get #usual(): number {
    if (this.#costs.length < 3) return 0
    return this.#costs.toSorted((a, b) => a - b)[Math.floor(this.#costs.length / 2)] as number
  }
}
