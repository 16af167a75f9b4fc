import type { TcpState } from '../tcp/states'
import { isHeldByNobody, queueLimit, rowOf } from './kernel'
import type { KernelRow, Model, SocketModel } from './model'
import { servedBy } from './queue'

/**
 * What is conspicuous about a socket in the kernel's view, for views that say why it is so and what can be done. All of it
 * follows from the model and the present time; nothing here decides which state a socket is in.
 */
export type HintKind =
  /** The peer's FIN was read, and the program has not closed. */
  | 'closeWait'
  /** The peer's FIN has come, and the program has not read as far as that. */
  | 'closeWaitUnread'
  /** The program has closed after the peer's FIN, but its own FIN waits behind unsent bytes. */
  | 'closeWaitUnsent'
  /** A listener's queue is full: SYNs are dropped. */
  | 'queueFull'
  /** Connections wait in a listener's queue. */
  | 'queueWaits'
  /** The other program doesn't read: nothing more can be sent. */
  | 'zeroWindow'
  /** This program doesn't read, and the sender has to wait. */
  | 'unread'
  /** Many connections to one address that were closed first by those who called; each keeps its local port. */
  | 'timeWaits'
  /** Many connections that the server closed first. */
  | 'timeWaitsServer'
  /** No process holds it any more, and the other end doesn't close. */
  | 'orphan'
  /** A SYN without an answer. */
  | 'synSent'
  /** A SYN without an answer: the listener is the lab's, and frozen. */
  | 'synSentFrozen'
  /** What was sent is not acknowledged and is sent again. */
  | 'retransmits'

export interface KernelHint {
  kind: HintKind
  /** How long it has lasted. */
  ms?: number
  /** What is unread, or can't go out. */
  bytes?: number
  /** Connections that wait, or TIME_WAITs; and how many there can be. */
  count?: number
  of?: number
  /** The server's. */
  address?: string
}

/** How long something lasts before it is conspicuous, ms. */
export const LASTS_MS = { closeWait: 5000, queue: 1500, window: 1000, orphan: 2000, synSent: 1500 } as const
/** Linux waits at least 200 ms before it sends again, and twice as long each time: after this long, it has. */
const BACKED_OFF_MS = 1000
/** TIME_WAITs to one address from which on they are conspicuous. */
export const MANY_TIME_WAITS = 100
/** Local ports that Linux takes for connections: 32768 to 60999 (net.ipv4.ip_local_port_range). */
export const EPHEMERAL_PORTS = 28_232

/** How many TIME_WAITs there are of each server's address: at the ends that called, and at those that were called. */
export interface TimeWaits {
  called: Map<string, number>
  calling: Map<string, number>
}

export function countTimeWaits(model: Model): TimeWaits {
  const counts: TimeWaits = { called: new Map(), calling: new Map() }
  for (const socket of model.sockets.values()) {
    if (socket.state !== 'TIME_WAIT') continue
    const calling = callsOut(socket)
    const address = calling ? socket.remote : socket.local
    if (address === undefined) continue
    const map = calling ? counts.calling : counts.called
    map.set(address, (map.get(address) ?? 0) + 1)
  }
  return counts
}

const callsOut = ({ role, side }: SocketModel) => role === 'client' || side === 'client'

/** `now` is the lab's time, ms. Those that matter most come first. */
export function hintsOf(model: Model, socket: SocketModel, now: number, timeWaits: TimeWaits): KernelHint[] {
  const row = rowOf(model, socket)
  const since = socket.path.at(-1)?.t ?? row?.stateSince
  const ms = since === undefined ? 0 : now - since
  const hints: KernelHint[] = []
  const add = (hint: KernelHint | undefined) => hint && hints.push(hint)
  switch (socket.state) {
    case 'LISTEN':
      add(queueHint(socket, row, now))
      break
    case 'CLOSE_WAIT':
      if (ms >= LASTS_MS.closeWait) add(closeWaitHint(socket, row, ms))
      break
    case 'SYN_SENT':
      if (ms >= LASTS_MS.synSent) add({ kind: callsFrozen(model, socket) ? 'synSentFrozen' : 'synSent', ms })
      break
    case 'FIN_WAIT_2':
      if (ms >= LASTS_MS.orphan && isOrphan(socket, row)) add({ kind: 'orphan', ms })
      break
    case 'TIME_WAIT':
      add(timeWaitHint(socket, timeWaits))
      break
  }
  if (row && CARRIES_DATA.has(socket.state)) add(flowHint(model, socket, row, now))
  return hints
}

