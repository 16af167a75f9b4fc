import type { RecordingLimits } from './recording-limits'

/** What the program itself keeps of a person's settings, in its file; what only the window needs is kept there. */

/** Light or dark, by the system's own choice or against it. */
export type Theme = (typeof THEMES)[number]
export const THEMES = ['system', 'light', 'dark'] as const

/** The sizes that a window can have, as a browser has them; 1 is 100 %. */
export const ZOOM_FACTORS = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const
export const LEAST_ZOOM = 0.25
export const MOST_ZOOM = 5

export interface ProgramSettings {
  theme: Theme
  /** LEAST_ZOOM to MOST_ZOOM. */
  zoom: number
  /** Whether the kernel's tables are read, from the start on. */
  observe: boolean
  /** How much is recorded. */
  recording: RecordingLimits
  /** Whether the system tells what happens while the window is not in front. */
  notify: boolean
  /** Whether the program asks before it ends with sockets open. */
  askBeforeQuit: boolean
}

/** A file of settings that could not be taken as it was. */
export interface BrokenSettings {
  file: string
  /** Where what was in it is kept; null if it could not be. */
  kept: string | null
  /** The settings that are wrong in it, and as by default now; none: nothing in it can be read. */
  wrong: string[]
}

export interface SettingsState {
  values: ProgramSettings
  /** What holds here for whoever has chosen nothing. */
  defaults: ProgramSettings
  /** Whether this system has notifications. */
  canNotify: boolean
  broken?: BrokenSettings
}
