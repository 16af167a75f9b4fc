import { formatBytes } from '../../shared/bytes'
import type { EndAct } from '../../shared/commands'
import type { SocketModel } from '../../shared/model/model'
import { isDatagram, isForeign } from '../../shared/model/selectors'
import type { en } from '../i18n/en'
import { offerOfDatagrams } from './datagramOffers'
import { offerOfUnix } from './unixOffers'

/** A sentence of the explanation of an act: a key below `acts`, and what goes into it. */
export interface Sentence {
  key: `effect.${Effect}` | `reason.${Reason}`
  size?: string
  count?: number
}

type Singular<K> = K extends `${infer Stem}_${'zero' | 'one' | 'other'}` ? Stem : K
type Effect = Singular<keyof typeof en.acts.effect>
type Reason = keyof typeof en.acts.reason

/** An act as it stands here and now: what it will do, or why it cannot be done. */
export interface Offer {
  act: EndAct
  possible: boolean
  why: Sentence[]
}

export interface Other {
  /** The other end, where it is known. */
  peer?: SocketModel | undefined
  /** Whether the other end stays open after a FIN; undefined if that isn't known. */
  peerAllowsHalfOpen?: boolean | undefined
  /** A moment of the past is looked at. */
  past?: boolean
}

/**
 * Node reads ahead, paused or not, until about this many bytes lie in its own buffer (measured): fewer unread ones may be
 * with Node, more are with the kernel for sure.
 */
const READ_AHEAD = 64 * 1024

const cannot = (act: EndAct, reason: Reason): Offer => ({
  act,
  possible: false,
  why: [{ key: `reason.${reason}` }],
})

/** The acts on one end of a connection, in the order in which they are shown. */
export function offers(socket: SocketModel, other: Other): Offer[] {
  return [
    offer('shutdown', socket, other),
    offer('close', socket, other),
    offer('destroy', socket, other),
    offer('reset', socket, other),
    offer(socket.paused ? 'resume' : 'pause', socket, other),
  ]
}

export function offer(act: EndAct, socket: SocketModel, other: Other): Offer {
  if (other.past) return cannot(act, 'past')
  const gone = unreachable(socket)
  if (gone) return cannot(act, gone)
  if (isDatagram(socket)) {
    return socket.closing && act !== 'destroy' ? cannot(act, 'closing') : offerOfDatagrams(act, socket)
  }
  if (socket.transport === 'unix' && !isConnecting(socket)) {
    if (act === 'close' && socket.closing) return cannot(act, 'closing')
    return offerOfUnix(act, socket, [...queuedFirst(socket), ...repeatsStop(socket)])
  }
  switch (act) {
    case 'shutdown':
      return offerShutdown(socket, other)
    case 'close':
      if (socket.closing) return cannot(act, 'closing')
      return { act, possible: true, why: explainClose(socket, other) }
    case 'destroy':
      return { act, possible: true, why: explainDestroy(socket, other) }
    case 'reset':
      return { act, possible: true, why: explainReset(socket, other) }
    case 'pause':
      if (isConnecting(socket)) return cannot(act, 'connecting')
      return socket.ended ? cannot(act, 'ended') : { act, possible: true, why: [{ key: 'effect.pause' }] }
    case 'resume':
      return { act, possible: true, why: explainResume(socket, other) }
  }
}

/** Why this end cannot send; undefined if it can. */
export function cannotSend(socket: SocketModel): Sentence | undefined {
  const gone = unreachable(socket)
  if (gone) return { key: `reason.${gone}` }
  if (isConnecting(socket)) return { key: 'reason.connecting' }
  if (socket.fin !== 'none') return { key: socket.fin === 'queued' ? 'reason.finQueued' : 'reason.finSent' }
  return undefined
}

/** A client whose connection is not established yet. */
export function isConnecting(socket: SocketModel): boolean {
  if (socket.role !== 'client') return false
  // Connected, it has an address, even if that is no name.
  if (socket.transport === 'unix') return socket.local === undefined
  return socket.state === 'SYN_SENT' || socket.path.length === 0
}

function unreachable(socket: SocketModel): Reason | undefined {
  if (isForeign(socket)) return 'foreign'
  if (socket.descriptor !== 'open') return socket.role === 'listener' ? 'listenerClosed' : 'closed'
  return undefined
}

function offerShutdown(socket: SocketModel, other: Other): Offer {
  const act = 'shutdown'
  if (socket.fin !== 'none') return cannot(act, socket.fin === 'queued' ? 'finQueued' : 'finSent')
  if (isConnecting(socket)) return { act, possible: true, why: [{ key: 'effect.finAfterConnect' }] }
  const before = [...queuedFirst(socket), ...repeatsStop(socket)]
  if (socket.ended) return { act, possible: true, why: [...before, { key: 'effect.finSecond' }] }
  const after: Sentence = {
    key: other.peerAllowsHalfOpen === false ? 'effect.finPeerFollows' : 'effect.finPeerMayLinger',
  }
  return {
    act,
    possible: true,
    why: [...before, { key: 'effect.finFirst' }, after, ...unheard(socket, other)],
  }
}

