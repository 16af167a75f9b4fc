import { fixed } from '../ui/format'
import { digitsFor, type TimeRange } from './range'

/** Steps of an axis below and above a second, ms. */
const NICE = [1, 2, 5]
const CLOCK = [
  1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000,
  3_600_000,
]

/** The distance of two marks, ms, if no more than `most` of them may stand in a span. */
export function stepFor(span: number, most: number): number {
  const least = span / Math.max(1, most)
  if (least > 1_000) {
    const step = CLOCK.find((each) => each >= least)
    if (step !== undefined) return step
    return Math.ceil(least / 3_600_000) * 3_600_000
  }
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 1e-6)))
  return (NICE.find((each) => each * power >= least * (1 - 1e-9)) ?? 10) * power
}

/** The marks within a range. */
export function marksOf({ from, to }: TimeRange, step: number): number[] {
  const marks: number[] = []
  // By number: adding up steps would add up their errors.
  for (let at = Math.ceil(from / step); at * step <= to; at++) marks.push(at * step)
  return marks
}

/** What stands at a mark: seconds of the log's time, as closely as the step asks for. */
export function markText(t: number, step: number): string {
  const digits = step >= 1_000 ? 0 : digitsFor(step)
  if (t < 60_000) return `${fixed(t / 1_000, digits)} s`
  const minutes = Math.floor(t / 60_000)
  const seconds = fixed((t - minutes * 60_000) / 1_000, digits)
  const rest = seconds.padStart(digits === 0 ? 2 : digits + 3, '0')
  if (minutes < 60) return `${minutes}:${rest}`
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`
}
