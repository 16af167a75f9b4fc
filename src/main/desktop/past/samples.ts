import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { LAB_CODES, LabFailure, labError } from '../../../shared/errors'
import { EVENTS, MANIFEST, PAYLOADS } from '../../journal/format/manifest'
import { unpackSession } from '../../journal/single-file'
import { sampleFile } from '../../lessons/sample-file'

/**
 * The recordings of lessons that the program brings along, unpacked into a folder of their own: they are no sessions of the
 * person's.
 */
export class Samples {
  readonly #examples: string | undefined
  readonly #folder: string
  /** One after the other: the same can be wanted twice. */
  #work: Promise<unknown> = Promise.resolve()

  /** `examples`: the folder of the program's own examples, if it has them. `folder`: where they are unpacked. */
  constructor(examples: string | undefined, folder: string) {
    this.#examples = examples
    this.#folder = folder
  }

  /** The folder of a lesson's recording, as the program brings it along now. Throws LabFailure if there is none. */
  async folderFor(id: string): Promise<string> {
    const { LESSONS } = await import('../../../shared/lessons/chapters')
    const lesson = LESSONS.find((each) => each.id === id)
    if (!lesson) throw noSample(`there is no lesson ${JSON.stringify(id)}`)
    const file = this.#examples === undefined ? undefined : sampleFile(this.#examples, lesson)
    if (file === undefined || !existsSync(file)) {
      throw noSample(`this program does not have the recording of the lesson ${id}`)
    }
    const unpacked = this.#work.then(() => this.#unpack(file, path.join(this.#folder, id)))
    this.#work = unpacked.catch(() => {})
    return unpacked
  }

  /** The lesson whose recording is in that folder; undefined if it is no such folder. */
  lessonOf(folder: string): string | undefined {
    return path.dirname(folder) === this.#folder ? path.basename(folder) : undefined
  }

  /** What is there already stays if it is the same: somebody may be looking at it. */
  async #unpack(file: string, folder: string): Promise<string> {
    const [fresh, old] = [0, 1].map(() => path.join(this.#folder, `.${randomUUID()}`)) as [string, string]
    try {
      await mkdir(this.#folder, { recursive: true })
      await unpackSession(file, fresh)
      if (await isSame(fresh, folder)) return folder
      if (existsSync(folder)) await rename(folder, old)
      await rename(fresh, folder)
      return folder
    } catch (fault) {
      if (fault instanceof LabFailure) throw fault
      throw new LabFailure(labError(LAB_CODES.notSaved, (fault as Error).message))
    } finally {
      for (const each of [fresh, old]) await rm(each, { recursive: true, force: true })
    }
  }
}

/** Whether there is the same in two folders. They are small. */
async function isSame(one: string, other: string): Promise<boolean> {
  for (const name of [MANIFEST, EVENTS, PAYLOADS]) {
    const [here, there] = await Promise.all([one, other].map((folder) => contentOf(path.join(folder, name))))
    if (!here || !there?.equals(here)) return false
  }
  return true
}

function contentOf(file: string): Promise<Buffer | undefined> {
  return readFile(file).catch(() => undefined)
}

function noSample(message: string): LabFailure {
  return new LabFailure(labError(LAB_CODES.noSession, message, { field: 'source.lesson' }))
}
