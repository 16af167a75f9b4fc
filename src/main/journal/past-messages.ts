import type { MessagePort } from 'node:worker_threads'
import type { NoteCommand } from '../../shared/commands'
import type { LabError } from '../../shared/errors'
import type { OpenedSession, Past } from '../../shared/session'

/** What goes over the port between a past that is read in a thread, and whoever looks at it. */

/** A recorded session's, to which notes can be pinned. */
export interface SessionPast extends Past {
  annotate(note: NoteCommand): Promise<{ seq: number }>
}

export type PastMethod = Exclude<keyof SessionPast, 'id' | 'dispose'>

export interface PastRequest {
  id: number
  method: PastMethod
  args: unknown[]
}

/** The answer to a request is not wanted any more: there is to be none. */
export interface PastCancel {
  cancel: number
}

/** A value is serialised by v8: for thousands of events that takes a third of a clone's time. */
export type PastReply =
  | { id: number; value: Uint8Array<ArrayBuffer> }
  | { id: number; error: LabError }
  /** Not yet: how much of it is done, 0 to 1. */
  | { id: number; share: number }

/** What a thread is told that reads a recorded session. */
export interface ReadData {
  mode: 'read'
  folder: string
  /** Where its past is served once it is open. */
  port: MessagePort
}

/** What it tells. */
export type FromReading =
  /** How much of so many `bytes` is read, 0 to 1. */
  | { type: 'progress'; share: number; bytes: number }
  | { type: 'opened'; opened: OpenedSession }
  | { type: 'refused'; error: LabError }
