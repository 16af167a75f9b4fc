import { splitFirst } from '../ids'
import { v4Mapped } from '../ip'
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
  if (!socket || isListener(socket)) return undefined
  const peer = socket.peer === undefined ? undefined : model.sockets.get(socket.peer)
  return wasCalled(socket, peer)
    ? { ...(peer && { client: peer }), server: socket }
    : { client: socket, ...(peer && { server: peer }) }
}

/** Whether this end of a connection is the one that was connected to. */
function wasCalled(socket: SocketModel, peer: SocketModel | undefined): boolean {
  if (socket.role === 'client' || socket.role === 'accepted') return socket.role === 'accepted'
  if (peer?.role === 'client' || peer?.role === 'accepted') return peer.role === 'client'
  return socket.side === 'server'
}

/** It has TCP's states, segments and tables. Of the others, views say why not. */
export function isTcp({ transport }: SocketModel): boolean {
  return transport === undefined
}

/** It waits for connections, and is no end of one. */
export function isListener({ role }: SocketModel): boolean {
  return role === 'listener' || role === 'foreignListener'
}

/** It belongs to another program: what the lab knows of it is what its own ends and the kernel tell. */
export function isForeign({ role }: SocketModel): boolean {
  return role === 'foreign' || role === 'foreignListener'
}

/** It was found by a watch that is over, and has to do with no end of the lab's: it is in the log only. */
export function isForgotten(model: Model, { watch, peer }: SocketModel): boolean {
  if (watch === undefined || model.watches.has(watch)) return false
  const other = peer === undefined ? undefined : model.sockets.get(peer)
  return !other || isForeign(other)
}

/** Listeners, in the order in which they came. */
export function listeners(model: Model): SocketModel[] {
  return [...model.sockets.values()].filter((socket) => socket.role === 'listener')
}

/** Accepted ends of a listener, of a foreign one, too. */
export function connectionsOf(model: Model, listener: string): SocketModel[] {
  return [...model.sockets.values()].filter(
    (socket) => socket.listener === listener && (socket.role === 'accepted' || socket.role === 'foreign'),
  )
}

/**
 * The host of an end as that end itself sees it, where a socket of IPv6 has a connection of IPv4: `::ffff:127.0.0.1` (RFC 4291,
 * 2.5.5.2). Events write the IPv4 address, so that both ends have the same 4-tuple.
 */
export function mappedHost(
  model: Model,
  { role, transport, listener, local }: SocketModel,
): string | undefined {
  if (role !== 'accepted' || transport !== undefined || local === undefined || local.startsWith('['))
    return undefined
  const heard = model.sockets.get(listener ?? '')?.local
  return heard?.startsWith('[') ? v4Mapped(local.slice(0, local.lastIndexOf(':'))) : undefined
}

/** It sends and receives datagrams: there is no connection that it could be an end of. */
export function isDatagram({ role }: SocketModel): boolean {
  return role === 'datagram'
}

/** Datagram sockets that aren't connected, and so hear everybody; in the order in which they came. */
export function boundSockets(model: Model): SocketModel[] {
  return [...model.sockets.values()].filter((socket) => isDatagram(socket) && socket.remote === undefined)
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
  const { first: group, rest: suffix } = splitFirst(reference)
  return all.filter((name) => {
    if (!name.startsWith(`${group}.`) || !name.endsWith(suffix)) return false
    return /^\d+$/.test(name.slice(group.length + 1, name.length - suffix.length))
  })
}
