import type { TimedSegment } from './protocol'

/** Segments of connections whose ends have no names yet, in order. */
export class Held {
  readonly #byConnection = new Map<string, { segments: TimedSegment[]; until: number }>()

  get size(): number {
    return this.#byConnection.size
  }

  /** When the first of them has waited long enough. */
  get next(): number | undefined {
    for (const { until } of this.#byConnection.values()) return until
    return undefined
  }

  /** True if others of its connection wait, and it with them from now on. */
  joins(segment: TimedSegment): boolean {
    const held = this.#byConnection.get(connectionOf(segment))
    held?.segments.push(segment)
    return held !== undefined
  }

  add(segment: TimedSegment, until: number): void {
    this.#byConnection.set(connectionOf(segment), { segments: [segment], until })
  }

  /** Takes out those of every connection for which `ready` says so. */
  take(ready: (segment: TimedSegment, until: number) => boolean): TimedSegment[][] {
    const taken: TimedSegment[][] = []
    for (const [key, { segments, until }] of this.#byConnection) {
      if (!ready(segments[0] as TimedSegment, until)) continue
      this.#byConnection.delete(key)
      taken.push(segments)
    }
    return taken
  }
}

function connectionOf({ from, to }: TimedSegment): string {
  return from < to ? `${from} ${to}` : `${to} ${from}`
}
