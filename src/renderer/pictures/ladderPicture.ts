import type { TFunction } from 'i18next'
import { kindOf, type Side } from '../../shared/tcp/segments'
import type { TcpState } from '../../shared/tcp/states'
import { headPath, type Known, knownAs } from '../ladder/arrows'
import { arrowIn, isCut } from '../ladder/layout'
import { type Cell, type Row, stateAfter } from '../ladder/rows'
import { type EndNames, markText, nameOf, numbersOf, rowText } from '../ladder/words'
import { duration } from '../ui/format'
import {
  type Columns,
  callsText,
  columnsOf,
  GLYPH,
  headsOf,
  type LadderSource,
  type Lines,
  linesOf,
  middleOf,
  PAD,
  SIDES,
  SIZE,
} from './ladderColumns'
import { colour, stateColour } from './palette'
import { fitted, glyph, ground, label, textWidth, wrapped } from './parts'
import { element, group, type Svg, svgDocument, text } from './svg'

const LEFT_OUT = 30
const TAIL = 34

/** Rows of a picture at most: what is between the first half of them and the last is left out, and that is said. */
export const MOST_ROWS = 5000

/** The ladder of a connection, all of it, as a file of its own. The rows are those of the view. */
export function ladderPicture(t: TFunction, source: LadderSource): string {
  const { ladder, names, states, language } = source
  const { rows } = ladder
  const half = Math.floor(MOST_ROWS / 2)
  const omitted = Math.max(0, rows.length - MOST_ROWS)
  const shown = rows
    .map((_row, index) => index)
    .filter((index) => omitted === 0 || index < half || index >= rows.length - half)
  const columns = columnsOf(t, source, shown)
  const { width } = columns
  const title = t('ladder.picture.title', {
    client: (names[0] as EndNames).client,
    server: (names.at(-1) as EndNames).server,
  })
  const facts = [t('ladder.picture.rows', { count: rows.length })]
  if (ladder.incomplete) facts.push(t('ladder.incomplete'))
  if (omitted > 0) facts.push(t('ladder.picture.omitted', { count: omitted }))
  const note = t('ladder.legend.note')

  const content: Svg[] = []
  let y = PAD + 8
  content.push(label(PAD, y, fitted(title, 15, width - 2 * PAD), { size: 15, weight: 600 }))
  y += 22
  for (const line of wrapped(facts.join(' '), SIZE, width - 2 * PAD)) {
    content.push(label(PAD, y, line, { fill: colour('text-2') }))
    y += 15
  }
  content.push(legend(t, y + 4))
  y += 24
  for (const line of wrapped(note, 10, width - 2 * PAD)) {
    content.push(label(PAD, y, line, { size: 10, fill: colour('text-3') }))
    y += 13
  }
  y += 14
  for (const { at, name, fill } of headsOf(source, columns)) {
    const shown = fitted(name, 12, columns.beside * 1.8)
    content.push(label(at, y, shown, { size: 12, weight: 600, anchor: 'middle', fill: colour(fill) }))
  }
  y += 12
  content.push(element('path', { d: `M${PAD} ${y}H${width - PAD}`, stroke: colour('line-strong') }))

  const top = y
  const omittedHeight =
    omitted > 0 ? ladder.tops.top(rows.length - half) - ladder.tops.top(half) - LEFT_OUT : 0
  for (const [index] of source.proxies.entries()) {
    const [x, right] = [(columns.legs[index] as Lines).server, (columns.legs[index + 1] as Lines).client]
    const height = ladder.tops.total - omittedHeight + TAIL
    content.push(element('rect', { x, y, width: right - x, height, fill: colour('sunken') }))
  }
  let left = 0
  for (const index of shown) {
    if (omitted > 0 && index === rows.length - half) {
      const after = top + ladder.tops.top(half)
      content.push(leftOut(t, omitted, after, columns))
      left = ladder.tops.top(index) - ladder.tops.top(half) - LEFT_OUT
    }
    content.push(rowPicture(t, source, index, top - left, columns))
  }
  y = top - left + ladder.tops.total
  content.push(tail(states, y, columns))
  const height = y + TAIL + PAD
  const description = [...facts, note].join(' ')
  return svgDocument({ width, height, language, title, description }, [ground(width, height), ...content])
}

