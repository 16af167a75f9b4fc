import path from 'node:path'
import { visible } from '../../shared/bytes'
import { LabFailure } from '../../shared/errors'
import { type ExportOptions, exportTo } from '../journal/export/export'
import { readAll, type WholeSession } from '../journal/read/read-all'
import { type Io, Output } from './output'
import { withSession } from './recorded'
import { damageWords } from './report/damage'
import { failureWords } from './report/failure'

export interface ExportFlags extends ExportOptions {
  /** The file; standard output without it. */
  out?: string
}

/** Writes a recorded session in another format. Returns the exit status: 0 if it is written, 2 if not. */
export async function exportSession(
  journal: string,
  { out, ...options }: ExportFlags,
  io: Io,
): Promise<number> {
  const err = new Output(io.stderr)
  try {
    if (options.to === 'pcapng' && out === undefined && io.stdout.isTTY) {
      err.line('a pcapng file is nothing for a terminal: name a file with --out, or redirect standard output')
      return 2
    }
    return await withSession(path.resolve(io.folder, journal), (folder, signal) =>
      write(folder, signal, options, out === undefined ? undefined : path.resolve(io.folder, out), io, err),
    )
  } catch (error) {
    if (!(error instanceof LabFailure)) throw error
    err.line(failureWords(error.error))
    return 2
  } finally {
    await err.finish()
  }
}

async function write(
  folder: string,
  signal: AbortSignal,
  options: ExportOptions,
  file: string | undefined,
  io: Io,
  err: Output,
): Promise<number> {
  let session: WholeSession | undefined
  const source = () => {
    session = readAll(folder, { signal })
    return session
  }
  try {
    const { left } = await exportTo(source, options, file ?? io.stdout)
    for (const each of session?.damage ?? []) err.line(visible(damageWords(each)))
    for (const line of left) err.line(`left out: ${visible(line)}`)
    return 0
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (signal.aborted || error instanceof LabFailure || code === undefined) throw error
    // Nobody reading any more is no failure.
    if (file === undefined && (code === 'EPIPE' || code === 'ERR_STREAM_PREMATURE_CLOSE')) return 0
    err.line(file === undefined ? `standard output failed: ${visible(message)}` : visible(message))
    return 2
  }
}
