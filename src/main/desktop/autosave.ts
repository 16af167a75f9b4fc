import type { Scenario } from '../../shared/scenario'
import { LARGEST_FILE } from '../scenario/load'
import { writeWhole } from '../whole-file'
import type { CurrentLab } from './current-lab'
import { makers } from './last-lab'
import type { Recordings } from './recordings'

/** Least time from a change to its being written, ms. */
export const SAVE_AFTER_MS = 3000
/** Saving takes at most this part of the time. */
const SHARE = 1 / 50

export interface AutosaveOptions {
  file: string
  labs: CurrentLab
  recordings: Recordings
  /** Resolves when the file may be overwritten. */
  ready: () => Promise<void>
  /** What the lab is called in the file. */
  title: () => string
  onFault: (fault: unknown) => void
}

/** Keeps the lab that is open in a file, for the next start: soon after each change, and when the lab ends. */
export class Autosave {
  readonly #options: AutosaveOptions
  #timer: NodeJS.Timeout | undefined
  #pause = SAVE_AFTER_MS
  #changed = false
  /** The lab is about to end: what it closes then is nobody's deed. */
  #ending = false
  /** What was written last, but for its time. */
  #written = ''

  constructor(options: AutosaveOptions) {
    this.#options = options
    options.recordings.onChange(() => {
      if (this.#ending) return
      this.#changed = true
      this.#timer ??= setTimeout(() => void this.save(), this.#pause).unref()
    })
    // Before its sockets are closed: those that are open are what the next start is offered.
    options.labs.beforeEnd(async () => {
      await this.save()
      this.#ending = true
    })
    options.labs.follow(() => {
      this.#changed = false
      this.#ending = false
      return undefined
    })
  }

  /** Writes what has changed; never a lab in which nothing was made. */
  async save(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    await this.#options.ready()
    if (!this.#changed || this.#ending) return
    this.#changed = false
    const start = performance.now()
    try {
      this.#write()
    } catch (fault) {
      this.#options.onFault(fault)
    }
    this.#pause = Math.max(SAVE_AFTER_MS, (performance.now() - start) / SHARE)
  }

  #write(): void {
    const { recordings, title, file } = this.#options
    const called = title()
    const { scenario: whole } = recordings.whole({ title: called, expectations: false })
    if (makers(whole).length === 0) return
    const setup = recordings.setup(called)
    const parts = partsOf(setup, whole)
    if (parts === this.#written) return
    // For the person alone: it has the bytes that they have sent.
    writeWhole(file, `{"savedAt":"${new Date().toISOString()}",${parts}}\n`, 0o600)
    this.#written = parts
  }
}

function partsOf(setup: Scenario, whole: Scenario): string {
  const first = `"setup":${JSON.stringify(setup)}`
  const both = `${first},"whole":${JSON.stringify(whole)}`
  return Buffer.byteLength(both) > LARGEST_FILE ? first : both
}
