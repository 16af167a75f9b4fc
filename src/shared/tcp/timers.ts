import type { End } from './end'
import type { TcpState } from './states'

/** A timer of the kernel's that ends a state without any event of ours. */
interface Timer {
  end: End
  state: TcpState
  /** ms of the log's clock. */
  at: number
  /** When it is taken, ms: later than `at` where the kernel may say by itself that it is over. */
  due: number
  /** `seq` of the state event that began it. */
  because: number
}

/** The timers of TIME_WAITs and orphaned FIN_WAIT_2s, in the order in which they are due. */
export class Timers {
  #running: Timer[] = []
  #of = new Map<End, Timer>()

  /** When the next one is due, in ms of the log's clock. */
  get next(): number | undefined {
    while (this.#running[0] && !this.#isCurrent(this.#running[0])) this.#running.shift()
    return this.#running[0]?.due
  }

  /** The state that `end` is in is over `at` (ms); does nothing if that is known already. */
  begin(end: End, at: number): void {
    if (this.#of.get(end)?.state !== end.state) this.set(end, at, 0)
  }

  /** The state that `end` is in is over `at` (ms), whatever was known; it is taken `patience` ms later. */
  set(end: End, at: number, patience: number): void {
    const timer = { end, state: end.state, at, due: at + patience, because: end.entered.seq }
    this.#of.set(end, timer)
    // Nearly all last equally long, so that a new one belongs at the end, or close to it.
    const before = this.#running.findLastIndex((other) => other.due <= timer.due)
    this.#running.splice(before + 1, 0, timer)
  }

  /** Those that are due by `now`, and whose end is still in the state that they were begun for. */
  take(now: number): Timer[] {
    const over: Timer[] = []
    while (this.#running[0] && this.#running[0].due <= now) {
      const timer = this.#running.shift() as Timer
      if (!this.#isCurrent(timer)) continue
      this.#of.delete(timer.end)
      if (timer.end.state === timer.state) over.push(timer)
    }
    return over
  }

  /** False of one that another has taken the place of. */
  #isCurrent(timer: Timer): boolean {
    return this.#of.get(timer.end) === timer
  }
}
