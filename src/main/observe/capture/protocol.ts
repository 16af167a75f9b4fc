import type { SeenSegment } from './flows'
import type { Tool } from './tools'

/** What the main thread and the packet reader (worker.ts) tell each other. */

/** Given to the thread as it begins. */
export interface ReaderOptions {
  /** The monotonic clock at 0 of the log, ns. */
  origin: bigint
  /** Segments without SYN, FIN and RST beyond so many a second are counted, and told no more of. */
  perSecond?: number
}

/** The main thread's words. */
export type Order =
  /** Start a tool. When it captures, those before it are let go. */
  | { type: 'open'; id: number; tool: Tool; args: string[] }
  /** Let what is on its way come in, and end. */
  | { type: 'finish'; now: boolean }

export type TimedSegment = SeenSegment & {
  /** ms of the log. */
  t: number
  /** The packet that it was captured in. */
  packet: {
    link: number
    /** On the wire. */
    bytes: number
    /** Where in the report's `frames` the first bytes of it are, and how many. */
    at: number
    kept: number
    /** How many of these come before the payload. */
    headers: number
  }
}

/** The reader's words. */
export type Report =
  /** It captures. */
  | { type: 'ready'; id: number }
  | { type: 'segments'; segments: TimedSegment[]; frames: Uint8Array<ArrayBuffer> }
  /** Segments that are missing since the reader began. */
  | { type: 'lost'; segments: number }
  /** A tool could not be started, has died, or writes what can't be read: nothing more comes of it. */
  | { type: 'failed'; id: number; trouble: string }
  /** Everything has been told. */
  | { type: 'finished' }
