import type { Command } from './commands'
import type { LabError } from './errors'
import type { Note, Recording } from './kept'
import type { LoadCourse } from './load'
import type { Contradicted, Found, Observed, Segment, SourceChanged, Unwatched, Watching } from './seen'
import type { Confidence, Provenance, TcpState } from './tcp/states'

export type { Note, Recording } from './kept'
export type { LoadCourse } from './load'
export type { Contradicted, Found, KernelTimer, Observed, Segment, SourceChanged } from './seen'

/**
 * What happened, in the past tense. Plain data, append-only; `seq` is the order of recording, gap-free from 1.
 * Adding a kind: docs/adding-an-event.md.
 */

export interface Base {
  /** Name of the socket that this is about, if it is about one. */
  socket?: string
  /** Order of recording, from 1, without gaps. */
  seq: number
  /** When it happened: ms since the lab's start, µs resolution, monotonic clock. Not monotone in `seq`. */
  t: number
  /** `seq` of the command or event that caused this one, where that is known. */
  cause?: number
}

export interface About extends Base {
  /** Name of the socket that this is about. */
  socket: string
}

/** Bytes of a message. `index` and `offset` count per socket and direction, so the newest event tells the totals. */
interface Message extends About {
  /** How many bytes. */
  bytes: number
  /** How many bytes went before in this direction. */
  offset: number
  /** How many messages went before in this direction. */
  index: number
  /** The bytes, or their beginning if more than the lab keeps; absent if it keeps none (`discard`). */
  data?: Uint8Array
}

/**
 * What the engine knew of a socket at the moment of a call, because it decides what the kernel does next
 * (close(2) with unread bytes sends RST, a FIN waits behind unsent ones). Bytes, counted since the connection opened.
 */
export interface SocketFacts {
  /** Handed to Node by this end. */
  written: number
  /** Of these, not yet reported as taken by the kernel. */
  unsent: number
  /** Read from the kernel by this end (Node reads one chunk ahead, even when paused). */
  read: number
  /** The same three of the other end, where that is the lab's, too. */
  peer?: { written: number; unsent: number; read: number }
}

export interface Opened extends Base {
  kind: 'opened'
  /** Wall-clock time at `t` = 0, ISO 8601. */
  wall: string
  /** The monotonic clock (process.hrtime) at `t` = 0, in ns, as a decimal string. */
  origin: string
  versions: Record<string, string>
}

/** Who gave a command: a person or a file (`user`), or the lab itself (an answer that closes, a repeat). */
export type Asker = 'user' | 'lab'

export interface Asked extends Base {
  kind: 'asked'
  command: Command
  by: Asker
  /** The socket that this act is on. For a group, an `asked` without it is followed by one for each member. */
  socket?: string
  facts?: SocketFacts
  /** The engine does it later, because the system would refuse it now; another `asked` says when. */
  deferred?: true
}

export interface Listening extends About {
  kind: 'listening'
  local: string
  backlog: number
  /** So many connections wait at most to be accepted; absent where this system's rule isn't known. */
  queueLimit?: number
  allowHalfOpen: boolean
  /** `respond.with`. */
  respond: string
  /** Absent: no limit. */
  maxConnections?: number
}

export interface Accepted extends About {
  kind: 'accepted'
  listener: string
  /** Name of the other end: a client of this lab, or a foreign end. */
  peer: string
  /** True if the other end isn't the lab's. */
  foreign?: true
  local: string
  remote: string
}

/** A connection attempt; a host with several addresses can have several, each with a 4-tuple of its own. */
export interface Connecting extends About {
  kind: 'connecting'
  /** From 1. */
  attempt: number
  remote: string
  /** Absent if the attempt failed before it had a local address. */
  local?: string
  /** The listener of this lab that was named as the target. */
  to?: string
}

export interface Connected extends About {
  kind: 'connected'
  local: string
  remote: string
  /** Name of the other end, if it isn't the lab's. The lab's own are paired by `accepted`. */
  peer?: string
}

export interface Sent extends Message {
  kind: 'sent'
  /** Bytes that Node holds for this socket after this write; more than 0 means that the kernel's buffer was full. */
  queued: number
}

export interface Received extends Message {
  kind: 'received'
}

/** The peer's FIN was read. */
export interface Ended extends About {
  kind: 'ended'
}

export interface Finished extends About {
  kind: 'finished'
  /** `queued`: FIN waits behind bytes that the kernel has not taken. `sent`: shutdown(2) is done, FIN is the kernel's. */
  phase: 'queued' | 'sent'
  facts: SocketFacts
}

export interface Drained extends About {
  kind: 'drained'
}
export interface Paused extends About {
  kind: 'paused'
}
export interface Resumed extends About {
  kind: 'resumed'
}

export interface TimedOut extends About {
  kind: 'timedOut'
  /** The idle timeout, ms. */
  ms: number
}

/** The descriptor is closed. The connection can live on in the kernel. */
export interface Closed extends About {
  kind: 'closed'
  hadError: boolean
}

