import type { Model, SocketModel } from './model'

/** Questions that every view asks of the model. */

/** Both ends of the connection that `name` is an end of: who called and who was called. */
export interface Connection {
  /** The end that connected: the lab's client, or a foreign one. */
  client?: SocketModel
  /** The end that was connected to: an accepted end, or a foreign one. */
  server?: SocketModel
}

export function connectionOf(model: Model, name: string): Connection | undefined {
  const socket = model.sockets.get(name)
  if (!socket || socket.role === 'listener') return undefined
  const peer = socket.peer === undefined ? undefined : model.sockets.get(socket.peer)
  if (socket.role === 'client') return { client: socket, ...(peer && { server: peer }) }
  if (socket.role === 'accepted') return { ...(peer && { client: peer }), server: socket }
  return peer?.role === 'client'
    ? { client: peer, server: socket }
    : { client: socket, ...(peer && { server: peer }) }
}

/** Listeners, in the order in which they came. */
export function listeners(model: Model): SocketModel[] {
  return [...model.sockets.values()].filter((socket) => socket.role === 'listener')
}

/** Accepted ends of a listener. */
export function connectionsOf(model: Model, listener: string): SocketModel[] {
  return [...model.sockets.values()].filter(
    (socket) => socket.role === 'accepted' && socket.listener === listener,
  )
}

export function clients(model: Model): SocketModel[] {
  return [...model.sockets.values()].filter((socket) => socket.role === 'client')
}

/**
 * The sockets that a name stands for: itself, or all members of a group (`crowd`, or `crowd@server` for their
 * accepted ends), in the order in which they were made.
 */
export function membersOf(names: Iterable<string>, reference: string): string[] {
  const all = [...names]
  if (all.includes(reference)) return [reference]
  const at = reference.lastIndexOf('@')
  const group = at < 0 ? reference : reference.slice(0, at)
  const suffix = at < 0 ? '' : reference.slice(at)
  return all.filter((name) => {
    if (!name.startsWith(`${group}.`) || !name.endsWith(suffix)) return false
    return /^\d+$/.test(name.slice(group.length + 1, name.length - suffix.length))
  })
}
