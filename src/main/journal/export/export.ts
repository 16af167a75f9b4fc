import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ExportFormat, ExportResult } from '../../../shared/session'
import { type LongWork, partOf } from '../../../shared/work'
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
  /** Told how far it is, and ended, by whoever waits for it. */
  work?: LongWork
}

/** `left` takes a line for each thing that can't be put into it. `socket`: the source is about its connection only. */
type Format = (source: EventSource, left: string[], socket?: string) => Pieces

const FORMATS: Record<StreamedFormat, Format> = { pcapng, csv, ndjson, markdown }

/**
 * Writes a log, or one connection of it, in another format: to a stream, which is left open, or to a file. Throws LabFailure
 * for a socket that can't be exported, the reason of the work's signal, and what the source, the stream or the file system throws;
 * then there is no file, and one that had its name is as it was.
 */
export async function exportTo(
  source: EventSource,
  { to, socket, work = {} }: ExportOptions,
  out: Writable | string,
): Promise<ExportResult> {
  const left: string[] = []
  let chosen = source
  let rest = work
  if (socket !== undefined) {
    // Once to find what belongs to it, once to write.
    chosen = selected(source, await selectConnection(source, socket, partOf(work, 0, 0.5)))
    rest = partOf(work, 0.5, 1)
  }
  const pieces = FORMATS[to](() => paced(chosen, rest), left, socket)
  try {
    if (typeof out === 'string') await writeWhole(pieces, out, work.signal)
    else await pipeline(pieces, out, { end: false, ...(work.signal && { signal: work.signal }) })
  } catch (error) {
    work.signal?.throwIfAborted()
    throw error
  }
  return { file: typeof out === 'string' ? out : '', left }
}
