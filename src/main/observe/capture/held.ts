import type { CapturedSegment } from './captured'
import type { Addresses } from './names'

interface Waiting {
  segments: CapturedSegment[]
  /** How long at most, ms of the log. */
  until: number
}

/** Segments of connections whose ends have no names yet, in order. */
export class Held {
  readonly #byConnection = new Map<string, Waiting>()

  /** When the first of them will have waited long enough. */
  get next(): number | undefined {
    let next: number | undefined
    for (const { until } of this.#byConnection.values()) if (next === undefined || until < next) next = until
    return next
  }

  /** True if others of its connection wait, and it with them from now on. */
  joins(segment: CapturedSegment): boolean {
    const waiting = this.#byConnection.get(connectionOf(segment.from, segment.to))
    waiting?.segments.push(segment)
    return waiting !== undefined
  }

  add(segment: CapturedSegment, until: number): void {
    this.#byConnection.set(connectionOf(segment.from, segment.to), { segments: [segment], until })
  }

  has({ local, remote }: Addresses): boolean {
    return this.#byConnection.has(connectionOf(local, remote))
  }

  /** Those of one connection, which wait no more. */
  takeOf({ local, remote }: Addresses): CapturedSegment[] {
    const key = connectionOf(local, remote)
    const waiting = this.#byConnection.get(key)
    this.#byConnection.delete(key)
    return waiting?.segments ?? []
  }

  /** Those that have waited until `now` (ms of the log), one list a connection. */
  takeUntil(now: number): CapturedSegment[][] {
    const taken: CapturedSegment[][] = []
    for (const [key, { segments, until }] of this.#byConnection) {
      if (until > now) continue
      this.#byConnection.delete(key)
      taken.push(segments)
    }
    return taken
  }
}

function connectionOf(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`
}
