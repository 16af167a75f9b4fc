import type { LabError } from '../errors'
import type { Confidence, Provenance, TcpState } from '../tcp/states'
import type { About, Base, SocketFacts } from './base'
import type { Proxying } from './disturbed'

/** What happens to sockets. */

/** What isn't TCP, and so has none of its states: UDP, or a Unix domain socket (on Windows a named pipe). */
export type OtherTransport = 'udp' | 'unix'

/** A listener listens, or a UDP socket is bound. */
export interface Listening extends About {
  kind: 'listening'
  /** Absent: TCP. */
  transport?: OtherTransport
  local: string
  /** Not of a UDP socket, to which nobody connects. */
  backlog?: number
  /** So many connections wait at most to be accepted; absent where this system's rule isn't known. */
  queueLimit?: number
  /** Not of a UDP socket. */
  allowHalfOpen?: boolean
  /** It accepts one connection, and no other before that is closed. */
  serve?: 'one-at-a-time'
  /** `respond.with`. */
  respond: string
  /** Absent: no limit. */
  maxConnections?: number
  /** It is a proxy. */
  proxy?: Proxying
  /** Of a socket file: its permissions, as chmod(2) has them. */
  mode?: number
  /** A stale socket file was removed from there first. */
  replaced?: true
}

export interface Accepted extends About {
  kind: 'accepted'
  listener: string
  /** Name of the other end: a client of this lab, or a foreign end. */
  peer: string
  /** True if the other end isn't the lab's. */
  foreign?: true
  /** Absent: TCP. */
  transport?: OtherTransport
  local: string
  remote: string
}

/** A connection attempt; a host with several addresses can have several, each with a 4-tuple of its own. */
export interface Connecting extends About {
  kind: 'connecting'
  /** Absent: TCP. */
  transport?: OtherTransport
  /** From 1. */
  attempt: number
  remote: string
  /** Absent if the attempt failed before it had a local address. */
  local?: string
  /** The listener of this lab that was named as the target. */
  to?: string
}

/**
 * One of several attempts of a call came to nothing, and the next address is tried, or none is left. `cause` is its `connecting`.
 * Of a call that has a single address, `failed` says so.
 */
export interface AttemptFailed extends About, LabError {
  kind: 'attemptFailed'
  /** From 1. */
  attempt: number
  remote: string
  /** Absent if it failed before it had a local address. */
  local?: string
  /** It was given up since no answer came in time (autoSelectFamilyAttemptTimeout). */
  timedOut?: true
}

/** Of UDP: the kernel knows whom the socket sends to and hears; nothing has gone out. */
export interface Connected extends About {
  kind: 'connected'
  /** Absent: TCP. */
  transport?: OtherTransport
  local: string
  remote: string
  /** Name of the other end, if it isn't the lab's. The lab's own are paired by `accepted`. */
  peer?: string
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
  /** Of a listener: the socket file that was removed with it. */
  removed?: string
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
  /** It is a proxy. */
  proxy?: Proxying
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
