/** The one clock: monotonic, ms since the lab's start with µs resolution. */
export class Clock {
  /** Monotonic time at 0 in ns, as process.hrtime tells it: what the kernel's `mono` trace clock shows, too. */
  readonly origin: bigint
  /** Wall-clock time at 0. */
  readonly wall: Date

  #start: number

  constructor() {
    this.wall = new Date()
    this.origin = process.hrtime.bigint()
    // The same clock as hrtime, without the cost of a bigint for each event.
    this.#start = performance.now()
  }

  now(): number {
    return Math.round((performance.now() - this.#start) * 1000) / 1000
  }
}
