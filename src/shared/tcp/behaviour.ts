import type { SocketFacts } from '../events'
import { type End, reachesPeer, surelyHeld, unreadBytes } from './end'
import { type Confidence, DELAYED_ACK_MS, type TcpState } from './states'
import type { Occurrence } from './transitions'

/** What a kernel makes of a call, at both ends of a connection: the parts that the rules (rules.ts) are made of. */

/** One conclusion: something happened at `end`. */
export interface Conclusion {
  end: End
  on: Occurrence
  confidence: Confidence
  /** The interval; the event's own `t` for both unless given. */
  tMin?: number
  tMax?: number
  alternatives?: TcpState[][]
  /** Further events that it was concluded from. */
  because?: number[]
}

/** The handshake at the end that was called. Its SYN had come when the client was connected, if it is known when. */
export function opened(end: End, tMin: number, tMax: number, connected = tMax): Conclusion[] {
  return [
    { end, on: 'receive-syn', confidence: 'order', tMin, tMax: Math.min(connected, tMax) },
    { end, on: 'receive-ack-of-syn', confidence: 'order', tMin, tMax },
  ]
}

/** What `client` sent behind its handshake while `self` waited in the queue to be accepted, at `t`: its kernel has it. */
export function whileQueued(self: End, client: End, t: number): Conclusion[] {
  const { state, entered } = client
  if (client.foreign) return []
  if (state === 'FIN_WAIT_2' && client.fin)
    return [{ end: self, on: 'receive-fin', confidence: 'order', tMin: client.fin.t, tMax: t }]
  if (state === 'CLOSED' && client.called?.connected !== undefined)
    return [{ end: self, on: 'receive-reset', confidence: 'order', tMin: entered.tMin, tMax: t }]
  return []
}

/**
 * What may stand in place of FIN_WAIT_2 when nobody holds the descriptor any more: the answer of a foreign peer, its
 * FIN, is then the kernel's secret.
 */
const UNHEARD: TcpState[][] = [
  ['FIN_WAIT_2', 'TIME_WAIT'],
  ['CLOSING', 'TIME_WAIT'],
]

/**
 * FIN leaves `self`: what that makes of both ends. `t` is the moment, ms; `orphaned` says that the descriptor goes
 * with it.
 */
export function finOut(self: End, t: number, facts: SocketFacts, orphaned: boolean): Conclusion[] {
  const { peer } = self
  if (peer?.finInDoubt && self.state === 'ESTABLISHED') return answerInDoubt(self, peer, facts)
  // With reading stopped, a foreign FIN may lie in our kernel unseen: then this one is the answer to it.
  const unseen = self.state === 'ESTABLISHED' && peer?.foreign === true && self.paused
  const sends: Conclusion = {
    end: self,
    on: 'send-fin',
    confidence: unseen ? 'possible' : 'exact',
    ...(unseen && { alternatives: [['CLOSE_WAIT', 'LAST_ACK']] }),
  }
  if (!peer) {
    // In the queue of a listener of our own: its kernel answers for the program that has not accepted it.
    const isQueued = self.loopback && self.called?.connected !== undefined && !self.selfConnected
    return isQueued && surelyHeld(facts) ? [sends, acknowledged(self, t)] : [sends]
  }
  if (peer.foreign) {
    const interval = { tMin: t, tMax: t + DELAYED_ACK_MS }
    const acknowledged: Conclusion =
      orphaned && self.state === 'ESTABLISHED'
        ? { end: self, on: 'receive-ack-of-fin', confidence: 'possible', alternatives: UNHEARD, ...interval }
        : {
            end: self,
            on: 'receive-ack-of-fin',
            confidence: self.loopback ? 'order' : 'possible',
            ...interval,
          }
    return [sends, { end: peer, on: 'receive-fin', confidence: 'possible', ...interval }, acknowledged]
  }
  if (!reachesPeer(facts)) {
    self.finInDoubt = true
    return [sends]
  }
  return [sends, { end: peer, on: 'receive-fin', confidence: 'order' }, acknowledged(self, t)]
}

