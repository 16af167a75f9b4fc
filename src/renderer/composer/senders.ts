import type { Model } from '../../shared/model/model'
import { cannotSend } from '../connection/offers'

/** Those of the names that can send here and now. */
export function ableToSend(model: Model, names: Iterable<string>): string[] {
  const able: string[] = []
  for (const name of names) {
    const socket = model.sockets.get(name)
    if (socket && socket.role !== 'listener' && cannotSend(socket) === undefined) able.push(name)
  }
  return able
}

/** Clients that can send, in the order in which they were made; none that the person has cleared away. */
export function sendingClients(model: Model, cleared: ReadonlySet<string>): string[] {
  const clients: string[] = []
  for (const { role, name } of model.sockets.values())
    if (role === 'client' && !cleared.has(name)) clients.push(name)
  return ableToSend(model, clients)
}
