import type { LabEvent } from '../../../shared/events'
import type { Past } from '../../../shared/session'

/** Events that are read ahead. */
const AHEAD = 2048
/** Most events that happen in one step, however fast it is replayed: what a window takes in within a frame or two. */
const MOST = 4096

/** A log that happens again, at its own pace or another. */
export class Replay {
  readonly #past: Past
  #speed: number
  /** The moment, ms of the log's clock: no event that has happened is later. */
  #t: number
  #next: number
  #ahead: LabEvent[] = []
  #ended = false

  /** From the moment right after event `at`, whose time is `t`. `speed`: seconds of the log in a second. */
  constructor(past: Past, { at, t }: { at: number; t: number }, speed: number) {
    this.#past = past
    this.#next = at + 1
    this.#t = t
    this.#speed = speed
  }

  /** `seq` of the newest event that it knows. */
  get at(): number {
    return this.#ahead.at(-1)?.seq ?? this.#next - 1
  }

  get t(): number {
    return this.#t
  }

  set speed(speed: number) {
    this.#speed = speed
  }

  /** Nothing is left that could happen. */
  get ended(): boolean {
    return this.#ended
  }

  /** What happens in the next `elapsed` ms; if it is more than can be told, the log's time takes longer. */
  async goOn(elapsed: number): Promise<LabEvent[]> {
    const until = this.#t + elapsed * this.#speed
    const happened: LabEvent[] = []
    for (;;) {
      if (this.#ahead.length === 0) this.#ahead = await this.#past.read(this.#next, AHEAD)
      const due = this.#ahead.findIndex(({ t }) => t > until)
      const taken = this.#ahead.splice(0, due === -1 ? this.#ahead.length : due)
      if (taken.length === 0) break
      happened.push(...taken)
      this.#next = (taken.at(-1) as LabEvent).seq + 1
      if (happened.length >= MOST) {
        for (const { t } of happened) this.#t = Math.max(this.#t, t)
        return happened
      }
    }
    this.#ended = this.#ahead.length === 0
    const latest = happened.reduce((latest, { t }) => Math.max(latest, t), this.#t)
    this.#t = this.#ended ? latest : until
    return happened
  }
}
