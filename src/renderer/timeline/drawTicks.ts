import { Rectangles } from './canvas'
import type { Colours } from './colours'
import type { RowsPicture } from './drawRows'
import { barTop, LANES } from './layout'
import type { Times } from './messageTimes'
import { isAlone, type Row } from './rows'

const ticks = new Rectangles()
/** From this height on a bar has room for ticks of messages, px. */
const TICKED = 5

/** The messages of the rows from `first` up to, but not including, `end`: written outward, read inward. */
export function drawTicks(
  context: CanvasRenderingContext2D,
  picture: RowsPicture,
  colours: Colours,
  first: number,
  end: number,
  scale: number,
): void {
  if (picture.layout.bar < TICKED) return
  for (let index = first; index < end; index++) layTicks(picture, index, scale)
  ticks.flush(context, colours.text)
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
    const y = top + barTop(layout, lane, isAlone(row))
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
