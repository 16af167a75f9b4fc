import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { visible } from '../../shared/bytes'
import { DEFAULT_LIMITS } from '../../shared/session'
import type { Lab } from '../engine/lab'
import { JournalRecorder } from '../journal/recorder'
import { sessionId } from '../journal/session-id'
import type { Output } from './output'

/** What is wrong with a folder for a new journal; undefined if it can be had. */
export async function journalTrouble(folder: string): Promise<string | undefined> {
  try {
    const names = await readdir(folder)
    return names.length === 0
      ? undefined
      : `--journal: ${folder} is not empty; name a folder that is new or empty`
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    if (code === 'ENOTDIR') return `--journal: ${folder} is not a folder; name one that is new or empty`
    return `--journal: ${message}; name a folder that can be made`
  }
}

/** Records a run into `folder`, which is the session's. What goes wrong is said, and changes nothing about the run. */
export function recordRun(lab: Lab, folder: string, err: Output): JournalRecorder {
  return new JournalRecorder(lab, {
    id: sessionId(new Date()),
    folder: path.resolve(folder),
    limits: DEFAULT_LIMITS,
    atOnce: true,
    onTrouble: (trouble) =>
      err.line(
        trouble
          ? `--journal: ${visible(trouble.message)}${trouble.advice === undefined ? '' : ` (${visible(trouble.advice)})`}`
          : '--journal: it is recorded again',
      ),
  })
}