export interface Failed extends Base, LabError {
  kind: 'failed'
  socket?: string
}

/** A connection that the listener's kernel had completed, and that was closed without being handed over. */
export interface Dropped extends About {
  kind: 'dropped'
  reason: 'maxConnections' | 'descriptors' | 'listener-closed'
  local?: string
  remote?: string
  /** Name of the client, if it is the lab's. */
  peer?: string
}

export interface StateChanged extends About {
  kind: 'state'
  from: TcpState
  to: TcpState
  provenance: Provenance
  confidence: Confidence
  /** `seq` of the events that this was concluded from. */
  because: number[]
  /** The transition lies between these; equal to `t` both if the moment is known. */
  tMin: number
  tMax: number
  /** Each is the list of states that may stand in place of `to`; `[]` stands for none. */
  alternatives: TcpState[][]
  /** `seq` of the state event that this one corrects. */
  supersedes?: number
  /** Id of the row in the inference's table that concluded this. */
  rule: string
}

/** A listener accepts no more; its kernel goes on completing handshakes as long as its queue has room. */
export interface Frozen extends About {
  kind: 'frozen'
}

/** A listener accepts again. */
export interface Thawed extends About {
  kind: 'thawed'
}

/** A listener was changed while it runs. */
export interface Configured extends About {
  kind: 'configured'
  /** `respond.with`. */
  respond: string
  /** Absent: no limit. */
  maxConnections?: number
}

/** A repeated `send` has come to its end; `cause` is its `asked`. */
export interface Repeated extends About {
  kind: 'repeated'
  /** How many of how many were written. */
  sent: number
  of: number
  /** All were sent; it was stopped; or the end could send no more. */
  by: 'count' | 'stop' | 'closed'
}

/** What people call the socket from now on. In the log it keeps its first name. */
export interface Renamed extends About {
  kind: 'renamed'
  to: string
}

/** The course of a scenario that runs on this lab. */
export interface ScenarioCourse extends Base {
  kind: 'scenario'
  /** Which run of this lab, from 1. */
  run: number
  /**
   * `began`; `waiting`: the person takes step `step` when they like; `step`: it is being taken; `evaluated`: it is an
   * expectation, and `met` or not; `ended`, and how.
   */
  phase: 'began' | 'waiting' | 'step' | 'evaluated' | 'ended'
  title?: string
  /** How many steps it has. */
  steps?: number
  /** From 1. */
  step?: number
  met?: boolean
  /** How long an expectation took, ms. */
  took?: number
  /** What was seen instead of what an unmet expectation wants, one line each. */
  seen?: string[]
  ending?: 'done' | 'unmet' | 'stopped'
}

export type LabEvent =
  | Opened
  | Asked
  | Listening
  | Accepted
  | Connecting
  | Connected
  | Sent
  | Received
  | Ended
  | Finished
  | Drained
  | Paused
  | Resumed
  | TimedOut
  | Closed
  | Failed
  | Dropped
  | StateChanged
  | Observed
  | Segment
  | Note
  | Configured
  | Repeated
  | Renamed
  | ScenarioCourse
  | Found
  | Watching
  | Unwatched
  | SourceChanged
  | Contradicted
  | Frozen
  | Thawed
  | Recording
  | LoadCourse

export type EventKind = LabEvent['kind']
export type EventOf<K extends EventKind> = Extract<LabEvent, { kind: K }>

/** An event before the log has given it its `seq`. */
export type EventDraft = LabEvent extends infer E ? (E extends LabEvent ? Omit<E, 'seq'> : never) : never

/** Every kind. A number in the codec is an index into this list: append only. */
export const EVENT_KINDS = [
  'opened',
  'asked',
  'listening',
  'accepted',
  'connecting',
  'connected',
  'sent',
  'received',
  'ended',
  'finished',
  'drained',
  'paused',
  'resumed',
  'timedOut',
  'closed',
  'failed',
  'dropped',
  'state',
  'observed',
  'segment',
  'note',
  'configured',
  'repeated',
  'renamed',
  'scenario',
  'found',
  'watching',
  'unwatched',
  'source',
  'contradicted',
  'frozen',
  'thawed',
  'recording',
  'load',
] as const satisfies readonly EventKind[]

// Fails to compile if a kind is missing from the list above.
type Missing = Exclude<EventKind, (typeof EVENT_KINDS)[number]>
export const EVENT_KINDS_COMPLETE: [Missing] extends [never] ? true : Missing = true

/** Sent and received bytes. */
export function isMessage(event: LabEvent): event is Sent | Received {
  return event.kind === 'sent' || event.kind === 'received'
}

/** What comes in floods, and what a slow window may skip: messages, and segments that tell of nothing but data. */
export function comesInFloods(event: LabEvent): event is Sent | Received | Segment {
  return isMessage(event) || (event.kind === 'segment' && !/[SFR]/.test(event.flags))
}