/** States in which bytes, or a FIN, may be under way from or to this end. */
const CARRIES_DATA: ReadonlySet<TcpState> = new Set<TcpState>([
  'ESTABLISHED',
  'FIN_WAIT_1',
  'FIN_WAIT_2',
  'CLOSE_WAIT',
  'CLOSING',
  'LAST_ACK',
])

function closeWaitHint(socket: SocketModel, row: KernelRow | undefined, ms: number): KernelHint {
  if (socket.closing || socket.fin === 'queued') return { kind: 'closeWaitUnsent', ms }
  // An unread FIN counts 1 (tcp_rcv_nxt includes it), so nothing is left only once it was read.
  const unread = row ? row.receiveQueue : 0
  if (unread > 0) return { kind: 'closeWaitUnread', ms, bytes: unread - 1 }
  return { kind: 'closeWait', ms }
}

function queueHint(socket: SocketModel, row: KernelRow | undefined, now: number): KernelHint | undefined {
  const waiting = row?.receiveQueue ?? 0
  if (!row || waiting === 0) return undefined
  const limit = queueLimit(socket)
  if (limit !== undefined && waiting >= limit) return { kind: 'queueFull', count: waiting, of: limit }
  const ms = now - row.t
  return ms >= LASTS_MS.queue ? { kind: 'queueWaits', ms, count: waiting } : undefined
}

function callsFrozen(model: Model, socket: SocketModel): boolean {
  for (const other of model.sockets.values()) {
    if (other.name !== socket.listener && other.local !== socket.remote) continue
    if (other.frozen || servedBy(model, other)) return true
  }
  return false
}

/** Its descriptor is closed. Of another program's, the kernel knows: no process, no inode. */
function isOrphan(socket: SocketModel, row: KernelRow | undefined): boolean {
  if (socket.descriptor !== 'none') return socket.descriptor === 'closed'
  return row !== undefined && isHeldByNobody(row)
}

function timeWaitHint(socket: SocketModel, { calling, called }: TimeWaits): KernelHint | undefined {
  const out = callsOut(socket)
  const address = out ? socket.remote : socket.local
  const count = address === undefined ? 0 : ((out ? calling : called).get(address) ?? 0)
  if (address === undefined || count < MANY_TIME_WAITS) return undefined
  return out
    ? { kind: 'timeWaits', count, of: EPHEMERAL_PORTS, address }
    : { kind: 'timeWaitsServer', count, address }
}

function flowHint(model: Model, socket: SocketModel, row: KernelRow, now: number): KernelHint | undefined {
  const peer = socket.peer === undefined ? undefined : model.sockets.get(socket.peer)
  const there = peer && rowOf(model, peer)
  if (isBlocked(row, there, now)) return { kind: 'zeroWindow', bytes: row.sendQueue }
  if (there && isBlocked(there, row, now) && row.receiveQueue > 0) {
    return { kind: 'unread', bytes: row.receiveQueue }
  }
  // A row is told again when a queue of it changes, so this one has been waiting since `row.t` at least.
  const { timer } = row
  const again = timer?.kind === 'retransmit' && Math.max(timer.ms, now - row.t) > BACKED_OFF_MS
  return again && row.sendQueue > 0 ? { kind: 'retransmits', bytes: row.sendQueue } : undefined
}

/** The kernel probes a closed window, or bytes have been waiting for as long as the other end hasn't read. */
function isBlocked(from: KernelRow, to: KernelRow | undefined, now: number): boolean {
  if (from.timer?.kind === 'probe') return true
  const still = now - Math.max(from.t, to?.t ?? now)
  return from.sendQueue > 0 && (to?.receiveQueue ?? 0) > 0 && still >= LASTS_MS.window
}

/** Whether hints about this socket can come or change as time passes, without any event. */
export function isTimed(socket: SocketModel): boolean {
  return (
    socket.state === 'CLOSE_WAIT' ||
    socket.state === 'SYN_SENT' ||
    socket.state === 'FIN_WAIT_2' ||
    socket.kernel?.timer !== undefined ||
    (socket.kernel !== undefined && socket.kernel.sendQueue + socket.kernel.receiveQueue > 0)
  )
}
