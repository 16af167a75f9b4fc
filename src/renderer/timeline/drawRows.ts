import { TCP_STATES, type TcpState } from '../../shared/tcp/states'
import { hatch, Rectangles } from './canvas'
import type { Colours } from './colours'
import type { End, Span } from './ends'
import { drawGlyph } from './glyphs'
import { barTop, LANES, type RowLayout, rowsInSight } from './layout'
import { BAD_ENDINGS, ENDING_SHAPES } from './marks'
import type { MessageTimes, Times } from './messageTimes'
import type { TimeRange } from './range'
import type { Ending, Row } from './rows'

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

const bars = Object.fromEntries(TCP_STATES.map((state) => [state, new Rectangles()])) as Record<
  TcpState,
  Rectangles
>
const unsure = new Rectangles()
const expected = new Rectangles()
const strokes = new Rectangles()
const starts = new Rectangles()
const ticks = new Rectangles()
const selected = new Rectangles()
const signs = Object.fromEntries(TCP_STATES.map((state) => [state, new Rectangles()])) as Record<
  TcpState,
  Rectangles
>
const PATHS = new Map<Ending, Path2D>()
/** An interval is drawn as one if it is as wide as this, px. */
const SOFT = 3
/** From this height on a bar has room for the shape of its state, px. */
const SIGNED = 9
/** From this height on a bar has room for ticks of messages, px. */
const TICKED = 5

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
      if (bearer) layBars(context, picture, colours, bearer, top + barTop(layout, lane), scale)
    }
    layEdges(row, picture, top, scale)
  }
  for (const state of TCP_STATES) bars[state].flush(context, colours.states[state])
  unsure.flush(context, hatch(context, colours.surface))
  expected.flush(context, hatch(context, colours.states.TIME_WAIT))
  drawSigns(context, colours)
  strokes.flush(context, colours.text3)
  starts.flush(context, colours.text)
  if (layout.bar >= TICKED) {
    for (let index = first; index < end; index++) layTicks(picture, index, scale)
    ticks.flush(context, colours.text)
  }
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

function layBars(
  context: CanvasRenderingContext2D,
  { range, now, layout }: RowsPicture,
  colours: Colours,
  end: End,
  top: number,
  scale: number,
): void {
  const left = layout.names
  const { bar } = layout
  for (const span of end.spans) {
    const to = Math.min(span.to, now)
    if (span.from > range.to) break
    if (span.estimated && span.to > now && span.to > range.from) {
      const x = left + (Math.max(now, range.from) - range.from) * scale
      const w = (Math.min(span.to, range.to) - Math.max(now, range.from)) * scale
      if (w > 0) expected.add(x, top, w, bar)
    }
    if (to < range.from || span.from > now) continue
    const soft = softEdge(span, scale)
    const begin = soft ? span.step.tMax : span.from
    const x = left + (Math.max(begin, range.from) - range.from) * scale
    // However short it was: it has been there.
    const w = Math.max(1, (Math.min(to, range.to) - range.from) * scale - (x - left))
    if (soft) drawSoft(context, span, left, top, bar, range, scale, colours)
    bars[span.state].add(x, top, w, bar)
    if (span.step.confidence === 'possible') unsure.add(x, top, w, bar)
    if (bar >= SIGNED && w >= 2 * bar) signs[span.state].add(x + bar / 2, top, bar, bar)
  }
}

/** The shape of its state at the beginning of each bar: colour is never the only sign. */
function drawSigns(context: CanvasRenderingContext2D, colours: Colours): void {
  context.fillStyle = colours.surface
  context.strokeStyle = colours.surface
  for (const state of TCP_STATES) {
    signs[state].each((x, y, size) => {
      context.save()
      context.translate(x, y)
      context.scale(size / 14, size / 14)
      context.lineWidth = 1.8
      drawGlyph(context, state)
      context.restore()
    })
  }
}

/** It was entered some time between two moments, and those are apart in the picture. */
function softEdge({ step, to }: Span, scale: number): boolean {
  return step.confidence === 'order' && step.tMax <= to && (step.tMax - step.tMin) * scale >= SOFT
}

/** From one state to the other, some time in here: a slanted edge, over what was before. */
function drawSoft(
  context: CanvasRenderingContext2D,
  { step, state }: Span,
  left: number,
  top: number,
  bar: number,
  range: TimeRange,
  scale: number,
  colours: Colours,
): void {
  const from = left + (Math.max(step.tMin, range.from - 1e4 / scale) - range.from) * scale
  const to = left + (Math.min(step.tMax, range.to + 1e4 / scale) - range.from) * scale
  context.fillStyle = step.from === 'CLOSED' ? colours.surface : colours.states[step.from]
  context.beginPath()
  context.moveTo(from, top)
  context.lineTo(to, top)
  context.lineTo(from, top + bar)
  context.fill()
  context.fillStyle = colours.states[state]
  context.beginPath()
  context.moveTo(to, top)
  context.lineTo(to, top + bar)
  context.lineTo(from, top + bar)
  context.fill()
}

