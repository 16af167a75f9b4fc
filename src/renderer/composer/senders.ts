import type { Model } from '../../shared/model/model'
import { isDatagram } from '../../shared/model/selectors'
import { cannotSend } from '../connection/offers'

/** Those of the names that can send here and now. */
export function ableToSend(model: Model, names: Iterable<string>): string[] {
  const able: string[] = []
  for (const name of names) {
    const socket = model.sockets.get(name)
    if (!socket || socket.role === 'listener' || cannotSend(socket) !== undefined) continue
    // Each of those that aren't connected would have to be told where to.
    if (!isDatagram(socket) || socket.remote !== undefined) able.push(name)
  }
  return able
}

/** Clients that can send, in the order in which they were made; none that the person has cleared away. */
export function sendingClients(model: Model, cleared: ReadonlySet<string>): string[] {
  const clients: string[] = []
  // A proxy's own are not those that somebody means by clients.
  for (const { role, name, relay } of model.sockets.values())
    if (role === 'client' && relay === undefined && !cleared.has(name)) clients.push(name)
  return ableToSend(model, clients)
}
