import { TCP_STATES, type TcpState } from '../../shared/tcp/states'
import { hatch, Rectangles } from './canvas'
import type { Colours } from './colours'
import type { RowsPicture } from './drawRows'
import type { End, Life, Span } from './ends'
import { drawGlyph } from './glyphs'
import type { Row } from './rows'

const perState = () =>
  Object.fromEntries(TCP_STATES.map((state) => [state, new Rectangles()])) as Record<TcpState, Rectangles>
const bars = perState()
const signs = perState()
/** Of ends without states. */
const lives = { udp: new Rectangles(), unix: new Rectangles() }
const unsure = new Rectangles()
const expected = new Rectangles()
const ends = new Rectangles()
/** Those that were entered some time between two moments, and the tops of their bars. */
const softSpans: Span[] = []
const softTops: number[] = []
const starts = new Rectangles()
/** An interval is drawn as one if it is as wide as this, px. */
const SOFT = 3
/** From this height on a bar has room for the shape of its state, px. */
const SIGNED = 9

/** Draws what was laid, and forgets it. */
export function drawBars(
  context: CanvasRenderingContext2D,
  picture: RowsPicture,
  colours: Colours,
  scale: number,
): void {
  for (const state of TCP_STATES) bars[state].flush(context, colours.states[state])
  lives.udp.flush(context, colours.lives.udp)
  lives.unix.flush(context, colours.lives.unix)
  softSpans.forEach((span, index) => {
    drawSoft(context, span, softTops[index] as number, picture, colours, scale)
  })
  softSpans.length = 0
  softTops.length = 0
  unsure.flush(context, hatch(context, colours.surface))
  expected.flush(context, hatch(context, colours.states.TIME_WAIT))
  drawSigns(context, colours)
  ends.flush(context, colours.text3)
  starts.flush(context, colours.text)
}

/** Lays the bars of an end: its states over time, or its life if it has none. */
export function layBars(picture: RowsPicture, end: End, top: number, scale: number): void {
  const { range, now, layout } = picture
  if (end.life) layLife(picture, end.life, top, scale)
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
    if (soft) {
      softSpans.push(span)
      softTops.push(top)
    }
    bars[span.state].add(x, top, w, bar)
    if (span.step.confidence === 'possible') unsure.add(x, top, w, bar)
    if (bar >= SIGNED && w >= 2 * bar) signs[span.state].add(x + bar / 2, top, bar, bar)
  }
}

function layLife({ range, now, layout }: RowsPicture, life: Life, top: number, scale: number): void {
  const to = Math.min(life.to, now)
  if (life.from > Math.min(range.to, now) || to < range.from) return
  const x = layout.names + (Math.max(life.from, range.from) - range.from) * scale
  const end = layout.names + (Math.min(to, range.to) - range.from) * scale
  lives[life.transport].add(x, top, Math.max(1, end - x), layout.bar)
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
  top: number,
  { range, layout }: RowsPicture,
  colours: Colours,
  scale: number,
): void {
  const { names: left, bar } = layout
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
export function layEdges(row: Row, { range, now, layout }: RowsPicture, top: number, scale: number): void {
  const { height } = layout
  const inset = height > 8 ? 2 : 0
  if (row.start >= range.from && row.start <= Math.min(now, range.to)) {
    starts.add(layout.names + (row.start - range.from) * scale - 1, top + inset, 1, height - 2 * inset - 1)
  }
  if (row.over >= range.from && row.over <= Math.min(now, range.to)) {
    ends.add(layout.names + (row.over - range.from) * scale, top + inset, 1, height - 2 * inset - 1)
  }
}
