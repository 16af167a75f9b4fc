import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type GivenKind, kindOfFile } from '../../../shared/file-names'
import type { OpenRequest } from '../../../shared/ipc'
import type { PickedFiles } from './picked-files'

/**
 * The recorded session or the scenario among the words of a start, as the system gives it when a person double-clicks one: as a
 * path, which can be relative to `folder`, or as a file URL. Undefined if there is none.
 */
export function fileIn(words: readonly string[], folder: string): string | undefined {
  for (const word of words) {
    try {
      const file = word.startsWith('file:') ? fileURLToPath(word) : path.resolve(folder, word)
      if (kindOfFile(file)) return file
    } catch {
      // Of another machine, or no URL at all.
    }
  }
  return undefined
}

export interface IncomingOptions {
  picked: Pick<PickedFiles, 'add'>
  /** Says it to a window; false if none listens yet. */
  tell: (request: OpenRequest) => boolean
}

/**
 * Sessions and scenarios that are given to the program from outside. A window is told of the newest one as soon as there is one,
 * and opens it as if it had been picked there: nothing runs by itself.
 */
export class Incoming {
  readonly #options: IncomingOptions
  #waiting: { path: string; kind: GivenKind } | undefined

  constructor(options: IncomingOptions) {
    this.#options = options
  }

  /** What isn't called as either is opened as a session, which says what is wrong with it. */
  open(file: string): void {
    // The person has named it, though not in here.
    this.#options.picked.add(file)
    this.#waiting = { path: file, kind: kindOfFile(file) ?? 'session' }
    this.windowListens()
  }

  /** To be called when a window begins to listen. */
  windowListens(): void {
    if (this.#waiting && this.#options.tell({ type: 'open', ...this.#waiting })) this.#waiting = undefined
  }
}
