import type { MessagePort } from 'node:worker_threads'
import type { LabError } from '../../../shared/errors'
import type { Recording } from '../../../shared/events/kept'
import type { RecordingLimits } from '../../../shared/session'
import type { JournalBatch } from './batch'

/** What the main thread and the journal's writing thread tell each other. */

export interface SessionFacts {
  id: string
  /** Wall-clock time of the first event, ISO 8601. */
  startedAt: string
  /** Version of the program. */
  program: string
  limits: RecordingLimits
}

/** What a thread is told that writes a session. */
export interface WriteData extends SessionFacts {
  mode: 'write'
  /** Is made. */
  folder: string
  /** The folder is there already: another thread has written it so far, and died. */
  continues: boolean
  /** Numbers that both threads see at any moment, even while the main one is busy. */
  shared: Int32Array<SharedArrayBuffer>
}

/**
 * Places in `shared`: how many batches the thread has dealt with; whether it can't write (1) at the moment; and for how many
 * batches the main thread waits, if it does.
 */
export const HANDLED = 0
export const FAILING = 1
export const WANTED = 2
export const SHARED_NUMBERS = 3

export type ToWriter =
  | JournalBatch
  /** Answers requests about the past over `port` from now on. */
  | { type: 'serve'; port: MessagePort }
  | { type: 'limits'; limits: RecordingLimits }
  /** `flushed` comes when all batches before this one have been dealt with. */
  | { type: 'flush'; token: number }
  /** The lab has ended: no batch will follow. `ended` comes when all is on the disk. */
  | { type: 'end'; ended: { at: string; events: number; t: number } }

export type FromWriter =
  /** The first events are written. */
  | { type: 'started' }
  /** Everything up to `through` is written; the rest has to be sent again. Said once, until `resumed`. */
  | { type: 'failed'; error: LabError; through: number }
  /** It tried again, in vain. */
  | { type: 'failing'; through: number }
  /** Another thread has written everything up to `through`; the rest is to be sent to this one. */
  | { type: 'continues'; through: number }
  | { type: 'resumed' }
  | { type: 'limited'; of: NonNullable<Recording['of']>; limit: number }
  | { type: 'flushed'; token: number }
  | { type: 'ended' }