function explainClose(socket: SocketModel, other: Other): Sentence[] {
  if (isConnecting(socket)) return [{ key: 'effect.giveUp' }]
  if (socket.fin === 'sent') return [{ key: socket.ended ? 'effect.closeDone' : 'effect.closeAfterFin' }]
  const before = [...queuedFirst(socket), ...repeatsStop(socket)]
  const unread = unreadBytes(socket, other.peer)
  const size = formatBytes(unread)
  const inKernel = holdsUnread(socket, unread)
  if (inKernel === 'yes') return [...before, { key: 'effect.closeUnread', size }, ...unheard(socket, other)]
  const maybe: Sentence[] = inKernel === 'maybe' ? [{ key: 'effect.closeMaybeUnread', size }] : []
  return [...before, closing(socket, other), ...maybe, ...unheard(socket, other)]
}

function closing(socket: SocketModel, other: Other): Sentence {
  if (socket.ended) return { key: 'effect.closeSecond' }
  if (other.peerAllowsHalfOpen === undefined) return { key: 'effect.closeFirstUnknown' }
  return { key: other.peerAllowsHalfOpen ? 'effect.closeFirstLingers' : 'effect.closeFirst' }
}

function explainDestroy(socket: SocketModel, other: Other): Sentence[] {
  if (isConnecting(socket)) return [{ key: 'effect.giveUp' }]
  const stops = repeatsStop(socket)
  const unread = unreadBytes(socket, other.peer)
  const size = formatBytes(unread)
  const inKernel = holdsUnread(socket, unread)
  if (inKernel === 'yes') {
    const dropped = droppedBy(socket, 'effect.queuedLost')
    return [...dropped, ...stops, { key: 'effect.destroyUnread', size }, ...unheard(socket, other)]
  }
  const destroy: Sentence = { key: socket.fin === 'sent' ? 'effect.destroyAfterFin' : 'effect.destroyFin' }
  const maybe: Sentence[] = inKernel === 'maybe' ? [{ key: 'effect.destroyMaybeUnread', size }] : []
  const dropped = droppedBy(socket, 'effect.queuedDropped')
  return [...dropped, ...stops, destroy, ...maybe, ...unheard(socket, other)]
}

function explainReset(socket: SocketModel, other: Other): Sentence[] {
  if (isConnecting(socket)) return [{ key: 'effect.giveUp' }]
  if (socket.fin === 'queued') return [{ key: 'effect.resetAfterFin' }]
  const late = unheard(socket, other)
  const before = [...droppedBy(socket, 'effect.queuedLost'), ...repeatsStop(socket)]
  return late.length > 0
    ? [...before, { key: 'effect.resetUnheard' }, ...late]
    : [...before, { key: 'effect.reset' }]
}

function explainResume(socket: SocketModel, other: Other): Sentence[] {
  const unread = unreadBytes(socket, other.peer)
  const held = other.peer?.queued ?? 0
  return [
    unread > 0 ? { key: 'effect.resumeUnread', size: formatBytes(unread) } : { key: 'effect.resume' },
    ...(held > 0 ? [{ key: 'effect.resumeHeld', size: formatBytes(held) } as const] : []),
  ]
}

function droppedBy(socket: SocketModel, key: 'effect.queuedDropped' | 'effect.queuedLost'): Sentence[] {
  return socket.queued > 0 ? [{ key, size: formatBytes(socket.queued) }] : []
}

function repeatsStop(socket: SocketModel): Sentence[] {
  return socket.repeating.length > 0 ? [{ key: 'effect.repeatsStop' }] : []
}

/** The other end has stopped reading, with so much unread that nothing new gets through to its program. */
function unheard(socket: SocketModel, { peer }: Other): Sentence[] {
  if (!peer?.paused || peer.descriptor !== 'open') return []
  const unread = unreadBytes(peer, socket)
  return unread > READ_AHEAD ? [{ key: 'effect.unheard', size: formatBytes(unread) }] : []
}

function queuedFirst(socket: SocketModel): Sentence[] {
  return socket.queued > 0 ? [{ key: 'effect.queuedFirst', size: formatBytes(socket.queued) }] : []
}

/** Whether its kernel holds some of so many unread bytes: then it sends RST. What Node has read ahead does not count. */
function holdsUnread({ readAhead }: SocketModel, unread: number): 'yes' | 'maybe' | 'no' {
  if (readAhead !== undefined) return unread > readAhead ? 'yes' : 'no'
  return unread > READ_AHEAD ? 'yes' : unread > 0 ? 'maybe' : 'no'
}

/** What the other end has given to the kernel and this end has not shown: an upper bound of what is unread. */
function unreadBytes(socket: SocketModel, peer: SocketModel | undefined): number {
  if (!peer || peer.role === 'foreign') return 0
  return Math.max(0, peer.sent.bytes - peer.queued - socket.received.bytes)
}
