import { isDeepStrictEqual } from 'node:util'
import type { SettingsChange } from '../../shared/ipc'
import { limitsSchema } from '../../shared/recording-limits'
import { DEFAULT_LIMITS } from '../../shared/session'
import type { ProgramSettings, SettingsState } from '../../shared/settings'
import type { SettingsFile } from './settings'

/** A window's page, which is shown at a size. */
interface Zoomed {
  zoomFactor: number
}

export interface ProgramSettingsOptions {
  file: SettingsFile
  /** Whether the kernel's tables are read as long as nobody has said otherwise. */
  observe: boolean
  canNotify: () => boolean
  /** What makes a setting hold at once; the others are looked up when they are needed. */
  apply: {
    theme: (theme: ProgramSettings['theme']) => void
    zoom: (factor: number, page: Zoomed) => void
    observe: (on: boolean) => void
    recording: (limits: ProgramSettings['recording']) => void
  }
}

const KEYS = [
  'theme',
  'zoom',
  'observe',
  'recording',
  'notify',
  'askBeforeQuit',
] as const satisfies readonly (keyof ProgramSettings)[]

/** The settings that the program keeps, as the window shows and changes them. */
export class ProgramSettingsDesk {
  readonly #options: ProgramSettingsOptions
  readonly #defaults: ProgramSettings

  constructor(options: ProgramSettingsOptions) {
    this.#options = options
    this.#defaults = {
      theme: 'system',
      zoom: 1,
      observe: options.observe,
      recording: DEFAULT_LIMITS,
      notify: false,
      askBeforeQuit: true,
    }
  }

  get values(): ProgramSettings {
    const { file } = this.#options
    const kept = Object.fromEntries(
      KEYS.map((key) => [key, file.get(key)]).filter(([, value]) => value !== undefined),
    )
    const recording = limitsSchema.safeParse(file.get('recording')).data ?? DEFAULT_LIMITS
    return { ...this.#defaults, ...kept, recording }
  }

  get state(): SettingsState {
    const { file, canNotify } = this.#options
    return {
      values: this.values,
      defaults: this.#defaults,
      canNotify: canNotify(),
      ...(file.broken && { broken: file.broken }),
    }
  }

  /** `page`: of the window that asks. */
  change(change: SettingsChange, page: Zoomed): SettingsState {
    for (const key of KEYS) {
      const value = change[key]
      if (value === undefined || isDeepStrictEqual(value, this.values[key])) continue
      // What is as by default is not kept: so it follows the default of later versions, and of other systems.
      if (isDeepStrictEqual(value, this.#defaults[key])) this.#options.file.remove(key)
      else this.#options.file.set(key, value)
    }
    const { theme, zoom, observe, recording } = change
    const { apply } = this.#options
    if (theme !== undefined) apply.theme(theme)
    if (zoom !== undefined) apply.zoom(zoom, page)
    if (observe !== undefined) apply.observe(observe)
    if (recording !== undefined) apply.recording(recording)
    return this.state
  }
}
