import { visible } from '../../../shared/bytes'
import type { Model } from '../../../shared/model/model'
import { clients, connectionOf, listeners } from '../../../shared/model/selectors'
import { pathOf, type Stop } from '../../scenario/path'

/** The ends of a connection and the paths they took; many connections with the same paths are one row. */
export interface Story {
  /** Without `server` where no other end is known. */
  names: [client: string, server: string | undefined][]
  client: Stop[]
  server: Stop[]
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