/** Where a connection begins, and where it is over at both ends. */
function layEdges(row: Row, { range, now, layout }: RowsPicture, top: number, scale: number): void {
  const { height } = layout
  const inset = height > 8 ? 2 : 0
  if (row.start >= range.from && row.start <= Math.min(now, range.to)) {
    starts.add(layout.names + (row.start - range.from) * scale - 1, top + inset, 1, height - 2 * inset - 1)
  }
  if (row.over >= range.from && row.over <= Math.min(now, range.to)) {
    strokes.add(layout.names + (row.over - range.from) * scale, top + inset, 1, height - 2 * inset - 1)
  }
}

function layTicks(picture: RowsPicture, index: number, scale: number): void {
  const { rows, layout, scrolled, messages } = picture
  const row = rows[index] as Row
  const top = index * layout.height - scrolled
  const { bar, pad } = layout
  for (const lane of LANES) {
    const end = row[lane]
    const held = end && messages.of(end.name)
    if (!held) continue
    const y = top + barTop(layout, lane)
    const outside = lane === 'client' ? y - pad + 1 : y + bar / 2
    layTimes(picture, held.sent, outside, pad - 1 + bar / 2, scale)
    layTimes(picture, held.received, lane === 'client' ? y + bar / 2 : y, bar / 2, scale)
  }
}

function layTimes(
  { range, now, layout }: RowsPicture,
  times: Times,
  y: number,
  height: number,
  scale: number,
): void {
  const left = layout.names
  const until = Math.min(range.to, now)
  for (let at = times.seek(range.from); at < times.size; ) {
    const t = times.at(at)
    if (t > until) break
    const x = Math.floor(left + (t - range.from) * scale)
    ticks.add(x, y, 1, height)
    // One for a pixel, however many there are.
    at = times.seek(range.from + (x + 1 - left) / scale, at + 1)
  }
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

/** How a connection has ended, around a point. `ground`: what stands out from bars. */
function drawSign(
  context: CanvasRenderingContext2D,
  ending: Ending,
  x: number,
  y: number,
  colour: string,
  ground?: string,
): void {
  const shape = ENDING_SHAPES[ending]
  if (shape === undefined) return
  let path = PATHS.get(ending)
  if (!path) {
    path = new Path2D(shape)
    PATHS.set(ending, path)
  }
  context.save()
  context.translate(x - 5, y - 5)
  if (ground !== undefined) {
    context.strokeStyle = ground
    context.lineWidth = 4
    context.stroke(path)
  }
  context.strokeStyle = colour
  context.lineWidth = 1.7
  context.stroke(path)
  context.restore()
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

function drawNames(
  context: CanvasRenderingContext2D,
  { rows, layout, scrolled, nameOf, height }: RowsPicture,
  colours: Colours,
  first: number,
  end: number,
): void {
  context.fillStyle = colours.line
  context.fillRect(layout.names - 1, 0, 1, height)
  const size = layout.height > 20 ? 12 : 11
  context.textBaseline = 'middle'
  context.font = `${size}px ${colours.font}`
  const room = layout.names - 36
  for (let index = first; index < end; index++) {
    const row = rows[index] as Row
    const y = index * layout.height - scrolled + layout.height / 2
    const { name, other } = nameOf(row)
    const own = fitted(context, name, room)
    context.fillStyle = row.gone ? colours.text3 : colours.text
    context.fillText(own.text, 10, y)
    if (room - own.width > 24) {
      context.fillStyle = colours.text3
      context.fillText(fitted(context, other, room - own.width - 6).text, 16 + own.width, y)
    }
    const bad = BAD_ENDINGS.has(row.ending)
    drawSign(context, row.ending, layout.names - 14, y, bad ? colours.danger : colours.text3)
  }
}

interface Fitted {
  text: string
  width: number
}
const fits = new Map<string, Fitted>()
/** So many texts are remembered with their widths. */
const MOST_FITS = 2_000

/** As much of a text as there is room for. Measuring is dear, and the same names come again in each picture. */
function fitted(context: CanvasRenderingContext2D, text: string, room: number): Fitted {
  const key = `${context.font}${Math.round(room)} ${text}`
  let fit = fits.get(key)
  if (!fit) {
    let cut = text
    while (cut.length > 1 && context.measureText(cut === text ? text : `${cut}…`).width > room) {
      cut = cut.slice(0, -1)
    }
    const shown = cut === text ? text : `${cut}…`
    fit = { text: shown, width: context.measureText(shown).width }
    if (fits.size >= MOST_FITS) fits.clear()
    fits.set(key, fit)
  }
  return fit
}
