import { eventToLine } from '../../../shared/ndjson'
import type { EventSource } from './events'
import { joined } from './pieces'

/** The public form of each event, one a line: what `run --format ndjson` prints. */
export function ndjson(source: EventSource): AsyncGenerator<string> {
  return joined(lines(source))
}

async function* lines(source: EventSource): AsyncGenerator<string> {
  for await (const event of source()) yield `${eventToLine(event)}\n`
}
