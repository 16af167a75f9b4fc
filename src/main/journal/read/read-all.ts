import type { LabEvent } from '../../../shared/events'
import type { LongWork } from '../../../shared/work'
import type { Described } from './session-reader'
import { SessionScan } from './session-scan'
import { Slices } from './slices'

/** All of a session, from its first event to its last, with the bytes that are kept of them. Can be gone through once. */
export interface WholeSession extends AsyncIterable<LabEvent>, Readonly<Described> {
  /** For who doesn't go through it. */
  close(): void
}

/**
 * The session in `folder`, to be read once, without an index. Throws LAB_NO_SESSION if it has no events that can be read; the
 * iteration does, too, and LAB_NEWER, if it comes to its end without any. `damage` is whole then, not before.
 */
export function readAll(folder: string, { onProgress, signal }: LongWork = {}): WholeSession {
  const scan = new SessionScan(folder)
  async function* events(): AsyncGenerator<LabEvent> {
    try {
      const slices = new Slices()
      for (const entry of scan.entries()) {
        if (entry) yield scan.payloads.fill(entry)
        if (!slices.isOver) continue
        onProgress?.(scan.share, scan.size)
        await slices.pause()
        signal?.throwIfAborted()
      }
    } finally {
      scan.files.close()
    }
  }
  return {
    get id() {
      return scan.id
    },
    get startedAt() {
      return scan.startedAt
    },
    get damage() {
      return scan.damage
    },
    [Symbol.asyncIterator]: events,
    close: () => scan.files.close(),
  }
}
