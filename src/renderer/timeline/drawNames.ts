import type { Colours } from './colours'
import type { RowsPicture } from './drawRows'
import { BAD_ENDINGS, ENDING_SHAPES } from './marks'
import type { Ending, Row } from './rows'

const PATHS = new Map<Ending, Path2D>()

/** How a connection has ended, around a point. `ground`: what stands out from bars. */
export function drawSign(
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

/** What the connections are called, on the left. */
export function drawNames(
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
