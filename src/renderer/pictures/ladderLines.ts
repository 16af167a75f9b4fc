import type { SegmentKind } from '../../shared/tcp/segments'
import type { TcpState } from '../../shared/tcp/states'
import { headPath, type Known } from '../ladder/arrows'
import { colour, stateColour } from './palette'
import { type Attributes, element, type Svg, text } from './svg'

/** An end as time goes down, in the colour of its state. */
export function lifeline(
  x: number,
  from: number,
  to: number,
  state: TcpState | undefined,
  broken = false,
): Svg {
  if (to <= from) return text('')
  const d = `M${x} ${from}V${to}`
  if (state === undefined) return element('path', { d, stroke: colour('line-strong') })
  const stroke = stateColour(state)
  if (broken) return element('path', { d, stroke, 'stroke-width': 4, 'stroke-dasharray': '2 3' })
  // Thin before a socket opens and when it is over; hollow where only the kernel holds it.
  if (state === 'CLOSED') return element('path', { d, stroke, 'stroke-width': 2, 'stroke-dasharray': '2 4' })
  if (state === 'TIME_WAIT') {
    return element('path', { d: `M${x - 1.5} ${from}V${to}M${x + 1.5} ${from}V${to}`, stroke })
  }
  return element('path', { d, stroke, 'stroke-width': 4 })
}

interface Arrow {
  known: Known
  kind: SegmentKind
  from: number
  leaves: number
  to: number
  reaches: number
  /** Colours of the line, and of the cross in which an RST ends. */
  stroke: string
  cross?: string
}

/** Captured: a full line. Inferred: a broken one. Possible: a dotted one. */
export function arrow({ known, kind, from, leaves, to, reaches, stroke, cross = stroke }: Arrow): Svg[] {
  const style =
    known === 'captured'
      ? { 'stroke-width': 2 }
      : known === 'inferred'
        ? { 'stroke-width': 1.5, 'stroke-dasharray': '7 4' }
        : { 'stroke-width': 1.5, 'stroke-dasharray': '1.5 4', 'stroke-linecap': 'round' }
  return [
    element('path', { d: `M${from} ${leaves}L${to} ${reaches}`, stroke, ...style }),
    element('path', {
      d: headPath(kind, to > from, 5),
      transform: `translate(${to} ${reaches})`,
      ...(kind === 'RST' ? crossStyle(cross) : headStyle(known, stroke)),
    }),
  ]
}

const crossStyle = (stroke: string) => ({
  fill: 'none',
  stroke,
  'stroke-width': 2.2,
  'stroke-linecap': 'round',
})

function headStyle(known: Known, stroke: string): Attributes {
  const fill = known === 'captured' ? stroke : colour('surface')
  return { fill, stroke, 'stroke-width': 1.3, 'stroke-linejoin': 'round' }
}
