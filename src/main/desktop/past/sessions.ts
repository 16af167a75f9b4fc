import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { LAB_CODES, LabFailure, labError } from '../../../shared/errors'
import type { SessionSource } from '../../../shared/ipc'
import { SESSION_EXTENSION, type SessionSummary } from '../../../shared/session'
import { type LongWork, partOf } from '../../../shared/work'
import { EVENTS, MANIFEST, manifestSchema, PAYLOADS } from '../../journal/format/manifest'
import type { Library } from '../../journal/library'
import { openSession } from '../../journal/open-session'
import { unpackSession } from '../../journal/single-file'
import { fileTrouble } from '../../scenario/load'
import type { PickedFiles } from '../files/picked-files'
import type { Samples } from './samples'
import type { Subject } from './traveller'

/** What unpacking takes of the time until a single file is open, about. */
const UNPACKING = 0.4

export interface SessionsOptions {
  library: Library
  /** Recordings of lessons, which the program brings along. */
  samples: Pick<Samples, 'folderFor' | 'lessonOf'>
  picked: Pick<PickedFiles, 'require'>
  /** Sessions that must stay: they are recorded, or looked at. */
  inUse: () => readonly string[]
  /** Moves a folder to the system's trash. */
  trash: (folder: string) => Promise<void>
  /** Shows a file or folder in the system's file manager, or what is in a folder. */
  reveal: (place: string, inside: boolean) => Promise<void> | void
}

/** The person's recorded sessions, and those of others that they open. */
export class Sessions {
  readonly #options: SessionsOptions

  constructor(options: SessionsOptions) {
    this.#options = options
  }

  /** Throws LabFailure if the folder of sessions can't be read: that is not the same as nothing in it. */
  async list(): Promise<SessionSummary[]> {
    const { library } = this.#options
    await expectReadable(library.folder)
    return library.list()
  }

  /**
   * Opens a session, to be looked at; undefined if it is what is being written into the folder `current`. Rejects with the
   * signal's reason; what was unpacked by then stays only if it is whole.
   */
  async opened(
    source: SessionSource,
    current: string | undefined,
    work: LongWork,
  ): Promise<Subject | undefined> {
    const isPacked = source.from === 'picked' && isSingleFile(source.path)
    const folder = await this.folderFor(source, isPacked ? partOf(work, 0, UNPACKING) : work)
    work.signal?.throwIfAborted()
    if (folder === current) return undefined
    return this.open(folder, isPacked ? partOf(work, UNPACKING, 1) : work)
  }

  /** The folder of a session, for it to be opened: a single file is unpacked among the person's own sessions. */
  async folderFor(source: SessionSource, work: LongWork = {}): Promise<string> {
    if (source.from === 'library') return this.#folderOf(source.id, 'source.id')
    if (source.from === 'sample') return this.#options.samples.folderFor(source.lesson)
    this.#options.picked.require(source.path, 'source.path')
    const name = path.basename(source.path)
    const found = await stat(source.path).catch((error) => {
      const message = `${JSON.stringify(name)}: ${fileTrouble(error)}`
      throw new LabFailure(labError(LAB_CODES.noFile, message, { field: 'source.path' }))
    })
    if (found.isDirectory()) return source.path
    if (found.isFile() && [MANIFEST, EVENTS, PAYLOADS].includes(name)) return path.dirname(source.path)
    if (found.isFile() && isSingleFile(name)) return this.#take(source.path, work)
    throw noSession(`${JSON.stringify(name)} is no recorded session`, 'source.path')
  }

