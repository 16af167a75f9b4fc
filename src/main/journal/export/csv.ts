import { stringify } from 'csv-stringify/sync'
import { visible } from '../../../shared/bytes'
import type { LabEvent } from '../../../shared/events'
import { eventToObject, harmlessJson } from '../../../shared/ndjson'
import type { EventSource } from './events'
import { WallClock } from './wall-clock'

/** Fields of events that have a column; `details` has all others of an event, as JSON. */
const FIELDS = ['kind', 'socket', 'peer', 'local', 'remote', 'bytes', 'text', 'hex'] as const
const COLUMNS = ['seq', 't', 'wall', ...FIELDS, 'details']

type Cell = string | number | undefined

/** Rows that are written at a time. */
const AT_A_TIME = 256

const STYLE = {
  record_delimiter: 'windows',
  escape_formulas: true,
  // Either alone ends a row, too, to most that read it.
  quoted_match: /[\r\n]/,
} as const

/**
 * A table for spreadsheets, a row an event: with a byte order mark, by which Excel knows UTF-8, and with an apostrophe before
 * what they would take for a formula.
 */
export async function* csv(source: EventSource): AsyncGenerator<string> {
  const clock = new WallClock()
  // Nothing before something has been read: that can fail.
  let rows: Cell[][] = [COLUMNS]
  let bom = true
  for await (const event of source()) {
    clock.take(event)
    if (rows.push(rowOf(event, clock)) < AT_A_TIME) continue
    yield stringify(rows, { ...STYLE, bom })
    rows = []
    bom = false
  }
  if (rows.length > 0) yield stringify(rows, { ...STYLE, bom })
}

function rowOf(event: LabEvent, clock: WallClock): Cell[] {
  const { seq, t, ...object } = eventToObject(event)
  // Text that a cell can't hold as it is.
  if (typeof object.text === 'string' && isUnprintable(object.text)) {
    if ('data' in event) {
      object.hex = Buffer.from(object.text).toString('hex')
      delete object.text
    } else object.text = visible(object.text)
  }
  const cells = FIELDS.map((field) => {
    const value = object[field]
    if (typeof value !== 'string' && typeof value !== 'number') return undefined
    delete object[field]
    return typeof value === 'string' && field !== 'text' ? visible(value) : value
  })
  const details = Object.keys(object).length > 0 ? harmlessJson(object) : undefined
  return [seq as number, t as number, clock.at(event.t), ...cells, details]
}

/** Control and format characters other than tabs and line ends. */
function isUnprintable(text: string): boolean {
  const plain = text.replace(/[\t\r\n]/g, '')
  return visible(plain) !== plain
}
