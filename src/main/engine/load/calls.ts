import type { Call } from '../streams/calling'
import type { ClientEnd } from '../streams/client-end'

/** Lets the clients of a load call, so many in a second, through the gate that all calls to that listener go through. */
export class Calls {
  readonly #gapMs: number
  readonly #now: () => number
  readonly #ends: Iterator<ClientEnd>
  /** So many have not called yet. */
  #left: number
  #call: Call | undefined
  #startedAt = 0
  /** So many were let to the gate. */
  #due = 0

  /** `ends`: `count` of them, fewer if no more are to call; one is taken when it may call. `rate` a second; 0 for no limit. */
  constructor(ends: Iterator<ClientEnd>, count: number, rate: number, now: () => number) {
    this.#ends = ends
    this.#left = count
    this.#gapMs = rate === 0 ? 0 : 1000 / rate
    this.#now = now
  }

  /** All of them have called. */
  get areOver(): boolean {
    return this.#left === 0
  }

  /** When the next one may call, ms of the log; undefined if none waits for its time. */
  get next(): number | undefined {
    if (!this.#call || this.#gapMs === 0 || this.areOver) return undefined
    return this.#startedAt + this.#due * this.#gapMs
  }

  begin(call: Call): void {
    this.#call = call
    this.#startedAt = this.#now()
    if (this.#gapMs === 0) this.#enter(call, Number.POSITIVE_INFINITY)
    else this.letGo()
  }

  /** Lets those to the gate whose time has come. */
  letGo(): void {
    const { next } = this
    if (next === undefined || !this.#call) return
    const count = Math.floor((this.#now() - next) / this.#gapMs) + 1
    if (count > 0) this.#enter(this.#call, count)
  }

  #enter(call: Call, count: number): void {
    this.#due += count
    let wanted = count
    call.gate.enter(() => {
      if (wanted-- <= 0 || this.areOver) return false
      const next = this.#ends.next()
      if (next.done) return false
      this.#left--
      next.value.call(call)
      return true
    })
  }
}
