import { readPreference, writePreference } from '../app/preferences'
import { type Draft, isDraft } from './drafts'

const MOST = 100
/** Characters of one message, and of all: longer ones are sent, but not remembered. */
const LONGEST = 16 * 1024
const MOST_CHARACTERS = 256 * 1024
const PREFERENCE = 'composer.history'

/** What was sent, oldest first, as it was typed. Remembered between starts. */
export class History {
  #drafts: Draft[]

  constructor() {
    this.#drafts = readList(PREFERENCE).filter(isDraft)
  }

  get drafts(): readonly Draft[] {
    return this.#drafts
  }

  push(draft: Draft): void {
    const last = this.#drafts.at(-1)
    if (draft.input === '' || draft.input.length > LONGEST || (last && sameDraft(last, draft))) return
    this.#drafts.push({ ...draft })
    let characters = this.#drafts.reduce((sum, { input }) => sum + input.length, 0)
    while (this.#drafts.length > MOST || characters > MOST_CHARACTERS) {
      characters -= this.#drafts.shift()?.input.length ?? 0
    }
    writePreference(PREFERENCE, JSON.stringify(this.#drafts))
  }
}

/** Goes through the history as a shell does; what was being typed waits at its end. */
export class Walk {
  readonly #history: History
  #at: number | undefined
  #own: Draft | undefined

  constructor(history: History) {
    this.#history = history
  }

  /** The one before; undefined at the oldest. `current` is what stands there. */
  back(current: Draft): Draft | undefined {
    const { drafts } = this.#history
    let at = this.#at ?? drafts.length
    if (this.#at === undefined) {
      this.#own = { ...current }
      // What was sent last still stands there: it is not the one before.
      const last = drafts.at(-1)
      if (last && sameDraft(last, current)) at--
    }
    const found = drafts[at - 1]
    if (found) this.#at = at - 1
    return found
  }

  /** The one after; at last what was being typed. */
  forward(): Draft | undefined {
    if (this.#at === undefined) return undefined
    this.#at++
    const found = this.#history.drafts[this.#at]
    if (found) return found
    this.#at = undefined
    return this.#own
  }

  /** Begins at the newest again. */
  end(): void {
    this.#at = undefined
  }
}

export function sameDraft(a: Draft, b: Draft): boolean {
  return a.input === b.input && a.format === b.format && a.ending === b.ending && a.escapes === b.escapes
}

/** A list that was remembered; empty if there is none, or if it can't be read. */
export function readList(preference: string): unknown[] {
  try {
    const list: unknown = JSON.parse(readPreference(preference) ?? '[]')
    return Array.isArray(list) ? list : []
  } catch {
    return []
  }
}
