import { z } from 'zod'

/** Apart from what else is said of sessions: the window needs that, and can't have a schema, which tries `new Function`. */
export const limitsSchema = z.strictObject({
  /** Bytes of each message (and captured packet) that are recorded. */
  messageBytes: z.int().min(0).max(1_048_576),
  /** Bytes of all files of a session. */
  sessionBytes: z.int().min(1_048_576).max(1_099_511_627_776),
  /** How many sessions are kept; the oldest are deleted. */
  sessions: z.int().min(1).max(10_000),
})
export type RecordingLimits = z.infer<typeof limitsSchema>
