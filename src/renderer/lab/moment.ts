import type { Travel } from '../../shared/session'

/** Which moment is looked at. While it is replayed, time runs on between the news of it, up to the end of what there is. */
export class Moment {
  travel: Travel | null = null
  readonly #clock: () => number
  #since = 0

  /** `clock` in ms. */
  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock
  }

  turnTo(travel: Travel | null): void {
    this.travel = travel
    this.#since = this.#clock()
  }

  /** ms of the log's clock; NaN while nothing of the past is looked at. */
  now(): number {
    if (!this.travel) return Number.NaN
    const { t, end, playing, speed } = this.travel
    return playing ? Math.min(end, t + (this.#clock() - this.#since) * speed) : t
  }
}
