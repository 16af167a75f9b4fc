import type { LabError } from '../errors'
import type { Base } from './base'

/** Events about the log itself: what becomes of it on disk, and what people pin to it. */

/** What becomes of the log's journal. */
export interface Recording extends Base {
  kind: 'recording'
  /**
   * `started`: the log is written from its first event on. `limited`: from here on, `of` is left out, since `limit` is
   * reached. `failed`: nothing can be written, `error` says why; the lab goes on in memory. `resumed`: it can be
   * again, from where it stopped, or a limit was
   * raised; what is left out from then on is told anew. `missing`: events were gone from memory before they could be written, and are not in the
   * journal. `pruned`: older sessions were deleted, since there are more than are kept.
   */
  phase: 'started' | 'limited' | 'failed' | 'resumed' | 'missing' | 'pruned'
  /** Of `started`: id of the session. */
  session?: string
  /**
   * `message`: the rest of each long message. `payloads`: bytes of messages and packets altogether. `events`: messages
   * and segments that tell of nothing but data, too. `session`: everything.
   */
  of?: 'message' | 'payloads' | 'events' | 'session'
  /** The limit that is reached, bytes. */
  limit?: number
  error?: LabError
  /** The first and the last `seq` that are not in the journal. */
  missing?: { from: number; to: number }
  /** How many sessions were deleted. */
  sessions?: number
}

export interface Note extends Base {
  kind: 'note'
  /** The socket that it is pinned to, or that the lab notes something about. */
  socket?: string
  text: string
  /** `clock`: `wall` is the wall-clock time at `t`, logged each minute. `pinned`: a person's. Absent: the lab's own. */
  topic?: 'clock' | 'pinned'
  /** ISO 8601: of `clock`, and of what was noted in a session that had ended. */
  wall?: string
  /** `seq` of the event that it is pinned to. */
  about?: number
  /** `seq` of the note that it takes the place of; with an empty text, that one is taken away. */
  replaces?: number
}
