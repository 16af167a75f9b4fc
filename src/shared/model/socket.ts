import type { LabError } from '../errors'
import type {
  Disturbed,
  KernelTimer,
  LookedUp,
  Measured,
  Observed,
  OtherTransport,
  Proxying,
} from '../events'
import type { PathStep } from '../tcp/path'
import type { TcpState } from '../tcp/states'
import type { Layers } from './layers'

/** A socket as the model has it: what is known of it by now. */

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
