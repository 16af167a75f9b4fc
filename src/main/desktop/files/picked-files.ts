import { statSync } from 'node:fs'
import { open, opendir, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import path from 'node:path'
import { LAB_CODES, LabFailure, labError } from '../../../shared/errors'
import type { PickedFile } from '../../../shared/ipc'
import { fileTrouble } from '../../scenario/load'

/** So many are remembered; the one that was picked longest ago is forgotten first. */
const MOST = 1000

/**
 * The files and folders that the person has picked or dropped. The window may name these and no others: whatever runs in
 * it, it reads nothing that the person hasn't handed over.
 */
export class PickedFiles {
  readonly #paths = new Set<string>()
  /** While a scenario's step is being taken: how its paths are read. */
  #resolver: ((file: string) => string) | undefined

  /** Looks at what was picked, and remembers it. Throws LabFailure if it can't be read or is something else. */
  async pick(file: string, what: 'file' | 'folder' = 'file'): Promise<PickedFile> {
    // What a page makes itself, by `new File(…)`, lies nowhere.
    if (file === '' || !path.isAbsolute(file) || file.includes('\0')) {
      throw new LabFailure(
        labError(LAB_CODES.untrusted, 'this file was not picked: it has no place on the disk', {
          field: 'path',
        }),
      )
    }
    const bytes = await sizeOf(file, what)
    this.add(file)
    return { path: file, name: path.basename(file), bytes }
  }

  /** The person has named this file in one of the program's own dialogs. */
  add(file: string): void {
    this.#paths.delete(file)
    this.#paths.add(file)
    for (const oldest of this.#paths) {
      if (this.#paths.size <= MOST) break
      this.#paths.delete(oldest)
    }
  }

  /** Throws LabFailure unless the person has picked it. */
  require(file: string, field: string): void {
    if (this.#paths.has(file)) return
    const message = `${JSON.stringify(file)} was not picked: the window names only files that a person has picked or dropped`
    throw new LabFailure(labError(LAB_CODES.untrusted, message, { field }))
  }

  /** For the engine: the path of a file that is to be sent. Throws LabFailure if it may not be read. */
  readonly resolve = (file: string): string => {
    const found = this.#resolver?.(file)
    if (found === undefined) this.require(file, 'file')
    const real = found ?? file
    // A pipe or a device could keep the program waiting, and has no end.
    const trouble = troubleWith(() => statSync(real))
    if (trouble !== undefined) throw noFile(`${JSON.stringify(file)}: ${trouble}`, 'file')
    return real
  }

  /**
   * For the engine: the folder that a program runs in. Of a scenario, as that finds it; else any, since the person has confirmed
   * it with the command line; their own unless it is said.
   */
  readonly resolveFolder = (folder: string | undefined): string => {
    if (this.#resolver) return this.#resolver(folder ?? '.')
    const real = folder ?? homedir()
    if (path.isAbsolute(real) && !real.includes('\0')) return real
    throw noFile(`${JSON.stringify(folder)}: give the whole path of the folder`, 'cwd')
  }

  /** For the engine: the path of a Unix domain socket, as a person has typed it, or as a scenario's step means it. */
  readonly resolvePath = (path: string): string => this.#resolver?.(path) ?? path

  /** Carries out `task`, at once, with files found as `resolver` finds them: the steps of a scenario name others. */
  during<T>(resolver: (file: string) => string, task: () => T): T {
    const outer = this.#resolver
    this.#resolver = resolver
    try {
      return task()
    } finally {
      this.#resolver = outer
    }
  }
}

async function sizeOf(file: string, what: 'file' | 'folder'): Promise<number> {
  try {
    const found = await stat(file)
    const trouble = troubleWith(() => found, what)
    if (trouble !== undefined) throw noFile(`${path.basename(file)} ${trouble}`, 'path')
    // Opened, not asked about: what counts is what this process may do, not who has started it.
    await (await (what === 'folder' ? opendir(file) : open(file, 'r'))).close()
    return what === 'folder' ? 0 : found.size
  } catch (error) {
    if (error instanceof LabFailure) throw error
    throw noFile(`${path.basename(file)}: ${fileTrouble(error)}`, 'path')
  }
}

function troubleWith(
  look: () => { isFile(): boolean; isDirectory(): boolean },
  wanted: 'file' | 'folder' = 'file',
): string | undefined {
  try {
    const found = look()
    if (wanted === 'folder') return found.isDirectory() ? undefined : 'is no folder'
    if (found.isDirectory()) return 'is a folder'
    return found.isFile() ? undefined : 'is no regular file'
  } catch (error) {
    return fileTrouble(error)
  }
}

function noFile(message: string, field: string): LabFailure {
  return new LabFailure(labError(LAB_CODES.noFile, message, { field }))
}
