import { realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import { LAB_CODES, type LabError, LabFailure, labError } from '../../../shared/errors'

/** A kind of files, for a dialog. */
export interface FileKind {
  /** What a person calls such a file. */
  called: string
  /** The name of one that has none. */
  stem: string
  /** How their names end, without the dot; the first one is given to a new file. */
  extensions: string[]
}

export interface SavingOptions<Caller> {
  /** The folder to begin in. */
  folder: () => string
  remember: (folder: string) => void
  /** Asks the person where to save, beginning with `suggested`. Undefined if they decide otherwise. */
  choose: (suggested: string, kind: FileKind, caller: Caller) => Promise<string | undefined>
  /** Is told of a file that is written, and how long that took, ms. */
  saved?: (file: string, ms: number) => void
}

/** Saves files where the person says. */
export class Saving<Caller> {
  readonly #options: SavingOptions<Caller>

  constructor(options: SavingOptions<Caller>) {
    this.#options = options
  }

  /**
   * Asks where, and has `write` write it there. `name`: of the file, without its extension; what a system doesn't take of it is
   * replaced. Null if the person decides otherwise; throws LabFailure if it can't be written.
   */
  async save(
    name: string,
    kind: FileKind,
    caller: Caller,
    write: (file: string) => Promise<void> | void,
  ): Promise<string | null> {
    const { folder, remember, choose, saved } = this.#options
    const suggested = path.join(folder(), fileNameFor(name, kind))
    const chosen = await choose(suggested, kind, caller)
    if (chosen === undefined) return null
    const began = performance.now()
    try {
      await write(placeFor(chosen))
    } catch (error) {
      if (error instanceof LabFailure) throw error
      throw new LabFailure(notSaved(chosen, error))
    }
    remember(path.dirname(chosen))
    saved?.(chosen, performance.now() - began)
    return chosen
  }
}

/** A name that every system takes. */
export function fileNameFor(title: string, { stem, extensions: [extension] }: FileKind): string {
  const name = title
    .replace(/[\\/:*?"<>|\p{C}]+/gu, '-')
    .replace(/^[\s.-]+|[\s.-]+$/g, '')
    .slice(0, 80)
    .trim()
  // Windows keeps these for devices.
  const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(name)
  return `${name === '' ? stem : name}${reserved ? '_' : ''}.${extension}`
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
