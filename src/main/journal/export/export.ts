import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ExportFormat, ExportResult } from '../../../shared/session'
import { csv } from './csv'
import { type EventSource, paced } from './events'
import { markdown } from './markdown/markdown'
import { ndjson } from './ndjson'
import { pcapng } from './pcapng/pcapng'
import { selectConnection, selected } from './selection'
import { type Pieces, writeWhole } from './whole-file'

export { type EventSource, eventsOfPast } from './events'

/** What a log can be written as, event by event. */
export const STREAMED_FORMATS = [
  'pcapng',
  'csv',
  'ndjson',
  'markdown',
] as const satisfies readonly ExportFormat[]
export type StreamedFormat = (typeof STREAMED_FORMATS)[number]

export interface ExportOptions {
  to: StreamedFormat
  /** Only the connection that it is an end of: its name, or what people call it. */
  socket?: string
}

/** `left` takes a line for each thing that can't be put into it. `socket`: the source is about its connection only. */
type Format = (source: EventSource, left: string[], socket?: string) => Pieces

const FORMATS: Record<StreamedFormat, Format> = { pcapng, csv, ndjson, markdown }

/**
 * Writes a log, or one connection of it, in another format: to a stream, which is left open, or to a file. Throws LabFailure
 * for a socket that can't be exported, and what the source, the stream or the file system throws; then there is no file.
 */
export async function exportTo(
  source: EventSource,
  { to, socket }: ExportOptions,
  out: Writable | string,
): Promise<ExportResult> {
  const left: string[] = []
  const chosen = socket === undefined ? source : selected(source, await selectConnection(source, socket))
  const pieces = FORMATS[to](() => paced(chosen), left, socket)
  if (typeof out === 'string') await writeWhole(pieces, out)
  else await pipeline(pieces, out, { end: false })
  return { file: typeof out === 'string' ? out : '', left }
}
