import { marksOf, markText, stepFor } from './axis'
import { hatch } from './canvas'
import type { Colours } from './colours'
import type { TimeRange } from './range'

export const AXIS_HEIGHT = 24
/** A mark with its time needs so much, px. */
const MARK = 84

export interface AxisPicture {
  range: TimeRange
  now: number
  /** Where the bars begin, and how wide they and the axis are, px. */
  left: number
  width: number
  brush: TimeRange | undefined
  heldSince: number
  /** The moment under the pointer. */
  pointer: number | undefined
}

/** The times above the bars, and what is chosen of them. */
export function drawAxis(context: CanvasRenderingContext2D, picture: AxisPicture, colours: Colours): void {
  const { range, now, left, width, brush, heldSince, pointer } = picture
  const scale = (width - left) / (range.to - range.from)
  const xOf = (t: number) => left + (t - range.from) * scale
  const step = stepFor(range.to - range.from, Math.max(1, Math.floor((width - left) / MARK)))
  context.fillStyle = colours.sunken
  context.fillRect(0, 0, width, AXIS_HEIGHT)
  context.save()
  context.beginPath()
  context.rect(left, 0, width - left, AXIS_HEIGHT)
  context.clip()
  if (heldSince > range.from) {
    context.fillStyle = hatch(context, colours.lineStrong)
    context.fillRect(left, AXIS_HEIGHT - 5, xOf(Math.min(heldSince, range.to)) - left, 4)
  }
  if (brush) {
    context.fillStyle = colours.selected
    context.fillRect(xOf(brush.from), 0, Math.max(1, (brush.to - brush.from) * scale), AXIS_HEIGHT)
  }
  context.font = `11px ${colours.font}`
  context.textBaseline = 'middle'
  for (const t of marksOf(range, step)) {
    if (t < 0) continue
    const x = Math.round(xOf(t))
    context.fillStyle = colours.lineStrong
    context.fillRect(x, AXIS_HEIGHT - 7, 1, 7)
    context.fillStyle = colours.text2
    context.fillText(markText(t, step), x + 4, AXIS_HEIGHT / 2 - 1)
  }
  if (now <= range.to) {
    context.fillStyle = colours.text3
    context.fillRect(Math.round(xOf(now)), 0, 1, AXIS_HEIGHT)
  }
  if (pointer !== undefined) {
    context.fillStyle = colours.accent
    context.fillRect(Math.round(xOf(pointer)), 0, 1, AXIS_HEIGHT)
  }
  context.restore()
  context.fillStyle = colours.line
  context.fillRect(0, AXIS_HEIGHT - 1, width, 1)
}
