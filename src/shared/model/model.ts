import type { LabError } from '../errors'
import type { Confidence, Provenance, TcpState } from '../tcp/states'

/**
 * The lab as the fold of its log (`reduce.ts`): what the window, the command line and tests look at.
 * Plain data, so that a snapshot of it can be cloned to the window.
 */

export type Role = 'listener' | 'client' | 'accepted' | 'foreign'

/** One step of a socket's path through the states. */
export interface PathStep {
  /** `seq` of the state event. */
  seq: number
  t: number
  tMin: number
  tMax: number
  from: TcpState
  to: TcpState
  provenance: Provenance
  confidence: Confidence
  because: number[]
  alternatives: TcpState[][]
  rule: string
}

/** Messages of one direction: how many, and how many bytes. */
export interface Totals {
  count: number
  bytes: number
}

export interface SocketModel {
  name: string
  role: Role
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
  /** The newest failure. */
  error?: LabError & { seq: number }
  /** `t` of the first and of the newest event about this socket; `closedAt` of its `closed`. */
  openedAt: number
  changedAt: number
  closedAt?: number
  /** Of a listener: how it answers, and its queue's limit. */
  respond?: string
  backlog?: number
  allowHalfOpen?: boolean
  /** Of a listener: connections accepted and dropped so far. */
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
}

export function emptyModel(): Model {
  return { seq: 0, t: 0, wall: '', versions: {}, sockets: new Map(), failures: 0 }
}
