import type { TFunction } from 'i18next'
import { kindOf, type Side } from '../../shared/tcp/segments'
import { duration } from '../ui/format'
import type { Cell, Row } from './rows'
import { callText, markText, nameOf, numbersOf } from './words'

/** Columns: of a time, beside the client at most, and between the lifelines. */
const TIME = 14
const BESIDE = 60
const LANE = 40
/** Within a proxy. */
const MIDDLE = 36

/** How the columns of a ladder lie: of what stands at the left, and how many legs there are. */
export interface Form {
  beside: number
  legs: number
}

/** A row as a line of text; `time` says when it was. */
export function lineOf(t: TFunction, row: Row, time: string, { beside, legs }: Form): string {
  const { segment, mark, leg = 0 } = row
  if (mark) return `${padded(time, TIME)}${' '.repeat(beside)} · ${markText(t, mark)} ·`
  const cell = (of: number, side: Side) => (of === leg ? cellText(t, row[side]) : '')
  let line = `${padded(time, TIME)}${padded(cell(0, 'client'), beside, 'end')}`
  for (let of = 0; of < legs; of++) {
    const between = segment && of === leg ? lane(t, row) : ' '.repeat(LANE)
    line += ` |${between}| `
    if (of < legs - 1) {
      const said = cell(of, 'server')
      line += padded(said || cell(of + 1, 'client'), MIDDLE, said ? 'start' : 'end')
    } else line += cell(of, 'server')
  }
  return line.trimEnd()
}

/** What stands above the lifelines: both ends, and the proxies between. */
export interface Heads {
  client: string
  proxies: readonly string[]
  server: string
}

/** The whole ladder as text for a ticket or a mail: a line a row, with the pauses between them. */
export function ladderText(
  t: TFunction,
  rows: readonly Row[],
  { client, proxies, server }: Heads,
  time: (row: Row) => string,
  breakMs: number,
): string {
  const widths = rows.map((row) => (row.leg ? 0 : widthOf(cellText(t, row.client))))
  const beside = Math.min(
    BESIDE,
    widths.reduce((one, two) => Math.max(one, two), widthOf(client)),
  )
  const left = ' '.repeat(TIME)
  const gap = ' '.repeat(LANE)
  const heads = proxies.map((name) => `  ${gap}  ${padded(name, MIDDLE)}`).join('')
  const lines = [`${left}${padded(client, beside, 'end')}${heads}  ${gap}  ${server}`]
  for (const row of rows) {
    const pause = row.before === undefined ? 0 : row.t - row.before
    if (pause >= breakMs) lines.push(`${left}${' '.repeat(beside)} ⋯ ${duration(pause)} ⋯`)
    lines.push(lineOf(t, row, time(row), { beside, legs: proxies.length + 1 }))
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
