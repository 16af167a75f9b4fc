import type { KernelTimer } from '../events'
import { parseAddress } from '../ids'
import { TIME_WAIT_MS } from '../tcp/states'
import type { KernelRow, Model, SocketModel } from './model'
import { isForgotten } from './selectors'

/** Questions about what the kernel's tables tell of a socket. */

/** Its row as it stands now; undefined if there is none, if it is gone, or if nobody looks for it any more. */
export function rowOf(model: Model, socket: SocketModel): KernelRow | undefined {
  const { kernel } = socket
  if (!kernel || kernel.state === 'CLOSED' || model.sources.kernel.phase !== 'on') return undefined
  return isForgotten(model, socket) ? undefined : kernel
}

/** Whether the kernel still has this socket, as far as anybody knows. `now` is the lab's time, ms. */
export function isThere(model: Model, socket: SocketModel, now: number): boolean {
  if (rowOf(model, socket)) return true
  if (socket.state === 'CLOSED') return false
  const entered = socket.path.at(-1)?.t
  return socket.state !== 'TIME_WAIT' || entered === undefined || now < entered + TIME_WAIT_MS
}

/** True for TIME_WAIT, an orphan, and a connection that nobody has accepted: the table has no inode of them. */
export function isHeldByNobody({ by, inode }: KernelRow): boolean {
  return by === 'procfs' && inode === undefined
}

/** What is left of a row's timer, ms; never less than 0. Undefined without one. `now` is the lab's time, ms. */
export function timerLeft(row: KernelRow, now: number): KernelTimer | undefined {
  return row.timer && { kind: row.timer.kind, ms: Math.max(0, row.timer.ms - Math.max(0, now - row.t)) }
}

/** A listener's backlog: as the table says, or as it was asked for. Undefined for another program's, if neither is known. */
export function backlogOf(socket: SocketModel): number | undefined {
  const told = socket.kernel?.sendQueue ?? 0
  return told > 0 ? told : socket.backlog
}

/** How many connections may wait for a listener to accept them: Linux lets one more in than the backlog says. */
export function queueLimit(socket: SocketModel): number | undefined {
  return socket.queueLimit ?? backlogOf(socket)
}

/** Whether the other end of a connection of the lab's runs on this machine, and so is in the same tables. */
export function isHere(local: string | undefined, remote: string | undefined): boolean {
  const there = parseAddress(remote ?? '')?.host
  if (there === undefined) return false
  return /^127\.|^::1$/.test(there) || there === parseAddress(local ?? '')?.host
}
