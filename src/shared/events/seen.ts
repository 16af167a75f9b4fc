import type { LabError } from '../errors'
import type { TcpState } from '../tcp/states'
import type { Watched } from '../watched'
import type { About, Base } from './base'

/** Events that don't come from the lab's own sockets: what the kernel's tables and packets on the wire showed. */

/** A timer of the kernel's, as its tables tell. */
export interface KernelTimer {
  /** `retransmit`: unacknowledged bytes are sent again; `probe`: a zero window is probed. */
  kind: 'retransmit' | 'keepalive' | 'timeWait' | 'probe'
  /** What was left of it at the event's `t`, ms. */
  ms: number
}

/**
 * A row of the kernel's tables as a reading at `t` found it: new, changed, or gone. It is told once more, unchanged, if the
 * end has meanwhile been concluded to be elsewhere and the row does not follow (`agreeing`, tcp/path.ts).
 */
export interface Observed extends About {
  kind: 'observed'
  /** How it was read: Linux's /proc/net/tcp, or the system's netstat. */
  by: 'procfs' | 'netstat'
  /** CLOSED: the row is gone. */
  state: TcpState
  /** When its part of the table began to be read, ms: what the row says held at some moment between this and `t`. */
  began: number
  /** When the reading before this one began, ms: the change lies between. Absent for a row that is seen first. */
  since?: number
  /**
   * Bytes that the peer has not acknowledged; a queued FIN counts 1. Of a listener: the limit of its queue, 0 where the
   * table doesn't tell.
   */
  sendQueue: number
  /** Bytes that the program has not read; an unread FIN counts 1. Of a listener: connections that wait to be accepted. */
  receiveQueue: number
  timer?: KernelTimer
  /** Of the process that holds the socket; absent if none does, or the table doesn't tell. */
  uid?: number
  inode?: number
}

/** The queues of a datagram socket of the lab's, as a reading of the kernel's tables at `t` found them: at first, and when they change. */
export interface Measured extends About {
  kind: 'measured'
  /** How it was read: Linux's /proc/net/udp. */
  by: 'procfs'
  /** When the reading began, ms: what it says held at some moment between this and `t`. */
  began: number
  /** When the reading before this one began, ms. Absent for the first. */
  since?: number
  /** Memory of what is sent and has not left the machine, bytes. */
  sendQueue: number
  /** Memory of datagrams that the program has not read, bytes: more than what they carry. */
  receiveQueue: number
  /** Datagrams that were dropped since the socket was opened, as there was no room in its receive queue. */
  drops: number
  uid?: number
  inode?: number
}

/**
 * A socket that isn't the lab's was seen in the kernel's tables for the first time; or once more, when it has become known
 * whose it is: of a connection that is still to be accepted no process is the holder.
 */
export interface Found extends About {
  kind: 'found'
  /** `server`: the end that was called; `client`: the end that called. */
  as: 'listener' | 'server' | 'client'
  local: string
  /** Not of a listener. */
  remote?: string
  /** Name of the other end. */
  peer?: string
  /** Name of the listener that accepted it, if that is known. */
  listener?: string
  /** What it was looked for: the name of a watch. */
  watch?: string
  uid?: number
  pid?: number
  /** Name of the program. */
  process?: string
}

/** A port or a process is watched from now on: `socket` is the name of the watch. */
export interface Watching extends About, Watched {
  kind: 'watching'
}

export interface Unwatched extends About {
  kind: 'unwatched'
}

/** One of the sources of knowledge besides Node's own events was switched, failed, or lost something. */
export interface SourceChanged extends Base {
  kind: 'source'
  source: 'kernel' | 'capture'
  /** `unavailable`: `error` says why. `lost`: `lost` segments are missing so far. */
  phase: 'started' | 'stopped' | 'unavailable' | 'lost'
  /** What reads: `procfs`, `netstat`, `tcpdump`, `dumpcap`. */
  by?: string
  /** Segments that the kernel or the tool dropped since it started. */
  lost?: number
  error?: LabError
}

/** What the kernel or the wire showed at an end is not what had been concluded. The `state` events that follow correct it. */
export interface Contradicted extends About {
  kind: 'contradicted'
  by: 'observed' | 'captured'
  /** The state that the end was taken to be in. */
  inferred: TcpState
  /** The state that it was seen in. */
  seen: TcpState
  /** `seq` of what was concluded, and of what was seen. */
  because: number[]
}

/** A captured segment; `socket` has sent it. */
export interface Segment extends About {
  kind: 'segment'
  /** Name of the end that it goes to. */
  to: string
  local: string
  remote: string
  /** Of C, E, U, A, P, R, S, F (RFC 9293, 3.1), in this order: `S`, `AS`, `A`, `AP`, `AF`, `AR`, `R`. */
  flags: string
  /** Relative to the sender's initial sequence number, or to the first one seen of it: SYN is 0. */
  sequence: number
  /** Relative to the receiver's; absent without ACK. */
  acknowledgement?: number
  /** The numbers as they were on the wire. */
  raw: { sequence: number; acknowledgement: number }
  /** Bytes of payload. */
  bytes: number
  /** Receive window in bytes, scaled where the handshake was seen. */
  window: number
  /** All of its sequence numbers have been seen before. */
  again?: true
  /** Of a SYN. */
  options?: { mss?: number; windowScale?: number; sack?: true; timestamps?: true }
  frame?: Frame
}

/** A packet as it was captured, for whoever wants to look at it with other tools. */
export interface Frame {
  /** Link type of pcap: 1 Ethernet, 0 BSD loopback, 101 raw IP, 113 and 276 Linux cooked. */
  link: number
  /** How many bytes it had on the wire. */
  bytes: number
  /** The first of them. */
  data: Uint8Array
}