  /** Opens the session in a folder, to be looked at. */
  async open(folder: string, work: LongWork = {}): Promise<Subject> {
    const { past, opened } = await openSession(folder, work)
    const sample = this.#options.samples.lessonOf(folder)
    const writable = opened.writable && sample === undefined
    const listeners = new Set<() => void>()
    return {
      past,
      session: { ...opened, writable, ...(sample !== undefined && { sample }) },
      folder,
      lab: opened.id,
      subscribe: (listener) => {
        listeners.add(listener)
        return { dispose: () => listeners.delete(listener) }
      },
      ...(writable && {
        annotate: async (note) => {
          const pinned = await past.annotate(note)
          for (const listener of [...listeners]) listener()
          return pinned
        },
      }),
    }
  }

  /** To the trash. All that can be; throws LabFailure with what can't. */
  async delete(ids: readonly string[]): Promise<void> {
    const { inUse, trash } = this.#options
    const troubles: string[] = []
    for (const id of new Set(ids)) {
      try {
        const folder = await this.#folderOf(id, 'ids')
        if (inUse().includes(id)) troubles.push(`${id}: it is being recorded, or looked at`)
        else await trash(folder)
      } catch (error) {
        troubles.push(error instanceof LabFailure ? error.message : `${id}: ${(error as Error).message}`)
      }
    }
    if (troubles.length > 0) {
      const message = `not moved to the trash: ${troubles.join('; ')}`
      throw new LabFailure(labError(LAB_CODES.notPossible, message, { field: 'ids' }))
    }
  }

  async show(id: string | undefined): Promise<void> {
    const { library, reveal } = this.#options
    if (id !== undefined) return reveal(await this.#folderOf(id, 'id'), false)
    await mkdir(library.folder, { recursive: true })
    return reveal(library.folder, true)
  }

  /** Throws LabFailure unless there is such a session. Whatever the window names, it is a folder among the sessions. */
  async #folderOf(id: string, field: string): Promise<string> {
    const { library } = this.#options
    const summary = isFolderName(id) ? await library.summary(id).catch(() => undefined) : undefined
    if (!summary) throw noSession(`there is no session ${JSON.stringify(id)}`, field)
    return library.folderOf(id)
  }

  /** Unpacks a single file. One that is there already is taken as it is. */
  async #take(file: string, work: LongWork): Promise<string> {
    const { library } = this.#options
    // Beside the sessions: within one file system it is put in place at once, and is no session before.
    const fresh = path.join(library.folder, '..', `.${randomUUID()}.session`)
    try {
      await mkdir(library.folder, { recursive: true })
      await unpackSession(file, fresh, work)
      const id = (await idOf(fresh)) ?? `imported-${randomUUID().slice(0, 8)}`
      const folder = library.folderOf(id)
      const isThere = await library.summary(id).catch(() => undefined)
      if (!isThere) await rename(fresh, folder)
      return folder
    } finally {
      await rm(fresh, { recursive: true, force: true })
    }
  }
}

/** Before the first session there is no such folder yet. */
async function expectReadable(folder: string): Promise<void> {
  try {
    await readdir(folder)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return
    const why = code === 'ENOTDIR' ? 'it is no folder' : fileTrouble(error)
    throw new LabFailure(labError(LAB_CODES.noFile, `${JSON.stringify(folder)}: ${why}`))
  }
}

function isSingleFile(name: string): boolean {
  return path.extname(name).toLowerCase() === `.${SESSION_EXTENSION}`
}

/** What the session says that it is called; undefined if it says nothing that can be a folder's name. */
async function idOf(folder: string): Promise<string | undefined> {
  try {
    const { id } = manifestSchema.parse(JSON.parse(await readFile(path.join(folder, MANIFEST), 'utf8')))
    return isFolderName(id) ? id : undefined
  } catch {
    return undefined
  }
}

/** Of one that is a child of its folder, on every system. */
function isFolderName(id: string): boolean {
  return /^[\p{L}\p{N}_][\p{L}\p{N}_. -]{0,99}$/u.test(id) && !/[. ]$/.test(id) && !RESERVED.test(id)
}

/** Windows keeps these for devices. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

function noSession(message: string, field: string): LabFailure {
  return new LabFailure(labError(LAB_CODES.noSession, message, { field }))
}
