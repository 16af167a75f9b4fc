import type { TcpState } from '../../shared/tcp/states'
import { widthOf } from '../ladder/text'
import { DRAWN, RINGED, SHAPES } from '../ui/StateGlyph'
import { colour, stateColour } from './palette'
import { element, group, MONO, type Svg, text } from './svg'

/** Things that pictures are made of. All lengths are px. */

/** Width of a character of the fixed-width font, as a part of its size; of the other one about as much. */
const MONO_WIDTH = 0.61

/** How wide a text will be, whichever font is there: Chinese characters count twice. */
export function textWidth(value: string, size: number): number {
  return widthOf(value) * size * MONO_WIDTH
}

/** As much of a text as fits, with … for the rest. */
export function fitted(value: string, size: number, room: number): string {
  if (textWidth(value, size) <= room) return value
  let kept = ''
  for (const character of value) {
    if (textWidth(`${kept}${character}…`, size) > room) break
    kept += character
  }
  return `${kept}…`
}

/** A text in lines that fit. Chinese breaks anywhere, other languages between words. */
export function wrapped(value: string, size: number, room: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of value.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+|\s+/g) ?? []) {
    if (line !== '' && textWidth(line + word, size) > room) {
      lines.push(line.trim())
      line = ''
    }
    line += word
  }
  return [...lines, line.trim()].filter((each) => each !== '')
}

interface Label {
  size?: number
  fill?: string
  anchor?: 'start' | 'middle' | 'end'
  weight?: number
  mono?: boolean
  decoration?: string
}

/** A line of text whose middle is at `y`. */
export function label(x: number, y: number, value: string, style: Label = {}): Svg {
  const { size = 11, fill = colour('text'), anchor, weight, mono = false, decoration } = style
  return element(
    'text',
    {
      x,
      y: y + size * 0.36,
      'font-size': size,
      fill,
      'text-anchor': anchor,
      'font-weight': weight,
      'font-family': mono ? MONO : undefined,
      'text-decoration': decoration,
      'xml:space': 'preserve',
    },
    text(value),
  )
}

/** The shape of a state, 14 px high, around its middle. */
export function glyph(state: TcpState, x: number, y: number, size = 14): Svg {
  const fill = stateColour(state)
  const line = {
    fill: 'none',
    stroke: fill,
    'stroke-width': 1.6,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  }
  const parts: Svg[] = []
  if (RINGED.has(state)) parts.push(element('circle', { cx: 7, cy: 7, r: 5.2, ...line }))
  if (state === 'ESTABLISHED') parts.push(element('circle', { cx: 7, cy: 7, r: 5.2, fill }))
  else parts.push(element('path', { d: SHAPES[state], ...(DRAWN.has(state) ? line : { fill }) }))
  const scale = size / 14
  return group({ transform: `translate(${x - size / 2} ${y - size / 2}) scale(${scale})` }, ...parts)
}

/** The ground that everything stands on. */
export function ground(width: number, height: number): Svg {
  return element('rect', { width, height, fill: colour('surface') })
}
