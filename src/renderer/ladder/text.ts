import type { TFunction } from 'i18next'
import { kindOf } from '../../shared/tcp/segments'
import { duration } from '../ui/format'
import type { Cell, Row } from './rows'
import { callText, type EndNames, markText, nameOf, numbersOf } from './words'

/** Columns: of a time, beside the client at most, and between the lifelines. */
const TIME = 14
const BESIDE = 60
const LANE = 40

/** A row as a line of text; `time` says when it was. `beside`: columns for what stands at the left. */
export function lineOf(t: TFunction, row: Row, time: string, beside = 0): string {
  const { segment, mark } = row
  if (mark) return `${padded(time, TIME)}${' '.repeat(beside)} · ${markText(t, mark)} ·`
  const left = padded(cellText(t, row.client), beside, 'end')
  const between = segment ? lane(t, row) : ' '.repeat(LANE)
  return `${padded(time, TIME)}${left} |${between}| ${cellText(t, row.server)}`.trimEnd()
}

/** The whole ladder as text for a ticket or a mail: a line a row, with the pauses between them. */
export function ladderText(
  t: TFunction,
  rows: readonly Row[],
  names: EndNames,
  time: (row: Row) => string,
  breakMs: number,
): string {
  const widths = rows.map(({ client }) => widthOf(cellText(t, client)))
  const beside = Math.min(
    BESIDE,
    widths.reduce((one, two) => Math.max(one, two), widthOf(names.client)),
  )
  const left = ' '.repeat(TIME)
  const lines = [`${left}${padded(names.client, beside, 'end')}  ${' '.repeat(LANE)}  ${names.server}`]
  for (const row of rows) {
    const pause = row.before === undefined ? 0 : row.t - row.before
    if (pause >= breakMs) lines.push(`${left}${' '.repeat(beside)} ⋯ ${duration(pause)} ⋯`)
    lines.push(lineOf(t, row, time(row), beside))
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

function cellText(t: TFunction, { calls, states }: Cell): string {
  const said = calls.map((call) => callText(t, call)).join(' · ')
  return [said, ...states.map(({ to }) => `[${to}]`)].filter(Boolean).join(' ')
}

function padded(text: string, width: number, at: 'start' | 'end' = 'start'): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)))
  return at === 'end' ? space + text : text + space
}

/** Columns that a text takes where every character has the same width: Chinese ones take two. */
export function widthOf(text: string): number {
  return [...text].reduce(
    (width, character) => width + (/[\u2e80-\ua4cf\uf900-\ufaff\uff00-\uff60]/.test(character) ? 2 : 1),
    0,
  )
}
