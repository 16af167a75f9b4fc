import type { Travel } from '../../shared/session'

/**
 * Which moment is looked at. While it is replayed, time runs on between the news of it, up to the end of what there is: at
 * most as long as the next news may take, because nobody here knows when the next event is.
 */
export class Moment {
  travel: Travel | null = null
  readonly #clock: () => number
  #since = 0
  /** `seq` of the newest event of the moment that was announced; undefined where anything is welcome. */
  #goal: number | undefined
  /** The lab as it is now was announced; the next snapshot says how far that reaches. */
  #returning = false

  /** `clock` in ms. */
  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock
  }

  turnTo(travel: Travel | null): void {
    this.#returning = travel === null && this.travel !== null
    this.travel = travel
    this.#goal = travel?.at
    this.#since = this.#clock()
  }

  /** A snapshot has come of a log whose newest event is `head`. */
  begin(head: number): void {
    if (this.#returning) this.#goal = head
    this.#returning = false
  }

  /** Whether all that was announced is there, when the newest event is `seq`. */
  isReached(seq: number): boolean {
    if (this.travel) return seq === this.travel.at
    if (this.#returning) return false
    if (this.#goal !== undefined && seq < this.#goal) return false
    this.#goal = undefined
    return true
  }

  /** ms of the log's clock; NaN while nothing of the past is looked at. */
  now(): number {
    if (!this.travel) return Number.NaN
    const { t, end, playing, speed } = this.travel
    return playing ? Math.min(end, t + (this.#clock() - this.#since) * speed) : t
  }
}
