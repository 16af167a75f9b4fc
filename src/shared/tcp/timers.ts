import type { End } from './end'
import type { TcpState } from './states'

/** A timer of the kernel's that ends a state without any event of ours. */
interface Timer {
  name: string
  /** Undefined if nothing else is followed of it any more. */
  end: End | undefined
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
  /** By name of the end. */
  #of = new Map<string, Timer>()

  /** When the next one is due, in ms of the log's clock. */
  get next(): number | undefined {
    const current = this.#running.findIndex((timer) => this.#isCurrent(timer))
    this.#drop(current < 0 ? this.#running.length : current)
    return this.#running[0]?.due
  }

  /** The state that `end` is in is over `at` (ms); does nothing if that is known already. */
  begin(end: End, at: number): void {
    if (this.#of.get(end.name)?.state !== end.state) this.set(end, at, 0)
  }

  /** The state that `end` is in is over `at` (ms), whatever was known; it is taken `patience` ms later. */
  set(end: End, at: number, patience: number): void {
    const { name, state } = end
    const timer = { name, end, state, at, due: at + patience, because: end.entered.seq }
    this.#of.set(name, timer)
    // Nearly all last equally long, so that a new one belongs at the end, or close to it.
    const before = this.#running.findLastIndex((other) => other.due <= timer.due)
    this.#running.splice(before + 1, 0, timer)
  }

  /** Nothing but its timer is followed of `end` from here on: that it is in this state until then. */
  letGo({ name }: End): void {
    const timer = this.#of.get(name)
    // Not deleted: that would make a dictionary of each, several times as large.
    if (timer) timer.end = undefined
  }

  /** Those that are due by `now`, and whose end is still in the state that they were begun for. */
  take(now: number): Timer[] {
    const later = this.#running.findIndex(({ due }) => due > now)
    const over: Timer[] = []
    for (const timer of this.#drop(later < 0 ? this.#running.length : later)) {
      if (!this.#isCurrent(timer)) continue
      this.#of.delete(timer.name)
      if (!timer.end || timer.end.state === timer.state) over.push(timer)
    }
    return over
  }

  /** Takes the first `count` away in one go: one by one would be linear each time, and there can be very many. */
  #drop(count: number): Timer[] {
    return count === 0 ? [] : this.#running.splice(0, count)
  }

  /** False of one that another has taken the place of. */
  #isCurrent(timer: Timer): boolean {
    return this.#of.get(timer.name) === timer
  }
}
