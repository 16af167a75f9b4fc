import { hatch, Rectangles } from './canvas'
import type { Colours } from './colours'
import { drawBars, layBars, layEdges } from './drawBars'
import { drawNames, drawSign } from './drawNames'
import { drawTicks } from './drawTicks'
import { barTop, LANES, type RowLayout, rowsInSight } from './layout'
import { BAD_ENDINGS } from './marks'
import type { MessageTimes } from './messageTimes'
import type { TimeRange } from './range'
import { isAlone, type Row } from './rows'

/** What a picture of the rows shows. */
export interface RowsPicture {
  rows: readonly Row[]
  layout: RowLayout
  range: TimeRange
  now: number
  scrolled: number
  width: number
  height: number
  messages: MessageTimes
  /** Before this, messages are not held, ms. */
  heldSince: number
  brush: TimeRange | undefined
  /** Index of the row that keys move, and of the one under the pointer; -1 for none. */
  current: number
  hovered: number
  focused: boolean
  isSelected: (row: Row) => boolean
  nameOf: (row: Row) => { name: string; other: string }
}

const strokes = new Rectangles()
const selected = new Rectangles()

/** Draws the rows in sight, and nothing of the others: rectangles of a colour together. */
export function drawRows(context: CanvasRenderingContext2D, picture: RowsPicture, colours: Colours): void {
  const { rows, layout, range, width, height, scrolled } = picture
  const { first, end } = rowsInSight(layout, rows.length, scrolled, height)
  const left = layout.names
  const scale = (width - left) / (range.to - range.from)
  drawGround(context, picture, colours, first, end)

  context.save()
  context.beginPath()
  context.rect(left, 0, width - left, height)
  context.clip()
  drawLost(context, picture, colours, scale)
  for (let index = first; index < end; index++) {
    const row = rows[index] as Row
    const top = index * layout.height - scrolled
    for (const lane of LANES) {
      const bearer = row[lane]
      if (bearer) layBars(picture, bearer, top + barTop(layout, lane, isAlone(row)), scale)
    }
    layEdges(row, picture, top, scale)
  }
  drawBars(context, picture, colours, scale)
  drawTicks(context, picture, colours, first, end, scale)
  drawEndings(context, picture, colours, first, end, scale)
  drawBrush(context, picture, colours, scale)
  context.restore()
  if (left > 0) drawNames(context, picture, colours, first, end)
}

/** What is selected, current and under the pointer; lines between rows. */
function drawGround(
  context: CanvasRenderingContext2D,
  { rows, layout, width, scrolled, current, hovered, focused, isSelected }: RowsPicture,
  colours: Colours,
  first: number,
  end: number,
): void {
  const { height } = layout
  for (let index = first; index < end; index++) {
    const top = index * height - scrolled
    if (isSelected(rows[index] as Row)) selected.add(0, top, width, height)
    if (height > 8) strokes.add(0, top + height - 1, width, 1)
  }
  strokes.flush(context, colours.line)
  selected.flush(context, colours.selected)
  if (hovered >= first && hovered < end && !isSelected(rows[hovered] as Row)) {
    context.fillStyle = colours.hover
    context.fillRect(0, hovered * height - scrolled, width, height)
  }
  if (current >= first && current < end) {
    const top = current * height - scrolled
    context.fillStyle = focused ? colours.accent : colours.lineStrong
    context.fillRect(0, top, width, 1)
    context.fillRect(0, top + height - 1, width, 1)
    context.fillRect(0, top, 2, height)
  }
}

/** The time of which no messages are held: it is not silence. */
function drawLost(
  context: CanvasRenderingContext2D,
  { heldSince, range, layout, height }: RowsPicture,
  colours: Colours,
  scale: number,
): void {
  if (heldSince <= range.from) return
  const until = layout.names + (Math.min(heldSince, range.to) - range.from) * scale
  context.fillStyle = hatch(context, colours.line)
  context.fillRect(layout.names, 0, until - layout.names, height)
  context.fillStyle = colours.lineStrong
  context.fillRect(until - 1, 0, 1, height)
}

function drawEndings(
  context: CanvasRenderingContext2D,
  { rows, layout, range, scrolled, now }: RowsPicture,
  colours: Colours,
  first: number,
  end: number,
  scale: number,
): void {
  context.lineCap = 'round'
  for (let index = first; index < end; index++) {
    const row = rows[index] as Row
    if (!BAD_ENDINGS.has(row.ending) || !(row.over >= range.from && row.over <= Math.min(range.to, now)))
      continue
    const x = layout.names + (row.over - range.from) * scale
    const top = index * layout.height - scrolled
    if (layout.height < 10) {
      context.fillStyle = colours.danger
      context.fillRect(x - 1, top, 3, layout.height - 1)
    } else
      drawSign(context, row.ending, x + 7, top + layout.height / 2 - 0.5, colours.danger, colours.surface)
  }
}

/** What is outside of the range that everything is filtered by stands back. */
function drawBrush(
  context: CanvasRenderingContext2D,
  { brush, range, layout, width, height }: RowsPicture,
  colours: Colours,
  scale: number,
): void {
  if (!brush) return
  const clamp = (x: number) => Math.min(width, Math.max(layout.names, x))
  const from = clamp(layout.names + (brush.from - range.from) * scale)
  const to = clamp(layout.names + (brush.to - range.from) * scale)
  context.globalAlpha = 0.55
  context.fillStyle = colours.surface
  context.fillRect(layout.names, 0, from - layout.names, height)
  context.fillRect(to, 0, width - to, height)
  context.globalAlpha = 1
  context.fillStyle = colours.accent
  context.fillRect(from, 0, 1, height)
  context.fillRect(to - 1, 0, 1, height)
}
