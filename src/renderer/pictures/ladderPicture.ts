import type { TFunction } from 'i18next'
import type { EndNames } from '../ladder/words'
import {
  type Columns,
  columnsOf,
  headsOf,
  type LadderSource,
  type Lines,
  middleOf,
  PAD,
  SIDES,
  SIZE,
  TO_STATE,
} from './ladderColumns'
import { arrow, lifeline } from './ladderLines'
import { rowPicture } from './ladderRow'
import { colour, stateColour } from './palette'
import { fitted, glyph, ground, label, textWidth, wrapped } from './parts'
import { element, group, type Svg, svgDocument } from './svg'

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
        label(lines[side] + direction * TO_STATE, y + TAIL / 2, state, {
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
    const line = { from: x, leaves: y, to: x + 36, reaches: y }
    parts.push(...arrow({ known, kind: 'data', ...line, stroke: colour('text-2') }))
    const name = t(`ladder.legend.${known}`)
    parts.push(label(x + 44, y, name, { fill: colour('text-2') }))
    x += 44 + textWidth(name, SIZE) + 24
  }
  return group({}, ...parts)
}
