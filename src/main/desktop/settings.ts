import { copyFileSync, readFileSync } from 'node:fs'
import { type BrokenSettings, LEAST_ZOOM, MOST_ZOOM } from '../../shared/settings'
import { writeWhole } from '../whole-file'

export interface Settings {
  /** LEAST_ZOOM to MOST_ZOOM, 1 is 100 %. */
  zoom?: number
  theme?: 'system' | 'light' | 'dark'
  /** Where a scenario was saved last. */
  folder?: string
  /** Whether the kernel's tables are read. */
  observe?: boolean
  /** Whether the person is asked before the program ends with something open. Default yes. */
  askBeforeQuit?: boolean
  /** How much is recorded, as the file has it: who needs it looks whether it is right (past/journals.ts). */
  recording?: object
  /** Whether the system tells what happens while the window is not in front; not unless the person wants it. */
  notify?: boolean
}

/** What values can be. No schema: that would take longer to load than the window's page, which waits for zoom and theme. */
const CHECKS: Record<keyof Settings, (value: unknown) => boolean> = {
  zoom: (value) => typeof value === 'number' && value >= LEAST_ZOOM && value <= MOST_ZOOM,
  theme: (value) => value === 'system' || value === 'light' || value === 'dark',
  folder: (value) => typeof value === 'string' && value.length > 0 && value.length <= 4096,
  observe: (value) => typeof value === 'boolean',
  askBeforeQuit: (value) => typeof value === 'boolean',
  recording: (value) => typeof value === 'object' && value !== null,
  notify: (value) => typeof value === 'boolean',
}

/** What is behind the name of a file whose content could not be used. */
const BROKEN = '.broken'

/**
 * What the native parts remember across starts. What is wrong in the file is as if it were not set: then a copy of the file is kept
 * beside it, and `broken` tells.
 */
export class SettingsFile {
  readonly #file: string
  readonly #onFault: (fault: unknown) => void
  #settings: Settings
  /** What this version knows nothing of. A newer one wrote it, and wants it back. */
  readonly #others: Record<string, unknown>
  readonly broken: BrokenSettings | undefined

  constructor(file: string, onFault: (fault: unknown) => void = () => {}) {
    this.#file = file
    this.#onFault = onFault
    const { settings, others, wrong } = read(file)
    this.#settings = settings
    this.#others = others
    if (wrong) this.broken = { file, kept: this.#keepBroken(), wrong }
  }

  get<K extends keyof Settings>(key: K): Settings[K] {
    return this.#settings[key]
  }

  /** All that is set. */
  get all(): Readonly<Settings> {
    return this.#settings
  }

  set<K extends keyof Settings>(key: K, value: NonNullable<Settings[K]>): void {
    if (this.#settings[key] === value) return
    this.#settings = { ...this.#settings, [key]: value }
    this.#write()
  }

  /** As if it had never been set. */
  remove(key: keyof Settings): void {
    if (this.#settings[key] === undefined) return
    const { [key]: _removed, ...rest } = this.#settings
    this.#settings = rest
    this.#write()
  }

  #write(): void {
    try {
      writeWhole(this.#file, `${JSON.stringify({ ...this.#others, ...this.#settings })}\n`)
    } catch (fault) {
      // It holds for this start, at least.
      this.#onFault(fault)
    }
  }

  /** The path of the copy. What is right takes the file's place, so that the next start has nothing to tell. */
  #keepBroken(): string | null {
    const copy = this.#file + BROKEN
    try {
      copyFileSync(this.#file, copy)
    } catch (fault) {
      // What can't be kept is not overwritten, either, before something is set.
      this.#onFault(fault)
      return null
    }
    this.#write()
    return copy
  }
}

interface Read {
  settings: Settings
  others: Record<string, unknown>
  /** Keys whose values can't be used; none if nothing can be. Absent: all is right. */
  wrong?: string[]
}

function read(file: string): Read {
  let stored: unknown
  try {
    stored = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    return { settings: {}, others: {}, ...(!isMissing && { wrong: [] }) }
  }
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) {
    return { settings: {}, others: {}, wrong: [] }
  }
  const entries = Object.entries(stored)
  const known = entries.filter(([key]) => isKnown(key))
  const [right, wrong] = [true, false].map((wanted) =>
    known.filter(([key, value]) => CHECKS[key as keyof Settings](value) === wanted),
  ) as [typeof known, typeof known]
  return {
    settings: Object.fromEntries(right),
    others: Object.fromEntries(entries.filter(([key]) => !isKnown(key))),
    ...(wrong.length > 0 && { wrong: wrong.map(([key]) => key) }),
  }
}

const isKnown = (key: string) => Object.hasOwn(CHECKS, key)
