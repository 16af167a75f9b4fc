import type { TFunction } from 'i18next'
import { kindOf } from '../../shared/tcp/segments'
import { duration } from '../ui/format'
import type { Cell, Row } from './rows'
import { callText, type EndNames, markText, nameOf, numbersOf } from './words'

/** Columns of the beside and of the lane between the lifelines. */
const BESIDE = 30
const LANE = 40

/** A row as a line of text; `time` says when it was. */
export function lineOf(t: TFunction, row: Row, time: string): string {
  const { segment, mark } = row
  if (mark) return `${padded(time, 14)}${'·'.repeat(BESIDE)} ${markText(t, mark)}`
  const left = cellText(t, row.client, ' ')
  const right = cellText(t, row.server, ' ')
  return `${padded(time, 14)}${padded(left, BESIDE, 'end')} |${segment ? lane(t, row) : ' '.repeat(LANE)}| ${right}`.trimEnd()
}

/** The whole ladder as text for a ticket or a mail: a line a row, with the pauses between them. */
export function ladderText(
  t: TFunction,
  rows: readonly Row[],
  names: EndNames,
  time: (row: Row) => string,
  breakMs: number,
): string {
  const lines = [
    `${' '.repeat(14)}${padded(names.client, BESIDE, 'end')}  ${' '.repeat(LANE)}  ${names.server}`,
  ]
  for (const row of rows) {
    const pause = row.before === undefined ? 0 : row.t - row.before
    if (pause >= breakMs) lines.push(`${' '.repeat(14)}${padded('', BESIDE)} ⋯ ${duration(pause)} ⋯`)
    lines.push(lineOf(t, row, time(row)))
  }
  return `${lines.join('\n')}\n`
}

function lane(t: TFunction, { segment }: Row): string {
  if (!segment) return ''
  const { from, provenance, confidence, again } = segment
  const shaft = provenance === 'captured' ? '─' : confidence === 'possible' ? '┈' : '╌'
  const head = kindOf(segment) === 'RST' ? '✕' : provenance === 'captured' ? '▶◀' : '▷◁'
  const doubt = confidence === 'possible' ? '?' : ''
  const words = [
    nameOf(t, segment) + doubt,
    numbersOf(segment),
    again ? `(${t('ladder.again')})` : '',
  ].filter(Boolean)
  const label = ` ${words.join(' ')} `
  const room = LANE - 1 - widthOf(label)
  const before = shaft.repeat(Math.max(1, Math.floor(room / 2)))
  const after = shaft.repeat(Math.max(1, Math.ceil(room / 2)))
  const right = head[0] as string
  const leftHead = head.at(-1) as string
  return from === 'client' ? `${before}${label}${after}${right}` : `${leftHead}${before}${label}${after}`
}

function cellText(t: TFunction, { calls, states }: Cell, gap: string): string {
  return [...calls.map((call) => callText(t, call)), ...states.map(({ to }) => `[${to}]`)].join(gap)
}

function padded(text: string, width: number, at: 'start' | 'end' = 'start'): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)))
  return at === 'end' ? space + text : text + space
}

/** Columns that a text takes where every character has the same width: Chinese ones take two. */
function widthOf(text: string): number {
  return [...text].reduce(
    (width, character) => width + (/[\u2e80-\ua4cf\uf900-\ufaff\uff00-\uff60]/.test(character) ? 2 : 1),
    0,
  )
}
