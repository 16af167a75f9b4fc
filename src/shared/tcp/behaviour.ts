import type { End } from './end'
import { finHasArrived, hasUnread, isSurelyThere, releasesHeldBack } from './queues'
import { type Confidence, DELAYED_ACK_MS, type TcpState } from './states'
import { type Occurrence, transition } from './transitions'

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
  /** Of a reset: the segment that caused it has acknowledged this end's FIN before. */
  acknowledges?: boolean
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
  const { fin, finHeldUp, wasReset, entered } = client
  const order = { end: self, confidence: 'order' as const, tMax: t }
  if (client.foreign) return []
  return [
    ...(fin && !finHeldUp ? [{ ...order, on: 'receive-fin' as const, tMin: fin.t }] : []),
    ...(wasReset ? [{ ...order, on: 'receive-reset' as const, tMin: entered.tMin }] : []),
  ]
}

/** The FIN of `from` is in the other kernel, since some time after it was sent: what that makes of both ends. */
export function finArrived(from: End, tMin: number, t: number): Conclusion[] {
  from.finHeldUp = false
  const acknowledged: Conclusion = {
    end: from,
    on: 'receive-ack-of-fin',
    confidence: 'order',
    tMin,
    tMax: t + DELAYED_ACK_MS,
  }
  if (!from.peer) return [acknowledged]
  // Crossing another FIN it is acknowledged at once (tcp_fin()).
  if (from.peer.state === 'FIN_WAIT_1') from.acknowledged = 'yes'
  else if (releasesHeldBack(from.peer, t)) from.acknowledged = 'likely'

  return [{ end: from.peer, on: 'receive-fin', confidence: 'order', tMin, tMax: t }, acknowledged]
}

/** FINs of both ends that were held up and, by what has been read since, are no more. */
export function overdue(self: End, t: number): Conclusion[] {
  const out: Conclusion[] = []
  for (const from of [self.peer, self]) {
    if (from?.finHeldUp && from.fin && from.peer && finHasArrived(from) === 'yes')
      out.push(...finArrived(from, from.fin.t, t))
  }
  return out
}

/** `self`'s FIN has been sent at `t`, and its state tells so: what it makes of the rest, unless something holds it up. */
function finUnderWay(self: End, t: number): Conclusion[] {
  if (finHasArrived(self) === 'yes') return finArrived(self, t, t)
  self.finHeldUp = true
  return []
}

/**
 * FIN leaves `self`: what that makes of both ends. `t` is the moment, ms; `orphaned` says that the descriptor goes
 * with it.
 */
export function finOut(self: End, t: number, orphaned: boolean): Conclusion[] {
  const { peer } = self
  // Its connection is gone, or its FIN is out.
  if (!transition(self.state, 'send-fin')) return []
  if (peer?.foreign) return finToForeign(self, peer, t, orphaned)
  if (peer?.finHeldUp && self.state === 'ESTABLISHED') return finAgainstFin(self, peer, t)
  const sends: Conclusion = { end: self, on: 'send-fin', confidence: 'exact' }
  // Alone, its state says all: the other end is none, this very one, or not accepted yet.
  return peer || self.callsOwn ? [sends, ...finUnderWay(self, t)] : [sends]
}

/**
 * What may stand in place of FIN_WAIT_2 when nobody holds the descriptor any more: the answer of a foreign peer, its
 * FIN, is then the kernel's secret.
 */
const UNHEARD: TcpState[][] = [['FIN_WAIT_2', 'TIME_WAIT'], ['CLOSING', 'TIME_WAIT'], ['CLOSED']]

function finToForeign(self: End, peer: End, t: number, orphaned: boolean): Conclusion[] {
  const interval = { tMin: t, tMax: t + DELAYED_ACK_MS }
  const isFirst = self.state === 'ESTABLISHED'
  // A foreign FIN may lie in our kernel unread, so that this one is the answer to it: of one that is heard of soon,
  // nothing has to be said before.
  const unheard = isFirst && (self.paused || orphaned)
  const isSure = self.loopback && !unheard
  return [
    {
      end: self,
      on: 'send-fin',
      confidence: unheard ? 'possible' : 'exact',
      ...(unheard && { alternatives: [['CLOSE_WAIT', 'LAST_ACK']] }),
    },
    { end: peer, on: 'receive-fin', confidence: 'possible', ...interval },
    {
      end: self,
      on: 'receive-ack-of-fin',
      confidence: isSure ? 'order' : 'possible',
      ...(isFirst && orphaned && { alternatives: UNHEARD }),
      ...interval,
    },
  ]
}

/** FIN leaves `self`, and the peer's, sent behind bytes that did not fit into our kernel's window, has come or not. */
function finAgainstFin(self: End, peer: End, t: number): Conclusion[] {
  switch (finHasArrived(peer)) {
    case 'no':
      return [{ end: self, on: 'send-fin', confidence: 'order' }, ...finUnderWay(self, t)]
    case 'unlikely':
      return simultaneous(self, peer)
    default:
      return answered(self, peer, t)
  }
}

