import type { SegmentKind, Side } from '../../shared/tcp/segments'

/** Something on its way from one end to the other, or several of them drawn as one. */
export interface Flight {
  id: number
  from: Side
  kind: SegmentKind
  /** How many writes it stands for; 1 for a segment without data. */
  count: number
  /** Bytes of data. */
  bytes: number
}

/** How long a flight takes, ms, and how far apart two are begun, so that their order is seen. */
export const FLIGHT_MS = 720
export const GAP_MS = 110
/** At most this many in the air. */
export const IN_THE_AIR = 8
/** At most this many wait to begin; then the oldest are left out. */
const WAITING = 12

/**
 * What flies over the wire, and when. A burst of data that has not begun to fly is summed up, so that a flood looks like
 * a flood and costs as little as a trickle. Time is passed in, ms.
 */
export class Traffic {
  #waiting: Flight[] = []
  #air: { flight: Flight; lands: number }[] = []
  #lastId = 0
  #mayBegin = Number.NEGATIVE_INFINITY

  add(from: Side, kind: SegmentKind, count = 1, bytes = 0): void {
    const before = kind === 'data' ? this.#waiting.findLast((flight) => flight.from === from) : undefined
    if (before?.kind === 'data') {
      before.count += count
      before.bytes += bytes
      return
    }
    this.#waiting.push({ id: ++this.#lastId, from, kind, count, bytes })
    if (this.#waiting.length > WAITING) this.#waiting.shift()
  }

  /** Lets flights land and begin. True if what `inTheAir` says has changed. */
  step(now: number): boolean {
    const still = this.#air.filter(({ lands }) => lands > now)
    let changed = still.length < this.#air.length
    this.#air = still
    const [next] = this.#waiting
    if (next && now >= this.#mayBegin && this.#air.length < IN_THE_AIR) {
      this.#waiting.shift()
      this.#air.push({ flight: next, lands: now + FLIGHT_MS })
      this.#mayBegin = now + GAP_MS
      changed = true
    }
    return changed
  }

  /** In the order in which they began. */
  inTheAir(): Flight[] {
    return this.#air.map(({ flight }) => flight)
  }

  /** When `step` has something to do, ms; undefined while nothing flies or waits. */
  nextStep(): number | undefined {
    const landing = this.#air[0]?.lands
    const beginning = this.#waiting.length > 0 && this.#air.length < IN_THE_AIR ? this.#mayBegin : undefined
    if (landing === undefined) return beginning
    return beginning === undefined ? landing : Math.min(landing, beginning)
  }
}
