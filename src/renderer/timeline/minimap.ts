import { Rectangles } from './canvas'
import type { Colours } from './colours'
import { BAD_ENDINGS } from './marks'
import type { TimeRange } from './range'
import type { Row } from './rows'

export const MINIMAP_WIDTH = 104

/** What is in sight, of all there is: rows as places in the list. */
export interface Window {
  first: number
  end: number
  range: TimeRange
}

/** px of a minimap from top to bottom, for so many rows: each has a pixel at least, if there is room. */
export function mapHeight(count: number, height: number): number {
  return Math.min(height, count * 4)
}

/** The rectangle that stands for what is in sight, px; never too small to be taken hold of. */
export function windowIn(
  { first, end, range }: Window,
  count: number,
  whole: TimeRange,
  height: number,
): { x: number; y: number; width: number; height: number } {
  const high = mapHeight(count, height)
  const share = (t: number) =>
    Math.min(1, Math.max(0, (t - whole.from) / Math.max(1e-9, whole.to - whole.from)))
  const y = (first / Math.max(1, count)) * high
  const x = share(range.from) * MINIMAP_WIDTH
  return {
    x: Math.min(x, MINIMAP_WIDTH - 4),
    y: Math.min(y, Math.max(0, high - 4)),
    width: Math.max(4, share(range.to) * MINIMAP_WIDTH - x),
    height: Math.max(4, ((end - first) / Math.max(1, count)) * high),
  }
}

/** Which row and moment lie at a point of it. */
export function placeAt(
  x: number,
  y: number,
  count: number,
  whole: TimeRange,
  height: number,
): { row: number; t: number } {
  const share = (of: number, most: number) => Math.min(1, Math.max(0, of / Math.max(1, most)))
  return {
    row: Math.floor(share(y, mapHeight(count, height)) * count),
    t: whole.from + share(x, MINIMAP_WIDTH) * (whole.to - whole.from),
  }
}

const open = new Rectangles()
const over = new Rectangles()
const bad = new Rectangles()

/** All connections from their start to their end; of those that share a line of pixels, each in its place. */
export function drawMinimap(
  context: CanvasRenderingContext2D,
  { rows, whole, now, height }: { rows: readonly Row[]; whole: TimeRange; now: number; height: number },
  colours: Colours,
): void {
  const count = rows.length
  const high = mapHeight(count, height)
  const scale = MINIMAP_WIDTH / Math.max(1e-9, whole.to - whole.from)
  const lines = Math.max(1, Math.floor(Math.min(high, count)))
  const pitch = high / lines
  const thick = Math.max(1, Math.floor(pitch > 3 ? pitch - 1 : pitch))
  // Where several would share a line of pixels, one of them stands for all.
  for (let line = 0; line < lines; line++) {
    const row = rows[Math.floor((line * count) / lines)] as Row
    const x = (row.start - whole.from) * scale
    const until = Number.isNaN(row.over) ? now : row.over
    const width = Math.max(1, (until - row.start) * scale)
    ;(Number.isNaN(row.over) ? open : over).add(x, Math.floor(line * pitch), width, thick)
  }
  // One among thousands is what one looks for.
  for (let index = 0; index < count; index++) {
    const row = rows[index] as Row
    if (!BAD_ENDINGS.has(row.ending)) continue
    bad.add((row.over - whole.from) * scale - 2, Math.floor((index / count) * high), 4, Math.max(2, thick))
  }
  over.flush(context, colours.lineStrong)
  open.flush(context, colours.states.ESTABLISHED)
  bad.flush(context, colours.danger)
}
