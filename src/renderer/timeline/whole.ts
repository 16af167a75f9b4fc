import type { TimeRange } from './range'
import type { Row } from './rows'

/** From the first start to the last end, or to `now` if something is open; `lives`: `now` moves its end. */
export function wholeOf(rows: readonly Row[], now: number): { whole: TimeRange; lives: boolean } {
  let from = Number.POSITIVE_INFINITY
  let to = Number.NEGATIVE_INFINITY
  let lives = false
  for (const row of rows) {
    if (row.start < from) from = row.start
    const until = Math.max(row.until, Number.isNaN(row.over) ? now : row.over)
    if (until > now) lives = true
    if (until > to) to = until
  }
  if (rows.length === 0) return { whole: { from: 0, to: Math.max(1, now) }, lives: false }
  return { whole: { from, to: Math.max(from, Math.min(to, now)) }, lives }
}

/** Time without news after which the picture goes on in steps that can be seen, and no faster, ms. */
const CALM_AFTER_MS = 2_000
const CALM_MS = 500
const STILL_MS = 1_000
const FRAME_MS = 16

/**
 * When to draw again though nothing has happened, in ms; 0: with the next frame. Never before time has moved a pixel
 * (`perPixel`, ms); twice a second at most once it has been `quiet` for a while; once a second for who wants no motion.
 */
export function nextPaint(perPixel: number, quiet: number, still: boolean): number {
  const least = still ? STILL_MS : quiet > CALM_AFTER_MS ? CALM_MS : 0
  const wait = Math.max(least, perPixel)
  return wait <= FRAME_MS ? 0 : Math.min(wait, 10_000)
}
