import type { Model, SocketModel } from '../../shared/model/model'
import { isOver, isReleased } from '../../shared/model/over'
import { isAlive } from '../../shared/model/programs'
import { TIME_WAIT_MS } from '../../shared/tcp/states'

/**
 * Sockets and programs that nothing will happen to any more: connections with both ends gone, and closed servers without any other
 * connection. `now` is the lab's time, ms: a TIME_WAIT that is over by the clock counts as gone.
 */
export function closedSockets(model: Model, now: number): string[] {
  const closed = new Set<string>()
  for (const socket of model.sockets.values()) {
    if (socket.role !== 'listener' && isOver(model, socket, (own) => isGone(own, now)))
      closed.add(socket.name)
  }
  const inUse = new Set<string | undefined>()
  for (const socket of model.sockets.values()) {
    if (socket.role === 'accepted' && !closed.has(socket.name)) inUse.add(socket.listener)
  }
  for (const socket of model.sockets.values()) {
    if (socket.role === 'listener' && isReleased(socket) && !inUse.has(socket.name)) closed.add(socket.name)
  }
  const ended = [...model.programs.values()].filter((program) => !isAlive(program))
  return [...[...model.sockets.keys()].filter((name) => closed.has(name)), ...ended.map(({ name }) => name)]
}

/** A TIME_WAIT is given its time: the kernel still has it. */
function isGone(socket: SocketModel, now: number): boolean {
  if (!isReleased(socket)) return false
  if (socket.state === 'CLOSED') return true
  const entered = socket.path.at(-1)?.t
  return socket.state === 'TIME_WAIT' && entered !== undefined && entered + TIME_WAIT_MS <= now
}

/** How many sockets that were cleared away could be shown again: those that have left the model can't. */
export function countCleared(model: Model, cleared: ReadonlySet<string>): number {
  let count = 0
  for (const name of cleared) if (model.sockets.has(name) || model.programs.has(name)) count++
  return count
}
