import type { LabError } from '../errors'
import type {
  Contradicted,
  Disturbed,
  KernelTimer,
  LookedUp,
  Measured,
  Observed,
  OtherTransport,
  Proxying,
  Recording,
} from '../events'
import type { PathStep } from '../tcp/path'
import type { TcpState } from '../tcp/states'
import type { Watched } from '../watched'
import type { Layers } from './layers'
import type { LoadModel } from './loads'
import type { ProgramModel } from './programs'

export type { PathStep } from '../tcp/path'
export type { Layers } from './layers'

/**
 * The lab as the fold of its log (`reduce.ts`): what the window, the command line and tests look at.
 * Plain data, so that a snapshot of it can be cloned to the window.
 */

export type Role = 'listener' | 'client' | 'accepted' | 'datagram' | 'foreign' | 'foreignListener'

/** A socket's row of the kernel's tables, as it was seen last. */
export interface KernelRow {
  /** `seq` of the `observed`. */
  seq: number
  /** When it was read, ms. */
  t: number
  by: Observed['by']
  /** CLOSED: the row is gone. */
  state: TcpState
  sendQueue: number
  receiveQueue: number
  /** Its `ms` were left at `t`. */
  timer?: KernelTimer
  uid?: number
  inode?: number
  /** Since when it has been in `state`, as far as readings tell, ms. */
  stateSince: number
}

/** The queues of a datagram socket, as they were seen last. */
export type KernelQueues = Omit<Measured, 'kind' | 'socket' | 'cause'>

/** A source of knowledge besides Node's own events. */
export interface Source {
  /** `off` before it was ever switched on, and after it was switched off. */
  phase: 'off' | 'on' | 'unavailable'
  by?: string
  /** Why it is unavailable. */
  error?: LabError
  /** Segments that are missing. */
  lost: number
  /** `seq` of the event that said so last. */
  seq: number
}

/** A port or process of this machine that is watched. */
export interface Watch extends Watched {
  name: string
  /** `t` of its `watching`. */
  since: number
}

/** Messages of one direction: how many, and how many bytes. */
export interface Totals {
  count: number
  bytes: number
}

/** A repeated `send` that is under way. */
export interface Repeating {
  /** `seq` of its `asked`. */
  seq: number
  of: number
  /** Milliseconds between two; 0 for as fast as it goes. */
  everyMs: number
  /** Messages that this end had written when it was asked. */
  from: number
}

/** Whom a datagram socket has heard from. */
export interface HeardFrom {
  /** Its address. */
  remote: string
  /** Its name, if it is the lab's. */
  peer?: string
}

/** A failure, for the one list of what went wrong. */
export interface Problem extends LabError {
  seq: number
  t: number
  socket?: string
}

/** The kernel or the wire has shown a state that was not the one concluded. */
export interface Contradiction {
  /** `seq` of its `contradicted`. */
  seq: number
  t: number
  socket: string
  by: Contradicted['by']
  inferred: TcpState
  seen: TcpState
  /** `seq` of what was concluded, and of what was seen. */
  because: number[]
}

/** What a person has pinned to an event, to a socket, or to the log as a whole. */
export interface PinnedNote {
  /** `seq` of its `note`. */
  seq: number
  t: number
  text: string
  socket?: string
  /** `seq` of the event that it is pinned to. */
  about?: number
}

/** What becomes of the log on disk. */
export interface Kept {
  /** `off`: nothing is recorded. `failed`: it should be, and `error` says why it isn't. */
  phase: 'off' | 'on' | 'failed'
  /** Id of the session. */
  session?: string
  error?: LabError
  /** What is left out by now, and the limit that was reached, bytes. */
  limited: Partial<Record<NonNullable<Recording['of']>, number>>
  /** Events that are not in the journal. */
  missing: number
  /** `seq` of the event that said so last. */
  seq: number
}

/** A scenario that runs, or ran last, on this lab. */
export interface Run {
  /** From 1. */
  run: number
  title: string
  steps: number
  /** The step that is being taken, was taken last, or waits to be; 0 before the first. */
  step: number
  /** `step` waits for the person. */
  waiting: boolean
  /** By number of the step: what became of an expectation. */
  results: Map<number, { met: boolean; took: number; seen: string[] }>
  ending?: 'done' | 'unmet' | 'stopped'
}

/** One of several attempts of a call. */
export interface FailedAttempt {
  /** `seq` of its `attemptFailed`. */
  seq: number
  /** From 1. */
  attempt: number
  remote: string
  local?: string
  code: string
  /** It was given up since no answer came in time. */
  timedOut?: true
}

/** What the resolver answered. */
export type Lookup = Omit<LookedUp, 'kind' | 'socket' | 'cause'>

