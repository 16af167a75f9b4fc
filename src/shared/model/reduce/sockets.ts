import type { LabEvent } from '../../events'
import type { Model, Role, SocketModel } from '../model'

/** The sockets of a model: those that an event opens, those that it is about, and how two become a connection. */

/** Marks the event's socket as changed; undefined if the event is about none, or about one that isn't (any more) there. */
export function touch(model: Model, event: { socket?: string; t: number }): SocketModel | undefined {
  const socket = event.socket === undefined ? undefined : model.sockets.get(event.socket)
  // What is captured is told of late.
  if (socket && event.t > socket.changedAt) socket.changedAt = event.t
  return socket
}

/** The socket of that name; a new one if there is none. */
export function open(
  model: Model,
  name: string,
  role: Role,
  { seq, t }: { seq: number; t: number },
): SocketModel {
  let socket = model.sockets.get(name)
  if (!socket) {
    socket = {
      name,
      role,
      state: 'CLOSED',
      path: [],
      descriptor: 'none',
      paused: false,
      closing: false,
      fin: 'none',
      ended: false,
      sent: { count: 0, bytes: 0 },
      received: { count: 0, bytes: 0 },
      queued: 0,
      repeating: [],
      contradictions: 0,
      frozen: false,
      openedSeq: seq,
      openedAt: t,
      changedAt: t,
      accepted: 0,
      dropped: 0,
    }
    model.sockets.set(name, socket)
  }
  socket.changedAt = t
  return socket
}

export function pair(
  model: Model,
  socket: SocketModel,
  peerName: string,
  foreign: boolean,
  event: LabEvent,
): void {
  socket.peer = peerName
  const peer = foreign ? open(model, peerName, 'foreign', event) : model.sockets.get(peerName)
  if (!peer) return
  peer.peer = socket.name
  if (foreign) {
    if (socket.remote !== undefined) peer.local = socket.remote
    if (socket.local !== undefined) peer.remote = socket.local
    if (socket.transport !== undefined) peer.transport = socket.transport
  }
}

/** The fields that have a value. */
export function definedOf<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never
}