function rowPicture(t: TFunction, source: LadderSource, index: number, top: number, at: Columns): Svg {
  const { ladder, names, time } = source
  const row = ladder.rows[index] as Row
  const begins = ladder.tops.top(index)
  const height = ladder.tops.top(index + 1) - begins
  const space = height - ladder.innerHeight(row)
  const y = top + begins
  const arrow = arrowIn(space, height - space)
  const { segment, mark } = row
  const leaves = segment ? arrow.leaves : Math.round(space + (height - space) * 0.5)
  const reached = (side: Side) => (segment && segment.from !== side ? arrow.reaches : leaves)
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
  if (segment) parts.push(segmentPicture(t, row, y + arrow.leaves, y + arrow.reaches, lines))
  return group({}, ...parts)
}

/** An end as time goes down, in the colour of its state. */
function lifeline(x: number, from: number, to: number, state: TcpState | undefined, broken = false): Svg {
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
    ...arrowLine(known, { from, leaves, to, reaches }, shaft),
    element('path', {
      d: headPath(kind, right, 5),
      transform: `translate(${to} ${reaches})`,
      ...headStyle(kind === 'RST' ? 'cross' : known, kind === 'RST' ? own : shaft),
    }),
    label(start, y, name, { mono: true, weight: 700, fill: own }),
    label(start + textWidth(`${name} `, SIZE), y, fitted(rest, SIZE, room), {
      mono: true,
      fill: colour('text-2'),
    }),
  )
}

interface Line {
  from: number
  leaves: number
  to: number
  reaches: number
}

/** Captured: a full line. Inferred: a broken one. Possible: a dotted one. */
function arrowLine(known: Known, { from, leaves, to, reaches }: Line, stroke: string): Svg[] {
  const style =
    known === 'captured'
      ? { 'stroke-width': 2 }
      : known === 'inferred'
        ? { 'stroke-width': 1.5, 'stroke-dasharray': '7 4' }
        : { 'stroke-width': 1.5, 'stroke-dasharray': '1.5 4', 'stroke-linecap': 'round' }
  return [element('path', { d: `M${from} ${leaves}L${to} ${reaches}`, stroke, ...style })]
}

function headStyle(known: Known | 'cross', stroke: string): Record<string, string | number> {
  if (known === 'cross') return { fill: 'none', stroke, 'stroke-width': 2.2, 'stroke-linecap': 'round' }
  const fill = known === 'captured' ? stroke : colour('surface')
  return { fill, stroke, 'stroke-width': 1.3, 'stroke-linejoin': 'round' }
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

function leftOut(t: TFunction, count: number, y: number, at: Columns): Svg {
  const middle = middleOf(at)
  return group(
    {},
    element('rect', {
      x: PAD,
      y: y + 3,
      width: at.width - 2 * PAD,
      height: LEFT_OUT - 6,
      fill: colour('warning-soft'),
    }),
    label(middle, y + LEFT_OUT / 2, t('ladder.picture.omitted', { count }), {
      anchor: 'middle',
      fill: colour('warning'),
      weight: 600,
    }),
  )
}

/** Below the newest row: what both ends are in now. */
function tail(states: LadderSource['states'], y: number, at: Columns): Svg {
  const parts: Svg[] = []
  for (const [leg, lines] of at.legs.entries())
    for (const side of SIDES) {
      const state = states[leg]?.[side]
      if (state === undefined) continue
      parts.push(lifeline(lines[side], y, y + TAIL, state))
      const direction = side === 'client' ? -1 : 1
      parts.push(glyph(state, lines[side] + direction * 18, y + TAIL / 2, 14))
      parts.push(
        label(lines[side] + direction * 30, y + TAIL / 2, state, {
          mono: true,
          weight: 700,
          fill: stateColour(state),
          anchor: side === 'client' ? 'end' : 'start',
        }),
      )
    }
  return group({}, ...parts)
}

/** What the lines mean. */
function legend(t: TFunction, y: number): Svg {
  const parts: Svg[] = []
  let x = PAD
  for (const known of ['inferred', 'possible', 'captured'] as const) {
    const stroke = colour('text-2')
    parts.push(...arrowLine(known, { from: x, leaves: y, to: x + 36, reaches: y }, stroke))
    parts.push(
      element('path', {
        d: headPath('data', true, 5),
        transform: `translate(${x + 36} ${y})`,
        ...headStyle(known, stroke),
      }),
    )
    const name = t(`ladder.legend.${known}`)
    parts.push(label(x + 44, y, name, { fill: colour('text-2') }))
    x += 44 + textWidth(name, SIZE) + 24
  }
  return group({}, ...parts)
}
