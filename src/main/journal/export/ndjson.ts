import { eventToLine } from '../../../shared/ndjson'
import type { EventSource } from './events'

/** Written at a time, characters. */
const PIECE = 65_536

/** The public form of each event, one a line: what `run --format ndjson` prints. */
export async function* ndjson(source: EventSource): AsyncGenerator<string> {
  let piece = ''
  for await (const event of source()) {
    piece += `${eventToLine(event)}\n`
    if (piece.length < PIECE) continue
    yield piece
    piece = ''
  }
  if (piece !== '') yield piece
}