export interface SocketModel {
  name: string
  /** What people call it, if it was renamed. */
  label?: string
  role: Role
  /** Absent: TCP. Of the others there are no states: `state` stays CLOSED, and `descriptor` says what there is to say. */
  transport?: OtherTransport
  /** CLOSED before the first transition. For a listener, LISTEN or CLOSED. */
  state: TcpState
  path: PathStep[]
  local?: string
  remote?: string
  /** Name of the other end, once it is known. */
  peer?: string
  /** Of an accepted end: its listener. Of a client: the listener that it named as its target. */
  listener?: string
  /** `none` before the socket listens, connects or is accepted, and for foreign ends; then `open` until `closed`. */
  descriptor: 'open' | 'closed' | 'none'
  paused: boolean
  /** `close` was asked: the descriptor goes as soon as FIN is the kernel's. */
  closing: boolean
  /** Our FIN: not asked for, waiting behind unsent bytes, or handed to the kernel. */
  fin: 'none' | 'queued' | 'sent'
  /** The peer's FIN was read. */
  ended: boolean
  sent: Totals
  received: Totals
  /** Bytes that Node held back for this socket after the newest write. */
  queued: number
  /** Bytes that Node has read ahead for a program that doesn't read; absent while it reads by itself. */
  readAhead?: number
  /** Framing and TLS above its stream, if there is any. */
  layers?: Layers
  /** Its row of the kernel's tables; absent if nobody has looked, or none was found. */
  kernel?: KernelRow
  /** How often the kernel or the wire has shown another state than the one concluded. */
  contradictions: number
  /** Of a listener: it accepts no more until it is thawed. */
  frozen: boolean
  /** Of a foreign socket: whether it called or was called, the watch that it was found by, its process. */
  side?: 'client' | 'server'
  watch?: string
  pid?: number
  process?: string
  uid?: number
  /** The newest failure. */
  error?: LabError & { seq: number }
  /** `seq` of the first event about this socket. */
  openedSeq: number
  /** `t` of the first and of the newest event about this socket; `closedAt` of its `closed`. */
  openedAt: number
  changedAt: number
  closedAt?: number
  /** Of a listener: how it answers, and its queue's limit. */
  respond?: string
  backlog?: number
  /** Of a listener: so many connections wait at most to be accepted, if that is known. */
  queueLimit?: number
  allowHalfOpen?: boolean
  /** Of a listener: it accepts one connection, and no other before that is closed. Absent: it accepts whoever comes. */
  serve?: 'one-at-a-time'
  maxConnections?: number
  /** Of a datagram socket; absent if nobody has looked. */
  queues?: KernelQueues
  /** Of a datagram socket: the senders that it has heard from, up to MAX_HEARD, the newest first. Some may be missing, as messages may. */
  heard?: HeardFrom[]
  /** Of a listener that is a proxy. */
  proxy?: Proxying
  /** Of an end that a proxy holds: its other end of what it relays. */
  relay?: string
  /** What the proxy did last to what this end has read, besides passing it on. */
  disturbed?: Pick<Disturbed, 'seq' | 'direction' | 'by' | 'bytes' | 'ending' | 'ms'>
  /** Of a listener with a socket file: its permissions, as chmod(2) has them. */
  mode?: number
  /** Of a client: the attempts of its call that came to nothing while there were others, oldest first. */
  attempts?: FailedAttempt[]
  /** Of a client that calls by a name: what that stands for. */
  lookedUp?: Lookup
  /** Repeated sends that are under way at this end. */
  repeating: Repeating[]
  /** Of a listener: connections accepted and dropped so far. Of a client: 1 if its own was dropped. */
  accepted: number
  dropped: number
}

export interface Model {
  /** `seq` of the newest event that is folded in; 0 for the empty model. */
  seq: number
  /** Largest `t` so far, ms. */
  t: number
  /** Wall-clock time at `t` = 0, ISO 8601; empty before `opened`. */
  wall: string
  versions: Record<string, string>
  /** In the order in which they came. */
  sockets: Map<string, SocketModel>
  /** Failures so far. */
  failures: number
  /** The newest of them, up to MAX_PROBLEMS, oldest first. */
  problems: Problem[]
  run?: Run
  /** By name, in the order in which they began. */
  loads: Map<string, LoadModel>
  sources: { kernel: Source; capture: Source }
  /** By name, in the order in which they came. */
  watches: Map<string, Watch>
  /** By name, in the order in which they were asked for. */
  programs: Map<string, ProgramModel>
  /** The newest of the look-ups that were asked for, by name, oldest first; up to MAX_LOOKUPS. */
  lookups: Map<string, Lookup>
  contradictions: number
  /** The newest of them, up to MAX_PROBLEMS, oldest first. */
  contradicted: Contradiction[]
  /** In the order in which they were written. */
  notes: PinnedNote[]
  kept: Kept
  /** Names of the sockets that nothing will happen to any more, those that have been so for longest first (over.ts). */
  over: Set<string>
  /** Those that stay all the same, since whoever folds this model asks for them. */
  stays?: Set<string>
  /** Long-closed sockets that are in the log, and no longer in here. */
  gone: number
}

export const MAX_PROBLEMS = 500
export const MAX_HEARD = 32
export const MAX_LOOKUPS = 50

export function emptyModel(): Model {
  return {
    seq: 0,
    t: 0,
    wall: '',
    versions: {},
    sockets: new Map(),
    failures: 0,
    problems: [],
    loads: new Map(),
    sources: { kernel: { phase: 'off', lost: 0, seq: 0 }, capture: { phase: 'off', lost: 0, seq: 0 } },
    watches: new Map(),
    programs: new Map(),
    lookups: new Map(),
    contradictions: 0,
    contradicted: [],
    notes: [],
    kept: { phase: 'off', limited: {}, missing: 0, seq: 0 },
    over: new Set(),
    gone: 0,
  }
}
