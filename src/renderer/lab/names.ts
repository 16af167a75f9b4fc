import { acceptedName, otherLeg } from '../../shared/ids'
import type { Model, SocketModel } from '../../shared/model/model'

/**
 * What people call a socket: the name that they gave it, or its first one. An accepted end that has no such name is called
 * by those of its client and its listener.
 */
export function shownName(model: Model, name: string): string {
  const socket = model.sockets.get(name)
  if (!socket) return model.programs.get(name)?.label ?? name
  if (socket.label !== undefined) return socket.label
  if (socket.role === 'accepted') return acceptedLabel(model, socket)
  return socket.relay === undefined ? name : passedLabel(model, socket.relay)
}

/** The end with which a proxy calls is called by the same two as the one that it has accepted. */
function passedLabel(model: Model, accepted: string): string {
  const shown = shownName(model, accepted)
  return otherLeg(shown) ?? shown
}

function acceptedLabel(model: Model, socket: SocketModel): string {
  const client = socket.peer === undefined ? undefined : model.sockets.get(socket.peer)
  if (client?.relay !== undefined) {
    const at = socket.name.lastIndexOf('@')
    const listener = model.sockets.get(socket.listener ?? '')
    return acceptedName(shownName(model, client.name), listener?.label ?? socket.name.slice(at + 1))
  }
  const listener = socket.listener === undefined ? undefined : model.sockets.get(socket.listener)
  if (client?.label === undefined && listener?.label === undefined) return socket.name
  const at = socket.name.lastIndexOf('@')
  return acceptedName(client?.label ?? socket.name.slice(0, at), listener?.label ?? socket.name.slice(at + 1))
}
