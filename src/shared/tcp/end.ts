import type { SocketFacts } from '../events'
import type { TcpState } from './states'

/** What the inference knows of one end. */
export interface End {
  readonly name: string
  /** Not the lab's: nothing of it is seen but what our own end sees. */
  readonly foreign: boolean
  state: TcpState
  /** `seq` and interval of the state event that led to `state`. */
  entered: { seq: number; tMin: number; tMax: number; from: TcpState }
  peer?: End
  /** Both addresses are loopback ones: segments are delivered within the call that sends them. */
  loopback: boolean
  /** The end's own address, where both are equal (a socket that is connected to itself). */
  selfConnected: boolean
  /** When the first call or event about it was. */
  openedAt: number
  /** Of a client: when its newest SYN went out, and when it was connected, if it has been. */
  called?: { t: number; connected?: number }
  /** Of a listener whose handle is away: since when, ms, another process may have closed it. */
  frozenSince?: number
  /** The process holds the descriptor. */
  descriptor: 'open' | 'closed'
  /** A `close` was asked: the descriptor goes as soon as FIN is the kernel's. */
  closing: boolean
  /** A reset waits for the FIN that is under way: it goes before any `close` that is asked meanwhile. */
  resetting: boolean
  paused: boolean
  /** Bytes handed to Node so far. */
  written: number
  /** When FIN was handed to the kernel, and the event that said so. */
  fin?: { seq: number; t: number }
  /** FIN is out, and whether it has got through to the other kernel is not sure. */
  finInDoubt: boolean
}

export function newEnd(name: string, foreign: boolean, t: number): End {
  return {
    name,
    foreign,
    state: 'CLOSED',
    entered: { seq: 0, tMin: t, tMax: t, from: 'CLOSED' },
    loopback: false,
    selfConnected: false,
    openedAt: t,
    descriptor: foreign ? 'closed' : 'open',
    closing: false,
    resetting: false,
    paused: false,
    written: 0,
    finInDoubt: false,
  }
}

/**
 * A new socket's receive window is never smaller than this (65,483 bytes on Linux with the default
 * net.ipv4.tcp_rmem, 64 KiB or more elsewhere): up to half of it, in bytes, is surely held by the peer's kernel.
 */
export const SURELY_HELD = 32 * 1024

/** True if the peer has read, or its kernel surely holds, all that this end sent: nothing holds a FIN up. */
export function reachesPeer(facts: SocketFacts): boolean {
  return facts.unsent === 0 && facts.peer !== undefined && facts.written - facts.peer.read <= SURELY_HELD
}

/** True if the kernel at the other end holds all that this end sent, even if nobody has read any of it. */
export function surelyHeld(facts: SocketFacts): boolean {
  return facts.unsent === 0 && facts.written <= SURELY_HELD
}

/** Bytes that the peer sent and this end has not read: `no`, `yes` (the kernel has some), or `maybe` (Node may still hold them). */
export function unreadBytes(facts: SocketFacts): 'no' | 'yes' | 'maybe' {
  if (facts.peer === undefined) return 'maybe'
  if (facts.peer.written <= facts.read) return 'no'
  return facts.peer.written - facts.peer.unsent > facts.read ? 'yes' : 'maybe'
}
