import type { SourceChanged } from '../../events'

/** What was concluded this long, ms, before something that was captured would have been captured, too, if it had been there. */
const SETTLED_MS = 60
/** A segment that a call has sent has its time from another clock, and so may seem to be sent this long after that call, ms. */
const LATE_MS = 20

/** Of which time all segments were captured, as far as the log tells. Times are ms of the log's clock. */
export class Capturing {
  #since = Number.POSITIVE_INFINITY
  #first = Number.POSITIVE_INFINITY
  #lost = false

  /** It was switched, or has lost something. */
  changed({ phase, t }: SourceChanged): void {
    if (phase === 'lost') this.#lost = true
    this.#since = phase === 'started' ? t : Number.POSITIVE_INFINITY
  }

  /** A segment of the connection was captured. */
  saw(t: number): void {
    if (t < this.#first) this.#first = t
  }

  /** What was written from here on, and was not captured before, is what a segment of `t` carries. */
  writtenSince(t: number): number {
    // A write right before it, while all was captured already: nothing else has carried that.
    return Math.min(t, Math.max(this.#since, t - LATE_MS))
  }

  /** Whether a segment that was concluded to be of `t` would have been captured, now that one of `now` is. */
  covers(t: number, now: number): boolean {
    return !this.#lost && t >= this.#first && t <= now - SETTLED_MS
  }
}
