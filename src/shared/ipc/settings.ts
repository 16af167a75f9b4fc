import { z } from 'zod'
import { limitsSchema } from '../recording-limits'
import { LEAST_ZOOM, MOST_ZOOM, type ProgramSettings, THEMES } from '../settings'

/** Settings of the program's that are to change; the others stay. */
export const settingsChangeSchema = z
  .strictObject({
    theme: z.enum(THEMES),
    zoom: z.number().min(LEAST_ZOOM).max(MOST_ZOOM),
    observe: z.boolean(),
    recording: limitsSchema,
    notify: z.boolean(),
    askBeforeQuit: z.boolean(),
  } satisfies Record<keyof ProgramSettings, z.ZodType>)
  .partial()
export type SettingsChange = z.infer<typeof settingsChangeSchema>
