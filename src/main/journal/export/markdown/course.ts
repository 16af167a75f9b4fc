import type { FirstAndLast } from './rows'
import type { Row, Trouble } from './story'
import { code, counted, milliseconds, row, table } from './text'

/** A note is what somebody wanted to have read. */
const NOTE = 4000

/** A table of what happened, in the order of the log. `cells` has those of the columns `heads`. */
export function* course(
  heading: string,
  rows: FirstAndLast<Row>,
  heads: [string, string],
  cells: (one: Row) => [string, string],
): Generator<string> {
  if (rows.first.length === 0) return
  yield heading
  yield ''
  yield* table('Event', 'ms', ...heads)
  const line = (one: Row) => row(String(one.seq), milliseconds(one.t), ...cells(one))
  for (const one of rows.first) yield line(one)
  if (rows.left > 0) yield row('…', '…', `${counted(rows.left, 'event')} left out`, '')
  for (const one of rows.last) yield line(one)
  yield ''
}

/** `level`: the marks of its heading. */
export function* troubles(level: string, all: FirstAndLast<Trouble>): Generator<string> {
  if (all.first.length === 0) return
  yield `${level} What went wrong`
  yield ''
  const line = ({ seq, t, socket, words, advice }: Trouble) => {
    const where = socket === undefined ? '' : ` at ${code(socket)}`
    return `- Event ${seq}, ${milliseconds(t)} ms${where}: ${code(words)}${advice === undefined ? '' : ` – ${code(advice)}`}`
  }
  for (const one of all.first) yield line(one)
  if (all.left > 0) yield `- ${counted(all.left, 'failure')} left out`
  for (const one of all.last) yield line(one)
  yield ''
}

export function* notes(level: string, all: Iterable<Row>): Generator<string> {
  let isFirst = true
  for (const { seq, t, socket, words } of all) {
    if (isFirst) {
      yield `${level} Notes`
      yield ''
      isFirst = false
    }
    const where = socket === undefined ? '' : ` at ${code(socket)}`
    yield `- On event ${seq}, ${milliseconds(t)} ms${where}: ${code(words, NOTE)}`
  }
  if (!isFirst) yield ''
}
