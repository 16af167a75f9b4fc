import { isHeardAt } from '../ids'
import { rowOf } from './kernel'
import type { Model, PathStep, SocketModel } from './model'

/** The queue of connections whose handshake is done and that a listener of the lab's has not accepted. */
export interface AcceptQueue {
  /** Clients of this lab in it, the one that is accepted next first. Some may have closed or been reset there. */
  waiting: SocketModel[]
  /** Clients of this lab whose SYN has not been answered: the queue is full. */
  outside: SocketModel[]
  /** Connections of other programs in it. Only the kernel tells: 0 where it isn't asked. */
  others: number
  length: number
  /** How many there can be; undefined where this system's rule isn't known. */
  limit: number | undefined
  /** Where `length` is from: the kernel's row of the listener, or this lab's own clients, of whom is heard sooner. */
  by: 'kernel' | 'clients'
}

export function acceptQueue(model: Model, listener: SocketModel): AcceptQueue {
  const waiting: SocketModel[] = []
  const outside: SocketModel[] = []
  let changed = 0
  for (const socket of model.sockets.values()) {
    if (socket.role === 'accepted' && socket.listener === listener.name)
      changed = Math.max(changed, socket.openedAt)
    if (socket.role !== 'client' || socket.peer !== undefined || !calls(socket, listener)) continue
    if (isUnaccepted(socket)) waiting.push(socket)
    else if (socket.state === 'SYN_SENT' && socket.descriptor === 'open') outside.push(socket)
  }
  const since = (client: SocketModel) => connected(client)?.tMax ?? 0
  waiting.sort((a, b) => since(a) - since(b))
  for (const client of waiting) changed = Math.max(changed, since(client))
  const { limit, row } = { limit: listener.queueLimit, row: rowOf(model, listener) }
  if (row && row.t >= changed) {
    const length = row.receiveQueue
    return { waiting, outside, others: Math.max(0, length - waiting.length), length, limit, by: 'kernel' }
  }
  // The lab knows more than the last reading; of other programs, it knows what that told of a queue that nobody leaves.
  // Whoever was being connected then may have been counted.
  const counted = waiting.filter((client) => row && client.openedAt <= row.t).length
  const others =
    row && (listener.frozen || servedBy(model, listener)) ? Math.max(0, row.receiveQueue - counted) : 0
  return { waiting, outside, others, length: waiting.length + others, limit, by: 'clients' }
}

/** The connection that a listener serves, of one that serves no other meanwhile; undefined if it serves none. */
export function servedBy(model: Model, listener: SocketModel): SocketModel | undefined {
  if (listener.serve === undefined) return undefined
  for (const socket of model.sockets.values()) {
    if (socket.role === 'accepted' && socket.listener === listener.name && socket.descriptor === 'open')
      return socket
  }
  return undefined
}

/** A client of the lab's that is connected, and that the lab's own listener has not accepted. */
export function isUnaccepted(client: SocketModel): boolean {
  return (
    client.role === 'client' &&
    client.peer === undefined &&
    client.dropped === 0 &&
    client.local !== client.remote &&
    connected(client) !== undefined
  )
}

/** The listener of this lab that a client calls; undefined for one of another program's. */
export function listenerOf(model: Model, client: SocketModel): SocketModel | undefined {
  if (client.role !== 'client') return undefined
  for (const socket of model.sockets.values()) {
    if (socket.role === 'listener' && socket.descriptor === 'open' && calls(client, socket)) return socket
  }
  return undefined
}

function calls(client: SocketModel, { name, local }: SocketModel): boolean {
  if (client.remote === undefined || local === undefined) return false
  return client.listener === undefined ? isHeardAt(local, client.remote) : client.listener === name
}

/** Its transition to ESTABLISHED. */
function connected(client: SocketModel): PathStep | undefined {
  return client.path.find(({ to }) => to === 'ESTABLISHED')
}
