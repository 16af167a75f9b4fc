import type { LabEvent } from '../../../shared/events'
import type { Damage } from '../../../shared/session'
import type { OpenOptions } from './session-reader'

/** All of a session, from its first event to its last, with the bytes that are kept of them. */
export interface WholeSession extends AsyncIterable<LabEvent> {
  readonly id: string
  /** Wall-clock time of the first event, ISO 8601; empty if that is not known. */
  readonly startedAt: string
  /** What is not whole, as far as it has been read. */
  readonly damage: Damage[]
}

/**
 * Reads the session in `folder` once, without an index: for exports. Rejects as `SessionReader.open` does; the iteration
 * only if the disk fails.
 */
export async function readAll(_folder: string, _options: OpenOptions = {}): Promise<WholeSession> {
  const none = (async function* (): AsyncGenerator<LabEvent> {})()
  return Object.assign(none, { id: '', startedAt: '', damage: [] })
}
