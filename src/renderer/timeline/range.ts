import { logTime } from '../time/scale'
import { fixed } from '../ui/format'

/** A part of the log's time, ms, both ends included. */
export interface TimeRange {
  from: number
  to: number
}

/** Whether what lasted from `from` to `to` (Infinity: it lasts still) was there in a range. */
export function overlaps(range: TimeRange, from: number, to: number): boolean {
  return from <= range.to && to >= range.from
}

/** A range on a line, as closely as its length asks for: `12.3–14.1 s`, `12.3412–12.3518 s`, `1:02.500–1:10.000`. */
export function rangeText({ from, to }: TimeRange): string {
  if (to >= 60_000) return `${logTime(from)}–${logTime(to)}`
  const digits = digitsFor((to - from) / 15)
  return `${fixed(from / 1000, digits)}–${fixed(to / 1000, digits)} s`
}

/** Decimals of seconds that tell moments apart that are `ms` apart: 0 to 6. */
export function digitsFor(ms: number): number {
  return Math.min(6, Math.max(0, Math.ceil(3 - Math.log10(Math.max(ms, 1e-3)))))
}
