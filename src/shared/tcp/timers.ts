import type { End } from './end'
import type { TcpState } from './states'

/** A timer of the kernel's that ends a state without any event of ours. */
interface Timer {
  end: End
  state: TcpState
  /** ms of the log's clock. */
  at: number
  /** `seq` of the state event that began it. */
  because: number
}

/** The timers of TIME_WAITs and orphaned FIN_WAIT_2s, in the order in which they end: all last equally long. */
export class Timers {
  #running: Timer[] = []

  /** When the next one ends, in ms of the log's clock. */
  get next(): number | undefined {
    return this.#running[0]?.at
  }

  /** The state that `end` is in is over `at` (ms); does nothing if that is known already. */
  begin(end: End, at: number): void {
    if (end.timed === end.entered.seq) return
    end.timed = end.entered.seq
    this.#running.push({ end, state: end.state, at, because: end.entered.seq })
  }

  /** Those that have ended by `now`, and whose end is still in the state that they were begun for. */
  take(now: number): Timer[] {
    const over: Timer[] = []
    while (this.#running[0] && this.#running[0].at <= now) {
      const timer = this.#running.shift() as Timer
      if (timer.end.state === timer.state && timer.end.entered.seq === timer.because) over.push(timer)
    }
    return over
  }
}
