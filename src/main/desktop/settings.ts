import { readFileSync } from 'node:fs'
import { writeWhole } from '../whole-file'

export interface Settings {
  /** 0.25 to 5, 1 is 100 %. */
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
}

/** What values can be. No schema: that would take longer to load than the window's page, which waits for zoom and theme. */
const CHECKS: Record<keyof Settings, (value: unknown) => boolean> = {
  zoom: (value) => typeof value === 'number' && value >= 0.25 && value <= 5,
  theme: (value) => value === 'system' || value === 'light' || value === 'dark',
  folder: (value) => typeof value === 'string' && value.length > 0 && value.length <= 4096,
  observe: (value) => typeof value === 'boolean',
  askBeforeQuit: (value) => typeof value === 'boolean',
  recording: (value) => typeof value === 'object' && value !== null,
}

/** What the native parts remember across starts. A file that is broken, or missing, is as if nothing were set. */
export class SettingsFile {
  readonly #file: string
  readonly #onFault: (fault: unknown) => void
  #settings: Settings

  constructor(file: string, onFault: (fault: unknown) => void = () => {}) {
    this.#file = file
    this.#onFault = onFault
    this.#settings = read(file)
  }

  get<K extends keyof Settings>(key: K): Settings[K] {
    return this.#settings[key]
  }

  set<K extends keyof Settings>(key: K, value: NonNullable<Settings[K]>): void {
    if (this.#settings[key] === value) return
    this.#settings = { ...this.#settings, [key]: value }
    try {
      writeWhole(this.#file, `${JSON.stringify(this.#settings)}\n`)
    } catch (fault) {
      // It holds for this start, at least.
      this.#onFault(fault)
    }
  }
}

function read(file: string): Settings {
  try {
    const stored: Record<string, unknown> = JSON.parse(readFileSync(file, 'utf8'))
    return Object.fromEntries(
      Object.entries(CHECKS).flatMap(([key, isRight]) => (isRight(stored[key]) ? [[key, stored[key]]] : [])),
    )
  } catch {
    return {}
  }
}
