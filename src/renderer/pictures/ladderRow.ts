import type { TFunction } from 'i18next'
import { kindOf, type Side } from '../../shared/tcp/segments'
import { knownAs } from '../ladder/arrows'
import { arrowIn, isCut } from '../ladder/layout'
import { type Cell, type Row, stateAfter } from '../ladder/rows'
import { type EndNames, markText, nameOf, numbersOf, rowText } from '../ladder/words'
import { duration } from '../ui/format'
import {
  type Columns,
  callsText,
  GLYPH,
  type LadderSource,
  type Lines,
  linesOf,
  middleOf,
  PAD,
  SIDES,
  SIZE,
} from './ladderColumns'
import { arrow, lifeline } from './ladderLines'
import { colour, stateColour } from './palette'
import { fitted, glyph, label, textWidth } from './parts'
import { element, group, type Svg, text } from './svg'

/** A row of the ladder, whose rows begin `top` px from the top of the picture. */
export function rowPicture(t: TFunction, source: LadderSource, index: number, top: number, at: Columns): Svg {
  const { ladder, names, time } = source
  const row = ladder.rows[index] as Row
  const begins = ladder.tops.top(index)
  const height = ladder.tops.top(index + 1) - begins
  const space = height - ladder.innerHeight(row)
  const y = top + begins
  const times = arrowIn(space, height - space)
  const { segment, mark } = row
  const leaves = segment ? times.leaves : Math.round(space + (height - space) * 0.5)
  const reached = (side: Side) => (segment && segment.from !== side ? times.reaches : leaves)
  const cut = isCut(row, ladder.scale) ? space : 0
  const parts: Svg[] = [
    element('title', {}, text(`${time(row)} ${rowText(t, row, names[row.leg ?? 0] as EndNames)}`)),
  ]
  if (cut > 0) {
    parts.push(element('rect', { x: PAD, y, width: at.width - 2 * PAD, height: cut, fill: colour('sunken') }))
    const pause = `⋯ ${duration(row.t - (row.before ?? row.t))} ⋯`
    const middle = middleOf(at)
    parts.push(
      label(middle, y + cut / 2, pause, { size: 10, anchor: 'middle', fill: colour('text-2'), mono: true }),
    )
  }
  const lines = linesOf(row, at)
  for (const [leg, states] of (row.others ?? []).entries()) {
    if (leg === row.leg) continue
    for (const side of SIDES) {
      const x = (at.legs[leg] as Lines)[side]
      parts.push(lifeline(x, y, y + cut, states[side], true), lifeline(x, y + cut, y + height, states[side]))
    }
  }
  for (const side of SIDES) {
    const is = stateAfter(row, side)
    const was = row.was[side]
    if (cut > 0) parts.push(lifeline(lines[side], y, y + cut, was, true))
    parts.push(
      lifeline(lines[side], y + cut, y + reached(side), was),
      lifeline(lines[side], y + reached(side), y + height, is),
    )
    if (is !== undefined && is !== was) {
      const dot = {
        cx: lines[side],
        cy: y + reached(side),
        r: 4.5,
        fill: stateColour(is),
        stroke: colour('surface'),
      }
      parts.push(element('circle', { ...dot, 'stroke-width': 2 }))
    }
  }
  if (mark) {
    const line = `M${PAD} ${y + space}H${at.width - PAD}`
    const middle = middleOf(at)
    parts.push(element('path', { d: line, stroke: colour('accent') }))
    parts.push(label(middle, y + space + 9, markText(t, mark), { anchor: 'middle', fill: colour('text-2') }))
    return group({}, ...parts)
  }
  parts.push(label(at.time, y + leaves, time(row), { size: 10, mono: true, fill: colour('text-3') }))
  for (const side of SIDES)
    parts.push(beside(t, row[side], side, y + reached(side), { from: lines[side], room: at.beside }))
  if (segment) parts.push(segmentPicture(t, row, y + times.leaves, y + times.reaches, lines))
  return group({}, ...parts)
}

function segmentPicture(t: TFunction, { segment }: Row, leaves: number, reaches: number, at: Lines): Svg {
  if (!segment) return text('')
  const kind = kindOf(segment)
  const right = segment.from === 'client'
  const own = colour(kind === 'RST' ? 'danger' : kind === 'ACK' ? 'text-2' : segment.from)
  const shaft = segment.again ? colour('warning') : own
  const [from, to] = right ? [at.client + 4, at.server - 4] : [at.server - 4, at.client + 4]
  const known = knownAs(segment)
  const doubt = segment.confidence === 'possible' ? '?' : ''
  const name = `${nameOf(t, segment)}${doubt}`
  const rest = `${numbersOf(segment)}${segment.again ? `  ↻ ${t('ladder.again')}` : ''}`
  const room = at.server - at.client - 30
  const middle = (at.client + at.server) / 2
  const width = textWidth(`${name} ${rest}`, SIZE)
  const start = middle - Math.min(width, room) / 2
  const y = (leaves + reaches) / 2 - 10
  return group(
    {},
    ...arrow({ known, kind, from, leaves, to, reaches, stroke: shaft, cross: own }),
    label(start, y, name, { mono: true, weight: 700, fill: own }),
    label(start + textWidth(`${name} `, SIZE), y, fitted(rest, SIZE, room), {
      mono: true,
      fill: colour('text-2'),
    }),
  )
}

/** Calls and new states beside a lifeline: outward from it, states first. */
function beside(t: TFunction, cell: Cell, side: Side, y: number, at: { from: number; room: number }): Svg {
  const parts: Svg[] = []
  const direction = side === 'client' ? -1 : 1
  const anchor = side === 'client' ? 'end' : 'start'
  let x = at.from + direction * 9
  const put = (value: string, style: Parameters<typeof label>[3]) => {
    parts.push(label(x, y, value, { mono: true, anchor, ...style }))
    x += direction * (textWidth(value, SIZE) + 6)
  }
  const last = cell.states.at(-1)
  if (last) {
    const doubt = last.confidence === 'possible' ? '?' : ''
    if (side === 'client') {
      put(`${last.to}${doubt}`, { fill: stateColour(last.to) })
      for (const { to } of cell.states.toReversed()) {
        parts.push(glyph(to, x - 7, y, 12))
        x -= GLYPH
      }
    } else {
      for (const { to } of cell.states) {
        parts.push(glyph(to, x + 7, y, 12))
        x += GLYPH
      }
      put(`${last.to}${doubt}`, { fill: stateColour(last.to) })
    }
  }
  const room = at.room - Math.abs(x - at.from)
  const calls = callsText(t, cell)
  if (calls !== '') {
    const failed = cell.calls.some(({ name }) => name === 'failed' || name === 'contradicted')
    put(fitted(calls, SIZE, room), { fill: failed ? colour('danger') : colour('text') })
  }
  return group({}, ...parts)
}
