import type { LoadCommand } from './commands'
import type { About } from './events'
import { formatAddress } from './ids'

/** Many clients at once: what a `load` is to do, and what the log tells of its course. */

/** What a `load` does unless it says otherwise. */
export const LOAD_DEFAULTS = { bytes: 64, everyMs: 1000 } as const
/** Most clients of a load, most that call in a second, and most bytes of a message. */
export const LOAD_LIMITS = { clients: 10_000, rate: 100_000, bytes: 1024 * 1024 } as const

/**
 * What is measured of a message: until the last byte of its answer is read at the client (`answer`), until its own last byte is
 * read at the accepted end (`read`), where the server is the lab's; or nothing, since nobody would know (`none`).
 */
export type Measured = 'answer' | 'read' | 'none'

export interface LoadPlan {
  /** A listener of the lab, or an address: `127.0.0.1:8080`. */
  target: string
  clients: number
  /** Clients that call in a second; 0 for as fast as the gate lets them. */
  rate: number
  /** Of each message. */
  bytes: number
  /** Between two messages of a client, ms; 0: the next one follows as soon as the one before is done. */
  everyMs: number
  /** How long it lasts from its beginning, ms. */
  forMs: number
  /** The clients stay open at its end. */
  keep: boolean
  measured: Measured
}

/** Where a load goes: the listener that it names, or the address. */
export function loadTarget({ to, host = '127.0.0.1', port = 0 }: LoadCommand): string {
  return to ?? formatAddress(host, port)
}

/** How long messages took, ms with µs resolution; of a histogram with three significant digits. */
export interface Latency {
  /** Of messages. */
  count: number
  min: number
  mean: number
  p50: number
  p90: number
  p99: number
  p999: number
  max: number
}

/** The fields of `Latency`. */
export const LATENCY_FIELDS = ['count', 'min', 'mean', 'p50', 'p90', 'p99', 'p999', 'max'] as const

/** All counts are of the whole load so far, unless they say otherwise. */
export interface LoadCourse extends About {
  kind: 'load'
  phase: 'started' | 'progress' | 'ended'
  /** Of `started` and `ended`. */
  plan?: LoadPlan
  /** Of `ended`: its time is over; it was stopped; no client is left that could send; the lab was shut down. */
  by?: 'time' | 'stop' | 'clients' | 'lab'
  /** It sends no more, and waits for answers and for its clients to close. */
  finishing?: true
  /** Since it began, ms. */
  ms: number
  /** Clients that are calling, and that are connected, now. */
  calling: number
  open: number
  /** Clients that got connected; that were closed; that an error, or a drop by the listener, has ended. */
  opened: number
  closed: number
  failed: number
  /** How many clients each error has ended: codes of the system, and what `dropped` calls its reasons. */
  errors: Record<string, number>
  /** Messages that were written, and those of them that are done, as far as that is measured. */
  sent: number
  answered: number
  unanswered: number
  /** Of those messages, and of all that the clients have read. */
  sentBytes: number
  receivedBytes: number
  /** Clients that wait, since the kernel takes no more of them, now; and how often that has come. */
  blocked: number
  blockings: number
  /** How late the latest message since the event before was written, apart from those of blocked clients, ms. */
  behind: number
  /** Of all messages that are done, and of those since the event before. */
  latency?: Latency
  recent?: Latency
}
