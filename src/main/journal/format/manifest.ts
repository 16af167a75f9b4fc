import { z } from 'zod'
import { limitsSchema } from '../../../shared/recording-limits'

/** The files of a session's folder. */
export const MANIFEST = 'session.json'
export const EVENTS = 'events.ndjson'
export const PAYLOADS = 'payloads.bin'

export const FORMAT = 'socket-lab-session'
/** Goes up with each change that an older version would read wrongly. */
export const FORMAT_VERSION = 1

/** session.json. Fields that are not known are kept: a later version may have more. */
export const manifestSchema = z.looseObject({
  format: z.literal(FORMAT),
  version: z.int().min(1),
  /** Tells this session from every other. */
  id: z.string().min(1).max(255),
  /** Wall-clock time of the first event, ISO 8601. */
  startedAt: z.string().max(64),
  /** Version of the program. */
  program: z.string().max(64),
  limits: limitsSchema,
  title: z.string().max(200).optional(),
  /** As the program closed it; absent while it is written, and after a crash. */
  ended: z
    .object({
      at: z.string().max(64),
      /** `seq` of the newest event, whether it has a line or was left out. */
      events: z.int().min(0),
      /** The newest event's `t`, ms. */
      t: z.number().min(0),
    })
    .optional(),
})
export type Manifest = z.infer<typeof manifestSchema>

/** What stands in session.json. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`
}
