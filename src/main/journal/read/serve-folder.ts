import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import { LAB_CODES, LabFailure, labError } from '../../../shared/errors'
import { EVENTS } from '../format/manifest'
import type { FromReading, ReadData } from '../past-messages'
import { servePast } from './serve-past'
import { SessionReader } from './session-reader'

/** The reading thread of a recorded session: opens it and serves its past. */
export async function serveFolder(
  { folder, port }: ReadData,
  tell: (message: FromReading) => void,
): Promise<void> {
  try {
    const reader = await SessionReader.open(folder, {
      onProgress: (share, bytes = 0) => tell({ type: 'progress', share, bytes }),
    })
    const { id, startedAt, damage } = reader
    const writable = damage.length === 0 && isWritable(folder)
    servePast(reader, port)
    tell({ type: 'opened', opened: { id, name: path.basename(folder), startedAt, damage, writable } })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    tell({
      type: 'refused',
      error: error instanceof LabFailure ? error.error : labError(LAB_CODES.internal, message),
    })
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    accessSync(path.join(folder, EVENTS), constants.W_OK)
    return true
  } catch {
    return false
  }
}
