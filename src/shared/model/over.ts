import type { Model, SocketModel } from './model'
import { isForeign, isForgotten } from './selectors'

/**
 * Sockets that are over, and how they leave the model: it holds what is open and the newest of what has been, so that it
 * doesn't grow with every connection that there ever was. What has left is in the log. All of it follows from the order of
 * the log alone, never from a clock: every fold of the same events has the same sockets, in one go or in pieces.
 */

/** So many sockets that are over stay in the model. */
export const MAX_OVER = 2048
/** They leave in groups of so many: who lists them has to look anew less often. */
const AT_ONCE = 256

/** Its descriptor is closed, or it failed before it had one. One that is about to get it is neither. */
export function isReleased(socket: SocketModel): boolean {
  if (socket.descriptor === 'none') return socket.closedAt !== undefined || socket.error !== undefined
  return socket.descriptor === 'closed'
}

/**
 * True if nothing will happen to it any more, nor to the other end of its connection. `isDone` says so of an end of the lab's
 * by itself. A listener is over for itself; its connections may live on.
 */
export function isOver(model: Model, socket: SocketModel, isDone: (own: SocketModel) => boolean): boolean {
  if (socket.role === 'listener') return isReleased(socket)
  const peer = socket.peer === undefined ? undefined : model.sockets.get(socket.peer)
  if (isForeign(socket)) {
    // It goes with the end that is the lab's, whatever is known of its own state; without one, once the kernel lost it.
    if (peer && !isForeign(peer)) return isDone(peer)
    return socket.state === 'CLOSED' && (socket.path.length > 0 || socket.watch === undefined)
  }
  return isDone(socket) && (!peer || isForeign(peer) || isDone(peer))
}

/** Takes note of whether a socket is over, since something has happened to it; those that have been so for longest may leave. */
export function noteOver(model: Model, socket: SocketModel): void {
  note(model, socket)
  const peer = socket.peer === undefined ? undefined : model.sockets.get(socket.peer)
  if (peer) note(model, peer)
  if (model.over.size >= MAX_OVER + AT_ONCE) leave(model)
}

/** A watch is over: what it has found, and nobody else has to do with, is over with it. */
export function noteUnwatched(model: Model, watch: string): void {
  for (const socket of model.sockets.values()) if (socket.watch === watch) note(model, socket)
  if (model.over.size >= MAX_OVER + AT_ONCE) leave(model)
}

function note(model: Model, socket: SocketModel): void {
  const over = isOver(model, socket, isDone) || isForgotten(model, socket)
  if (!over) model.over.delete(socket.name)
  else if (!model.stays?.has(socket.name)) model.over.add(socket.name)
}

/** The program has done with it: in TIME_WAIT, only the kernel still knows of it. */
function isDone({ closedAt, state }: SocketModel): boolean {
  return closedAt !== undefined && (state === 'CLOSED' || state === 'TIME_WAIT')
}

function leave(model: Model): void {
  const { sockets, over } = model
  const listeners = listenersInUse(model)
  let most = over.size - MAX_OVER
  for (const name of over) {
    if (most <= 0) return
    if (listeners.has(name)) continue
    // A connection leaves whole.
    const peer = sockets.get(name)?.peer
    for (const end of [name, peer]) {
      if (end === undefined || !over.delete(end)) continue
      sockets.delete(end)
      model.gone++
      most--
    }
  }
}

/** Names of listeners that something in the model belongs to. */
function listenersInUse({ sockets }: Model): Set<string> {
  const names = new Set<string>()
  for (const { listener } of sockets.values()) if (listener !== undefined) names.add(listener)
  return names
}
