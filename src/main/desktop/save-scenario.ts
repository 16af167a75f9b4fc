import { realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import { formatBytes } from '../../shared/bytes'
import { LAB_CODES, type LabError, LabFailure, labError } from '../../shared/errors'
import type { Params } from '../../shared/ipc'
import type { Scenario } from '../../shared/scenario'
import { LARGEST_FILE } from '../scenario/load'
import { writeWhole } from '../whole-file'
import type { PickedFiles } from './picked-files'
import type { Recordings } from './recordings'

export interface SaveOptions<Caller> {
  recordings: Pick<Recordings, 'whole'>
  picked: Pick<PickedFiles, 'add'>
  /** The folder to begin in. */
  folder: () => string
  remember: (folder: string) => void
  /** Asks the person where to save, beginning with `suggested`. Undefined if they decide otherwise. */
  choose: (suggested: string, caller: Caller) => Promise<string | undefined>
}

/** Saves what has been done as a scenario file, where the person says. Null if they decide otherwise. */
export async function saveScenario<Caller>(
  params: Params<'saveScenario'>,
  caller: Caller,
  { recordings, picked, folder, remember, choose }: SaveOptions<Caller>,
): Promise<{ file: string } | null> {
  const { scenario } = recordings.whole(params)
  if (scenario.steps.length === 0) {
    throw new LabFailure(
      labError(LAB_CODES.notPossible, 'nothing has been done in this lab that could be saved'),
    )
  }
  const text = textOf(scenario)
  const bytes = Buffer.byteLength(text)
  if (bytes > LARGEST_FILE) {
    const message = `it comes to ${formatBytes(bytes)}; a scenario file has at most ${formatBytes(LARGEST_FILE)}`
    throw new LabFailure(labError(LAB_CODES.limit, message))
  }
  const chosen = await choose(path.join(folder(), fileNameFor(params.title)), caller)
  if (chosen === undefined) return null
  try {
    const file = placeFor(chosen)
    writeWhole(file, text)
  } catch (error) {
    throw new LabFailure(notSaved(chosen, error))
  }
  remember(path.dirname(chosen))
  picked.add(chosen)
  return { file: chosen }
}

/** A scenario file as people read it. */
export function textOf({ version, title, description, steps }: Scenario): string {
  const whole = { version, ...(title && { title }), ...(description && { description }), steps }
  return `${JSON.stringify(whole, null, 2)}\n`
}

/** A name that every system takes. */
export function fileNameFor(title: string): string {
  const name = title
    .replace(/[\\/:*?"<>|\p{C}]+/gu, '-')
    .replace(/^[\s.-]+|[\s.-]+$/g, '')
    .slice(0, 80)
    .trim()
  // Windows keeps these for devices.
  const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(name)
  return `${name === '' ? 'scenario' : name}${reserved ? '_' : ''}.json`
}

/** The file itself, where the chosen one is a link to it. Throws if it is there and no file. */
function placeFor(chosen: string): string {
  const found = statSync(chosen, { throwIfNoEntry: false })
  if (!found) return chosen
  if (!found.isFile()) throw Object.assign(new Error('it is no regular file'), { code: 'EEXIST' })
  return realpathSync(chosen)
}

const TROUBLES: Record<string, string> = {
  EACCES: 'it may not be written there',
  EPERM: 'it may not be written there',
  EROFS: 'that place is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota on that disk is used up',
  ENOENT: 'there is no such folder',
  ENOTDIR: 'there is no such folder',
  EEXIST: 'something else, which is no file, has that name',
  ENAMETOOLONG: 'the name is too long',
}

function notSaved(file: string, error: unknown): LabError {
  const { code = 'error', message } = error as NodeJS.ErrnoException
  const why = TROUBLES[code] ?? message
  return labError(
    LAB_CODES.notSaved,
    `${JSON.stringify(file)} was not saved: ${why}${TROUBLES[code] ? ` (${code})` : ''}`,
  )
}
