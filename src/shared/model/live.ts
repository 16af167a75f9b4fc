import { isRunning } from './loads'
import type { Model, SocketModel } from './model'
import { isAlive } from './programs'

/** What of a lab is open or at work, and ends with it: how many of each. */
export interface Live {
  servers: number
  /** A connection between two ends of this lab is one. */
  connections: number
  datagrams: number
  programs: number
  loads: number
  scenarios: number
}

export function liveIn(model: Model): Live {
  const live = { servers: 0, connections: 0, datagrams: 0 }
  for (const socket of model.sockets.values()) {
    if (socket.descriptor !== 'open') continue
    if (socket.role === 'listener') live.servers++
    else if (socket.role === 'datagram') live.datagrams++
    else if (socket.role === 'client' || !isOpenClient(model, socket)) live.connections++
  }
  return {
    ...live,
    programs: [...model.programs.values()].filter(isAlive).length,
    loads: [...model.loads.values()].filter(isRunning).length,
    scenarios: model.run && model.run.ending === undefined ? 1 : 0,
  }
}

/** The other end of an accepted one is counted itself. */
function isOpenClient({ sockets }: Model, { peer }: SocketModel): boolean {
  const other = peer === undefined ? undefined : sockets.get(peer)
  return other?.role === 'client' && other.descriptor === 'open'
}
