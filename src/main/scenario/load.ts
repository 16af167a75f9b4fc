import { createReadStream, realpathSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { concat, decodeUtf8 } from '../../shared/bytes'
import { LAB_CODES, LabFailure, labError } from '../../shared/errors'
import { parseJson } from './json'

/** A scenario file has at most this many bytes. */
export const LARGEST_FILE = 32 * 1024 * 1024

export interface Loaded {
  json: unknown
  /** The file's folder, symlinks resolved. */
  folder: string
}

/** Reads a JSON file. Throws LabFailure with a message for people. */
export async function loadJson(path: string, base: string): Promise<Loaded> {
  const absolute = resolve(base, path)
  const text = decodeUtf8(await read(absolute))
  if (text === undefined) throw refused('is not text in UTF-8')
  const parsed = parseJson(text.replace(/^\ufeff/, ''))
  if ('problem' in parsed) {
    const { line, column, message } = parsed.problem
    throw refused(`is not JSON: line ${line}, column ${column}: ${message}`)
  }
  return { json: parsed.value, folder: realpathSync(dirname(absolute)) }
}

async function read(path: string): Promise<Uint8Array> {
  try {
    if ((await stat(path)).isDirectory()) throw refused('is a folder; a scenario is a file')
    const parts: Uint8Array[] = []
    let size = 0
    // Bounded by what is read, not by what stat says: a pipe has no size.
    for await (const part of createReadStream(path)) {
      parts.push(part)
      size += part.length
      if (size > LARGEST_FILE)
        throw refused(`is too large; a scenario has at most ${LARGEST_FILE / 1024 / 1024} MiB`)
    }
    return concat(parts)
  } catch (error) {
    if (error instanceof LabFailure) throw error
    throw refused(fileTrouble(error))
  }
}

function refused(message: string): LabFailure {
  return new LabFailure(labError(LAB_CODES.noFile, message))
}

/** What is wrong with a file, by the error that the system gave. */
export function fileTrouble(error: unknown): string {
  const { code = 'error' } = error as { code?: string }
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'there is no such file'
    case 'EACCES':
    case 'EPERM':
      return 'it may not be read (permission denied)'
    case 'EISDIR':
      return 'is a folder'
    case 'ELOOP':
      return 'too many symbolic links'
    case 'ENAMETOOLONG':
      return 'the path is too long'
  }
  return `it cannot be read (${code})`
}
