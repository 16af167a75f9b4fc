import { acceptedName } from '../../shared/ids'
import type { Model, SocketModel } from '../../shared/model/model'

/**
 * What people call a socket: the name that they gave it, or its first one. An accepted end that has no such name is called
 * by those of its client and its listener.
 */
export function shownName(model: Model, name: string): string {
  const socket = model.sockets.get(name)
  if (!socket) return name
  if (socket.label !== undefined) return socket.label
  return socket.role === 'accepted' ? acceptedLabel(model, socket) : name
}

function acceptedLabel(model: Model, socket: SocketModel): string {
  const client = socket.peer === undefined ? undefined : model.sockets.get(socket.peer)
  const listener = socket.listener === undefined ? undefined : model.sockets.get(socket.listener)
  if (client?.label === undefined && listener?.label === undefined) return socket.name
  const at = socket.name.lastIndexOf('@')
  return acceptedName(client?.label ?? socket.name.slice(0, at), listener?.label ?? socket.name.slice(at + 1))
}
