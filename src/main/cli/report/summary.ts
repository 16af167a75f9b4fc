import { visible } from '../../../shared/bytes'
import type { Model, SocketModel } from '../../../shared/model/model'
import { clients, connectionOf, listeners } from '../../../shared/model/selectors'
import type { TcpState } from '../../../shared/tcp/states'

/** A state that an end was in; not `sure` if other stories are possible. */
export interface Stop {
  state: TcpState
  sure: boolean
}

/** The ends of a connection and the paths they took; many connections with the same paths are one row. */
export interface Story {
  /** Without `server` where no other end is known. */
  names: [client: string, server: string | undefined][]
  client: Stop[]
  server: Stop[]
}

/** The states that a socket went through, the first one included. */
export function pathOf(socket: SocketModel | undefined): Stop[] {
  const first = socket?.path[0]
  if (!socket || !first) return []
  const entered = socket.path.map(({ to, confidence }) => ({ state: to, sure: confidence !== 'possible' }))
  return [{ state: first.from, sure: true }, ...entered]
}

/** Every connection, in the order in which it came; equal ones together. */
export function stories(model: Model): Story[] {
  const byPaths = new Map<string, Story>()
  for (const { client, server } of connections(model)) {
    const paths = { client: pathOf(client), server: pathOf(server) }
    const key = JSON.stringify(paths)
    const story = byPaths.get(key) ?? { names: [], ...paths }
    story.names.push([visible(client?.name ?? server?.peer ?? ''), server && visible(server.name)])
    byPaths.set(key, story)
  }
  return [...byPaths.values()]
}

function connections(model: Model) {
  const foreignCallers = [...model.sockets.values()].filter(
    (socket) => socket.role === 'accepted' && model.sockets.get(socket.peer ?? '')?.role !== 'client',
  )
  return [...clients(model), ...foreignCallers].flatMap((end) => connectionOf(model, end.name) ?? [])
}

export function listenerPaths(model: Model): { name: string; path: Stop[] }[] {
  return listeners(model).map((socket) => ({ name: visible(socket.name), path: pathOf(socket) }))
}
