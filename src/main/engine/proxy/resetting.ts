import type { Fault } from '../../../shared/commands'
import type { StreamEnd } from '../streams/stream-end'

/**
 * The bytes before a reset have so long to be read, ms, where nothing tells when they are, and at most: a reader that finds RST
 * right behind them may take it for the end of the stream (libuv does).
 */
const GRACE_MS = 20
const MOST_GRACE_MS = 1000

/** When one direction is to be reset: after so many bytes, or after a time. */
export class Resetting {
  #reset: Fault['reset']
  /** What had passed when it began to count; and when that was, ms. */
  #from = 0
  #since = performance.now()
  /** It is due since then, ms. */
  #due: number | undefined
  #cancel: () => void = () => {}

  constructor(
    private readonly to: StreamEnd,
    /** The time is over. */
    private readonly onTime: () => void,
  ) {}

  /** It has come to that, but for what is to be read before. */
  get isDue(): boolean {
    return this.#due !== undefined
  }

  /** From now on it is this, of which nothing has been counted; what was due before is no more. `passed`: bytes until now. */
  begin(reset: Fault['reset'], passed: number): void {
    this.cancel()
    this.#reset = reset
    this.#from = passed
    this.#since = performance.now()
    this.#due = reset?.afterBytes === 0 ? this.#since : undefined
    if (this.#due !== undefined || reset?.afterMs === undefined) return
    this.#cancel = this.to.pending.later(reset.afterMs, this.onTime)
  }

  cancel(): void {
    this.#cancel()
  }

  /** So many bytes may pass before it. */
  left(passed: number): number {
    const afterBytes = this.#reset?.afterBytes
    return afterBytes === undefined ? Number.POSITIVE_INFINITY : afterBytes - (passed - this.#from)
  }

  /** `passed` bytes have passed by now. True if it is due. */
  hasPassed(passed: number): boolean {
    if (this.left(passed) > 0) return false
    this.#due = performance.now()
    return true
  }

  /** RST may go out: what has passed is read, since it overtakes what is not, or was waited for long enough. */
  mayGo(passed: number): boolean {
    const waited = performance.now() - (this.#due ?? 0)
    const { written, unsent, peer } = this.to.facts()
    const isRead = peer ? peer.read >= written : unsent === 0 && (waited >= GRACE_MS || passed === 0)
    return isRead || waited >= MOST_GRACE_MS
  }
}
