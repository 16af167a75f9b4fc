import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { OpenRequest } from '../../shared/ipc'
import { SESSION_EXTENSION } from '../../shared/session'
import type { PickedFiles } from './picked-files'

/**
 * The recorded session among the words of a start, as the system gives it when a person double-clicks one: as a path, which
 * can be relative to `folder`, or as a file URL. Undefined if there is none.
 */
export function sessionIn(words: readonly string[], folder: string): string | undefined {
  for (const word of words) {
    if (!word.toLowerCase().endsWith(`.${SESSION_EXTENSION}`)) continue
    try {
      return word.startsWith('file:') ? fileURLToPath(word) : path.resolve(folder, word)
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

/** Sessions that are given to the program from outside. A window is told of the newest one as soon as there is one. */
export class Incoming {
  readonly #options: IncomingOptions
  #waiting: string | undefined

  constructor(options: IncomingOptions) {
    this.#options = options
  }

  open(file: string): void {
    // The person has named it, though not in here.
    this.#options.picked.add(file)
    this.#waiting = file
    this.windowListens()
  }

  /** To be called when a window begins to listen. */
  windowListens(): void {
    const path = this.#waiting
    if (path !== undefined && this.#options.tell({ type: 'open', path })) this.#waiting = undefined
  }
}
