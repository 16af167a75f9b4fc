import { readFileSync } from 'node:fs'

/**
 * What readings cost a core, ms. By the scheduler's own account where the system has one (Linux), since what a busy
 * machine makes a thread wait for costs nobody anything; by the clock elsewhere, and where another process does the reading.
 */
export class CostMeter {
  readonly #byClock: boolean
  /** The thread's account when the last reading began. */
  #account: number | undefined
  #began = 0

  constructor(byClock: boolean) {
    this.#byClock = byClock || scheduled() === undefined
  }

  /** A reading begins. Gives the cost of the one before, with all that the thread did for it: an account is exact once it has slept. */
  begin(): number | undefined {
    this.#began = performance.now()
    if (this.#byClock) return undefined
    const [before, now] = [this.#account, scheduled()]
    this.#account = now
    return before === undefined || now === undefined ? undefined : now - before
  }

  /** It has ended. Gives its cost, if that is known by now. */
  end(): number | undefined {
    return this.#byClock ? performance.now() - this.#began : undefined
  }
}

/** This thread's time on a core, ms: the first number of schedstat is in ns. */
function scheduled(): number | undefined {
  try {
    const ns = Number.parseInt(readFileSync('/proc/thread-self/schedstat', 'latin1'), 10)
    return Number.isNaN(ns) ? undefined : ns / 1e6
  } catch {
    return undefined
  }
}
