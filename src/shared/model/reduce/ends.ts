import { LAB_CODES } from '../../errors'
import type { EventOf } from '../../events'
import { MAX_PROBLEMS, type Model, type SocketModel } from '../model'
import { noteOver } from '../over'
import { open, pair, touch } from './sockets'

/** What is asked of ends and listeners, and what becomes of it. */

/** Codes of the lab's own that are no refusals: something went wrong. */
const FAULTS: ReadonlySet<string> = new Set([LAB_CODES.internal, LAB_CODES.helper])

export function ask(model: Model, event: EventOf<'asked'>): void {
  // So that what fails before it gets anywhere (a port in use, an unknown host) is there to be seen.
  const { command } = event
  if (event.socket !== undefined && command.do === 'listen') open(model, event.socket, 'listener', event)
  else if (event.socket !== undefined && command.do === 'connect') {
    const socket = open(model, event.socket, 'client', event)
    if (command.to !== undefined) socket.listener = command.to
  } else {
    const socket = touch(model, event)
    // A refused close is one of a socket that closes, or is closed, already.
    if (socket && command.do === 'close') socket.closing = true
    if (socket && command.do === 'send' && command.repeat !== undefined && command.repeat > 1) {
      const { repeat: of, everyMs = 0 } = command
      socket.repeating.push({ seq: event.seq, of, everyMs, from: socket.sent.count })
    }
  }
}

export function listen(model: Model, event: EventOf<'listening'>): void {
  const socket = open(model, event.socket, 'listener', event)
  socket.descriptor = 'open'
  model.over.delete(socket.name)
  socket.local = event.local
  socket.backlog = event.backlog
  if (event.queueLimit !== undefined) socket.queueLimit = event.queueLimit
  socket.respond = event.respond
  socket.allowHalfOpen = event.allowHalfOpen
  if (event.maxConnections !== undefined) socket.maxConnections = event.maxConnections
}

export function configure(model: Model, event: EventOf<'configured'>): void {
  const socket = touch(model, event)
  if (!socket) return
  socket.respond = event.respond
  if (event.maxConnections === undefined) delete socket.maxConnections
  else socket.maxConnections = event.maxConnections
}

export function accept(model: Model, event: EventOf<'accepted'>): void {
  const socket = open(model, event.socket, 'accepted', event)
  socket.descriptor = 'open'
  socket.listener = event.listener
  socket.local = event.local
  socket.remote = event.remote
  pair(model, socket, event.peer, event.foreign === true, event)
  const listener = model.sockets.get(event.listener)
  if (listener) {
    listener.accepted++
    listener.changedAt = event.t
  }
  // Its client can have closed before it was accepted.
  noteOver(model, socket)
}

export function connecting(model: Model, event: EventOf<'connecting'>): void {
  const socket = open(model, event.socket, 'client', event)
  socket.descriptor = 'open'
  socket.remote = event.remote
  if (event.local !== undefined) socket.local = event.local
  if (event.to !== undefined) socket.listener = event.to
}

export function connected(model: Model, event: EventOf<'connected'>): void {
  const socket = open(model, event.socket, 'client', event)
  socket.local = event.local
  socket.remote = event.remote
  if (event.peer !== undefined) pair(model, socket, event.peer, true, event)
  noteOver(model, socket)
}

export function drop(model: Model, event: EventOf<'dropped'>): void {
  const socket = touch(model, event)
  if (socket) socket.dropped++
  const client = event.peer === undefined ? undefined : model.sockets.get(event.peer)
  if (client) client.dropped = 1
}

export function close(model: Model, event: EventOf<'closed'>): void {
  const socket = touch(model, event)
  if (!socket) return
  if (socket.descriptor === 'open') socket.descriptor = 'closed'
  socket.closedAt = event.t
  socket.frozen = false
  socket.queued = 0
  socket.repeating = []
  noteOver(model, socket)
}

export function fail(model: Model, event: EventOf<'failed'>): void {
  model.failures++
  const { kind: _kind, cause: _cause, ...problem } = event
  model.problems.push(problem)
  if (model.problems.length > MAX_PROBLEMS) model.problems.shift()
  const socket = touch(model, event)
  if (socket) dropRepeat(socket, event.cause)
  // What the lab refuses leaves a socket as it is, unless it never came to be one.
  const refused = event.code.startsWith('LAB_') && !FAULTS.has(event.code)
  if (socket && (!refused || socket.descriptor === 'none')) {
    const { t: _t, socket: _socket, ...error } = problem
    socket.error = error
  }
  // Nothing was made of it: it is over without a `closed`.
  if (socket?.descriptor === 'none' && event.cause === socket.openedSeq && !model.stays?.has(socket.name)) {
    model.over.add(socket.name)
  }
}

/** A repeated send is over. */
export function dropRepeat(socket: SocketModel, asked: number | undefined): void {
  if (socket.repeating.length > 0) socket.repeating = socket.repeating.filter(({ seq }) => seq !== asked)
}
