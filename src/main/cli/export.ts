import path from 'node:path'
import { visible } from '../../shared/bytes'
import { LabFailure } from '../../shared/errors'
import type { ExportFormat } from '../../shared/session'
import type { LongWork } from '../../shared/work'
import { type ExportOptions, exportTo, STREAMED_FORMATS } from '../journal/export/export'
import { readAll, type WholeSession } from '../journal/read/read-all'
import { packSession } from '../journal/single-file'
import { type Io, Output } from './output'
import { ProgressLine } from './progress-line'
import { withSession } from './recorded'
import { damageWords } from './report/damage'
import { failureWords } from './report/failure'

/** `session`: the single-file form. */
export const CLI_FORMATS = [...STREAMED_FORMATS, 'session'] as const satisfies readonly ExportFormat[]

export interface ExportFlags extends Omit<ExportOptions, 'to'> {
  to: (typeof CLI_FORMATS)[number]
  /** The file; standard output without it. */
  out?: string
}

/** Writes a recorded session in another format. Returns the exit status: 0 if it is written, 2 if not. */
export async function exportSession(
  journal: string,
  { out, to, ...options }: ExportFlags,
  io: Io,
): Promise<number> {
  const err = new Output(io.stderr)
  const progress = new ProgressLine(io.stderr, 'exporting')
  try {
    if (to === 'session' && (out === undefined || options.socket !== undefined)) {
      err.line('a session is exported whole, to a file: name it with --out, and no --connection')
      return 2
    }
    if (to === 'pcapng' && out === undefined && io.stdout.isTTY) {
      err.line('a pcapng file is nothing for a terminal: name a file with --out, or redirect standard output')
      return 2
    }
    const file = out === undefined ? undefined : path.resolve(io.folder, out)
    // Between the lines that go to a terminal it would be in the way.
    const isSeen = file !== undefined || !io.stdout.isTTY
    const told = isSeen ? { onProgress: progress.tell } : {}
    const run = async (folder: string, work: LongWork & { signal: AbortSignal }) => {
      if (to !== 'session') return write(folder, { ...options, to, work }, file, io, err, progress)
      await packSession(folder, file as string, work)
      return 0
    }
    return await withSession(path.resolve(io.folder, journal), run, told)
  } catch (error) {
    if (!(error instanceof LabFailure)) throw error
    progress.clear()
    err.line(failureWords(error.error))
    return 2
  } finally {
    progress.clear()
    await err.finish()
  }
}

async function write(
  folder: string,
  options: ExportOptions & { work: LongWork },
  file: string | undefined,
  io: Io,
  err: Output,
  progress: ProgressLine,
): Promise<number> {
  let session: WholeSession | undefined
  const source = (work?: LongWork) => {
    session = readAll(folder, work)
    return session
  }
  try {
    const { left } = await exportTo(source, options, file ?? io.stdout)
    progress.clear()
    for (const each of session?.damage ?? []) err.line(visible(damageWords(each)))
    for (const line of left) err.line(`left out: ${visible(line)}`)
    return 0
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (options.work.signal?.aborted || error instanceof LabFailure || code === undefined) throw error
    // Nobody reading any more is no failure.
    if (file === undefined && (code === 'EPIPE' || code === 'ERR_STREAM_PREMATURE_CLOSE')) return 0
    progress.clear()
    err.line(file === undefined ? `standard output failed: ${visible(message)}` : visible(message))
    return 2
  }
}
