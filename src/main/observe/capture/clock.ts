/** Packets have the wall clock's time; the log has the monotonic clock's. */

/** How often the difference is measured anew, ms. Only setting the wall clock changes it: both are steered alike. */
const TRUSTED_MS = 60_000
/** More than Date.now() can be off by its own coarseness, ms: the wall clock has been set. */
const STEPPED_MS = 3

const NS_PER_S = 1_000_000_000n

/** Turns times of packets into ms of a log whose 0 is at `origin` (ns of the monotonic clock). */
export class PacketClock {
  readonly #origin: bigint
  #measuredAt = Number.NEGATIVE_INFINITY
  #wallAtZero = 0
  #seconds = 0
  #nanoseconds = 0

  constructor(origin: bigint) {
    this.#origin = origin
  }

  /** Sees to it that the two clocks' difference is known. Takes up to 5 ms, once a minute. */
  check(): void {
    const now = Number(process.hrtime.bigint() - this.#origin) / 1e6
    const isOff = Math.abs(Date.now() - this.#wallAtZero - now) > STEPPED_MS
    if (!isOff && now - this.#measuredAt < TRUSTED_MS) return
    const wall = this.#origin + wallAhead()
    this.#measuredAt = now
    this.#seconds = Number(wall / NS_PER_S)
    this.#nanoseconds = Number(wall % NS_PER_S)
    this.#wallAtZero = this.#seconds * 1000 + this.#nanoseconds / 1e6
  }

  /** ms of the log, µs resolution. */
  at(seconds: number, nanoseconds: number): number {
    const ms = (seconds - this.#seconds) * 1000 + (nanoseconds - this.#nanoseconds) / 1e6
    return Math.round(ms * 1000) / 1000
  }
}

/**
 * How far the wall clock is ahead of the monotonic one, ns. Date.now() tells ms, so it is watched until it turns: what is
 * read then is late by what a look takes, and the least late of some is good to a µs or two.
 */
function wallAhead(): bigint {
  let best: bigint | undefined
  for (let i = 0; i < 5; i++) {
    const before = Date.now()
    let turned = before
    while (turned === before) turned = Date.now()
    const ahead = BigInt(turned) * 1_000_000n - process.hrtime.bigint()
    if (best === undefined || ahead > best) best = ahead
  }
  return best as bigint
}