/** The other kernel of this machine acknowledges a FIN that leaves at `t`. */
function acknowledged(end: End, t: number): Conclusion {
  return { end, on: 'receive-ack-of-fin', confidence: 'order', tMin: t, tMax: t + DELAYED_ACK_MS }
}

/**
 * FIN leaves `self`, and the peer's, sent behind bytes that may not fit into our window, has come or not. An end that
 * reads on has most likely got it; one that has stopped reading most likely not (measured: CLOSING in 20 of 20).
 */
function answerInDoubt(self: End, peer: End, facts: SocketFacts): Conclusion[] {
  const arrives = reachesPeer(facts)
  if (!arrives) self.finInDoubt = true
  if (self.paused) {
    return [
      { end: self, on: 'send-fin', confidence: 'possible', alternatives: [['CLOSE_WAIT', 'LAST_ACK']] },
      ...(arrives
        ? [
            {
              end: peer,
              on: 'receive-fin' as const,
              confidence: 'possible' as const,
              alternatives: [['FIN_WAIT_2', 'TIME_WAIT'] satisfies TcpState[]],
            },
            {
              end: self,
              on: 'receive-ack-of-fin' as const,
              confidence: 'possible' as const,
              alternatives: [[], ['CLOSED'] satisfies TcpState[]],
            },
          ]
        : []),
    ]
  }
  return [
    { end: peer, on: 'receive-ack-of-fin', confidence: 'possible', alternatives: [['CLOSING']] },
    { end: self, on: 'receive-fin', confidence: 'possible', alternatives: [['FIN_WAIT_1']] },
    { end: self, on: 'send-fin', confidence: 'possible', alternatives: [['CLOSING'], ['FIN_WAIT_2']] },
    ...(arrives
      ? [
          { end: peer, on: 'receive-fin' as const, confidence: 'order' as const },
          {
            end: self,
            on: 'receive-ack-of-fin' as const,
            confidence: 'possible' as const,
            alternatives: [['TIME_WAIT'] satisfies TcpState[]],
          },
        ]
      : []),
  ]
}

/** RST leaves `self`. */
export function resetOut(self: End, confidence: Confidence, alternatives?: TcpState[][]): Conclusion[] {
  return [
    { end: self, on: 'send-reset', confidence, ...(alternatives && { alternatives }) },
    ...(self.peer
      ? [
          {
            end: self.peer,
            on: 'receive-reset' as const,
            confidence:
              confidence === 'exact' && !self.peer.foreign ? ('order' as const) : ('possible' as const),
          },
        ]
      : []),
  ]
}

/**
 * A call is given up before Node has told what became of it. Over loopback the handshake is over within connect(2)
 * (measured), so that this close sends FIN on an open connection; elsewhere nobody has answered yet.
 */
export function abandoned(self: End): Conclusion[] {
  if (!self.loopback) return [{ end: self, on: 'abort', confidence: 'exact' }]
  const closing: TcpState[] = ['ESTABLISHED', 'FIN_WAIT_1', 'FIN_WAIT_2']
  const alternatives: TcpState[][] = [closing, [...closing, 'TIME_WAIT'], [...closing, 'CLOSED']]
  return [{ end: self, on: 'abort', confidence: 'possible', alternatives }]
}

/** close(2) on `self`'s descriptor: RST if its kernel holds bytes that nobody read, else FIN, unless that is out. */
export function descriptorCloses(self: End, t: number, facts: SocketFacts): Conclusion[] {
  if (self.state === 'SYN_SENT') return abandoned(self)
  const unread = unreadBytes(facts)
  if (unread === 'yes') return resetOut(self, 'exact')
  const finIsOut = self.fin !== undefined
  if (unread === 'maybe' && self.peer && !self.peer.foreign) {
    return resetOut(
      self,
      'possible',
      finIsOut ? [[]] : [[self.state === 'CLOSE_WAIT' ? 'LAST_ACK' : 'FIN_WAIT_1']],
    )
  }
  if (finIsOut) return []
  const conclusions = finOut(self, t, facts, true)
  const [sends] = conclusions
  if (unread === 'maybe' && sends && self.peer) {
    sends.confidence = 'possible'
    sends.alternatives = [...(sends.alternatives ?? []), ['CLOSED']]
  }
  return conclusions
}
