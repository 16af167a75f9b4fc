import type { Model, SocketModel } from '../../shared/model/model'
import { isForeign } from '../../shared/model/selectors'
import { TIME_WAIT_MS } from '../../shared/tcp/states'

/**
 * Sockets that nothing will happen to any more: connections with both ends gone, and closed servers without any other
 * connection. `now` is the lab's time, ms: a TIME_WAIT that is over by the clock counts as gone.
 */
export function closedSockets(model: Model, now: number): string[] {
  const closed = new Set<string>()
  for (const socket of model.sockets.values()) {
    if (socket.role !== 'listener' && isClosed(model, socket, now)) closed.add(socket.name)
  }
  const inUse = new Set<string | undefined>()
  for (const socket of model.sockets.values()) {
    if (socket.role === 'accepted' && !closed.has(socket.name)) inUse.add(socket.listener)
  }
  for (const socket of model.sockets.values()) {
    if (socket.role === 'listener' && isOver(socket) && !inUse.has(socket.name)) closed.add(socket.name)
  }
  return [...model.sockets.keys()].filter((name) => closed.has(name))
}

function isClosed(model: Model, socket: SocketModel, now: number): boolean {
  const peer = socket.peer === undefined ? undefined : model.sockets.get(socket.peer)
  if (isForeign(socket)) {
    // It goes with the end that is the lab's, whatever is known of its own state; without one, once the kernel lost it.
    if (peer && !isForeign(peer)) return isGone(peer, now)
    return socket.state === 'CLOSED' && (socket.path.length > 0 || socket.watch === undefined)
  }
  return isGone(socket, now) && (!peer || isForeign(peer) || isGone(peer, now))
}

function isGone(socket: SocketModel, now: number): boolean {
  if (!isOver(socket)) return false
  if (socket.state === 'CLOSED') return true
  const entered = socket.path.at(-1)?.t
  return socket.state === 'TIME_WAIT' && entered !== undefined && entered + TIME_WAIT_MS <= now
}

/** Its descriptor is closed, or it failed before it had one. One that is about to get it is neither. */
function isOver(socket: SocketModel): boolean {
  if (socket.descriptor === 'none') return socket.closedAt !== undefined || socket.error !== undefined
  return socket.descriptor === 'closed'
}
