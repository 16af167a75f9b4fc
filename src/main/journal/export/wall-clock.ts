import type { LabEvent } from '../../../shared/events'

/** Wall-clock times of a log, from its first event. */
export class WallClock {
  #zero: number | undefined

  take(event: LabEvent): void {
    if (event.kind !== 'opened') return
    const zero = Date.parse(event.wall)
    if (Number.isFinite(zero)) this.#zero = zero
  }

  /** Of `t` (ms of the log): µs since the epoch; since the log's start where that isn't known. */
  microseconds(t: number): bigint {
    const since = Number.isFinite(t) ? Math.round(t * 1000) : 0
    return BigInt(Math.round(this.#zero ?? 0)) * 1000n + BigInt(since)
  }

  /** Of `t` (ms of the log): ISO 8601 with µs; undefined if it isn't known. */
  at(t: number): string | undefined {
    if (this.#zero === undefined) return undefined
    const microseconds = Math.round(t * 1000)
    const ms = Math.floor(microseconds / 1000)
    const date = new Date(this.#zero + ms)
    if (Number.isNaN(date.getTime())) return undefined
    return date.toISOString().replace('Z', `${String(microseconds - ms * 1000).padStart(3, '0')}Z`)
  }
}
