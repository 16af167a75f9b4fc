import type { SocketFacts } from '../events'
import type { TcpState } from './states'

export interface Write {
  /** Bytes that went before. */
  offset: number
  /** ms. */
  t: number
  /** The other kernel has said that it has it. */
  acknowledged: boolean
  /** The sender's kernel holds it back until what went before is acknowledged. */
  heldBack: boolean
}

/** What the inference knows of one end. */
export interface End {
  readonly name: string
  /** Not the lab's: nothing of it is seen but what our own end sees. */
  readonly foreign: boolean
  state: TcpState
  /** `seq` and interval of the state event that led to `state`. */
  entered: { seq: number; tMin: number; tMax: number; from: TcpState }
  /** That it is in `state` is known from an event of its own, or was seen; not only from what its peer has done. */
  heard: boolean
  peer?: End
  /** Both addresses are loopback ones: segments are delivered within the call that sends them. */
  loopback: boolean
  /** Of a listener: its address. */
  local?: string
  /** Of a client: a listener of the lab's has it in its queue, since the kernel opens a connection within the call. */
  callsOwn: boolean
  /** The end's own address, where both are equal (a socket that is connected to itself). */
  selfConnected: boolean
  /** Node has told that its connection is open. Before that it keeps back what is written. */
  connected: boolean
  /** When the first call or event about it was. */
  openedAt: number
  /** Of a client: when its newest SYN went out, and when it was connected, if it has been. */
  called?: { t: number; connected?: number }
  /** Of a listener whose handle is away: since when, ms, another process may have closed it. */
  frozenSince?: number
  /** Of a listener that accepts one connection, and no other before that is closed: since when it has served it, if it does. */
  serves?: { since?: number }
  /** Of an accepted end: the listener that serves it, and nobody else meanwhile. */
  servedBy?: End
  /** The process holds the descriptor. */
  descriptor: 'open' | 'closed'
  /** A `close` was asked: the descriptor goes as soon as FIN is the kernel's. */
  closing: boolean
  /** A reset waits for the FIN that is under way: it goes before any `close` that is asked meanwhile. */
  resetting: boolean
  paused: boolean
  /** Bytes handed to Node so far; of these, not yet reported as taken by the kernel; read from the kernel. */
  written: number
  unsent: number
  read: number
  /** It has read the peer's FIN, and so all before it. */
  ended: boolean
  /** The newest write. */
  lastWrite?: Write
  /** It has answered what came soon before, so that its kernel delays its ACKs, waiting for the next answer. */
  answers: boolean
  /** When FIN was handed to the kernel, and the event that said so. */
  fin?: { seq: number; t: number }
  /** The state event by which FIN was sent first. */
  finSent?: End['entered']
  /** FIN is out, and it is not sure that nothing held it up: see queues.ts. */
  finHeldUp: boolean
  /** The other end has sent something since our FIN came there, and acknowledged it with that; or it most likely has. */
  acknowledged: 'no' | 'likely' | 'yes'
  /** RST has ended it. */
  wasReset: boolean
  /** False as soon as one of its transitions may have been another: none after that is `exact`. */
  sure: boolean
}

export function newEnd(name: string, foreign: boolean, t: number): End {
  return {
    name,
    foreign,
    state: 'CLOSED',
    entered: { seq: 0, tMin: t, tMax: t, from: 'CLOSED' },
    heard: true,
    loopback: false,
    callsOwn: false,
    selfConnected: false,
    connected: false,
    openedAt: t,
    descriptor: foreign ? 'closed' : 'open',
    closing: false,
    resetting: false,
    paused: false,
    written: 0,
    unsent: 0,
    read: 0,
    ended: false,
    answers: false,
    finHeldUp: false,
    acknowledged: 'no',
    wasReset: false,
    sure: true,
  }
}

/** Since when a listener's handle has been away, ms: another process may close it, and its queue may be full. */
export function awaySince({ frozenSince, serves }: End): number | undefined {
  return frozenSince ?? serves?.since
}

/** Takes over what the engine knew at the moment of an event. */
export function count(end: End, facts: SocketFacts): void {
  countOne(end, facts)
  if (facts.peer && end.peer && !end.peer.foreign) countOne(end.peer, facts.peer)
}

function countOne(end: End, { written, unsent, read }: Omit<SocketFacts, 'peer'>): void {
  // Of an end that is closed Node no longer knows what it has dropped.
  if (end.descriptor === 'open') {
    end.written = written
    end.unsent = unsent
  }
  // Node has read more than it has handed on.
  end.read = Math.max(end.read, read)
}
