import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { limitsSchema } from '../../shared/recording-limits'
import { writeWhole } from '../whole-file'

const settingsSchema = z.object({
  /** 1 is 100 %. */
  zoom: z.number().min(0.25).max(5).optional().catch(undefined),
  theme: z.enum(['system', 'light', 'dark']).optional().catch(undefined),
  /** Where a scenario was saved last. */
  folder: z.string().min(1).max(4096).optional().catch(undefined),
  /** Whether the kernel's tables are read. */
  observe: z.boolean().optional().catch(undefined),
  /** How much is recorded. */
  recording: limitsSchema.optional().catch(undefined),
})
export type Settings = z.infer<typeof settingsSchema>

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
    return settingsSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return {}
  }
}