/** The peer's FIN most likely has not come: both close at once. */
function simultaneous(self: End, peer: End): Conclusion[] {
  const out: Conclusion[] = [
    { end: self, on: 'send-fin', confidence: 'possible', alternatives: [['CLOSE_WAIT', 'LAST_ACK']] },
  ]
  if (finHasArrived(self) !== 'yes') {
    self.finHeldUp = true
    return out
  }
  const mayHaveBeenAnswered: TcpState[][] = [['FIN_WAIT_2', 'TIME_WAIT']]
  out.push(
    { end: peer, on: 'receive-fin', confidence: 'possible', alternatives: mayHaveBeenAnswered },
    { end: self, on: 'receive-ack-of-fin', confidence: 'possible', alternatives: [[], ['CLOSED']] },
  )
  return out
}

/** The peer's FIN most likely has come: this one is the answer. */
function answered(self: End, peer: End, t: number): Conclusion[] {
  const out: Conclusion[] = [
    { end: peer, on: 'receive-ack-of-fin', confidence: 'possible', alternatives: [['CLOSING'], []] },
    { end: self, on: 'receive-fin', confidence: 'possible', alternatives: [['FIN_WAIT_1']] },
    { end: self, on: 'send-fin', confidence: 'possible', alternatives: [['CLOSING'], ['FIN_WAIT_2'], []] },
  ]
  if (finHasArrived(self) !== 'yes') {
    self.finHeldUp = true
    return out
  }
  out.push(
    { end: peer, on: 'receive-fin', confidence: 'order', tMin: t, tMax: t },
    { end: self, on: 'receive-ack-of-fin', confidence: 'possible', alternatives: [['TIME_WAIT']] },
  )
  return out
}

/** RST leaves `self`. */
export function resetOut(self: End, confidence: Confidence, alternatives?: TcpState[][]): Conclusion[] {
  const sends: Conclusion = {
    end: self,
    on: 'send-reset',
    confidence,
    ...(alternatives && { alternatives }),
  }
  if (!self.peer) return [sends]
  const isSure = confidence === 'exact' && !self.peer.foreign
  return [sends, { end: self.peer, on: 'receive-reset', confidence: isSure ? 'order' : 'possible' }]
}

/**
 * A call is given up before Node has told what became of it. Over loopback the handshake is over within connect(2)
 * (measured), so that this close sends FIN on an open connection; elsewhere nobody may have answered yet.
 */
export function abandoned(self: End, t: number): Conclusion[] {
  if (self.callsOwn) {
    const { tMin } = self.entered
    return [
      { end: self, on: 'receive-syn-ack', confidence: 'order', tMin, tMax: t },
      { end: self, on: 'send-fin', confidence: 'order' },
      ...finUnderWay(self, t),
    ]
  }
  const closing: TcpState[] = ['ESTABLISHED', 'FIN_WAIT_1', 'FIN_WAIT_2']
  const alternatives: TcpState[][] = [closing, [...closing, 'TIME_WAIT'], [...closing, 'CLOSED']]
  return [{ end: self, on: 'abort', confidence: 'possible', alternatives }]
}

/** close(2) on `self`'s descriptor: RST if its kernel holds bytes that nobody read, else FIN, unless that is out. */
export function descriptorCloses(self: End, t: number): Conclusion[] {
  if (self.state === 'SYN_SENT') return abandoned(self, t)
  const unread = hasUnread(self, t)
  if (unread === 'yes') return resetOut(self, isSurelyThere(self, t) ? 'exact' : 'order')
  if (unread === 'likely') return likelyReset(self)
  // Of an own peer, what is held back comes sooner or later, when nobody can read it any more.
  const comes = unread === 'unlikely' && self.peer?.foreign === false
  if (self.fin) return comes ? resetOut(self, 'order') : []
  const conclusions = finOut(self, t, true)
  if (unread === 'no') return conclusions
  return [...orElse(conclusions, ['CLOSED']), ...(comes ? resetOut(self, 'order') : [])]
}

/** Unless there is nothing unread yet: then FIN goes out, and what comes after it is answered with RST. */
function likelyReset(self: End): Conclusion[] {
  if (self.fin) return resetOut(self, 'order')
  const fin: TcpState = self.state === 'CLOSE_WAIT' ? 'LAST_ACK' : 'FIN_WAIT_1'
  const then: TcpState[] = fin === 'LAST_ACK' ? [fin, 'CLOSED'] : [fin, 'FIN_WAIT_2', 'CLOSED']
  const [sends, gets] = resetOut(self, 'possible', [[fin], then])
  const isFirst = self.peer?.state === 'ESTABLISHED'
  return [
    ...(sends ? [sends] : []),
    ...(gets
      ? [{ ...gets, ...(isFirst && { alternatives: [['CLOSE_WAIT', 'CLOSED'] satisfies TcpState[]] }) }]
      : []),
  ]
}

/** What leaves or reaches either end first may as well have been `other`. */
function orElse(conclusions: readonly Conclusion[], other: TcpState[]): Conclusion[] {
  return conclusions.map((conclusion) => {
    const isFirst = conclusions.find(({ end }) => end === conclusion.end) === conclusion
    if (!isFirst || conclusion.end.foreign) return conclusion
    const alternatives = [...(conclusion.alternatives ?? []), other]
    return { ...conclusion, confidence: 'possible', alternatives }
  })
}

/** shutdown(2) and close(2) in a row, while the kernel holds bytes that nobody read: FIN, and RST right behind it. */
export function finAndReset(self: End, t: number): Conclusion[] {
  const answers = self.state === 'CLOSE_WAIT'
  const fin = finOut(self, t, true)
  // The end that answers a FIN is gone as soon as its own is acknowledged, which is at once.
  return answers && !self.finHeldUp ? fin : [...fin, ...resetOut(self, 'order')]
}
