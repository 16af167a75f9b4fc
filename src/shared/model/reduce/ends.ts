import { LAB_CODES } from '../../errors'
import type { EventOf } from '../../events'
import { otherLeg } from '../../ids'
import { MAX_HEARD, MAX_LOOKUPS, MAX_PROBLEMS, type Model, type SocketModel } from '../model'
import { noteOver } from '../over'
import { definedOf, open, pair, touch } from './sockets'

/** What is asked of ends and listeners, and what becomes of it. */

/** Codes of the lab's own that are no refusals: something went wrong. */
const FAULTS: ReadonlySet<string> = new Set([
  LAB_CODES.internal,
  LAB_CODES.helper,
  LAB_CODES.runaway,
  LAB_CODES.noHandshake,
])

export function ask(model: Model, event: EventOf<'asked'>): void {
  // So that what fails before it gets anywhere (a port in use, an unknown host) is there to be seen.
  const { command } = event
  if (event.socket !== undefined && (command.do === 'listen' || command.do === 'proxy')) {
    const socket = open(model, event.socket, 'listener', event)
    if (command.do === 'listen' && command.path !== undefined) socket.transport = 'unix'
  } else if (event.socket !== undefined && command.do === 'bind') {
    open(model, event.socket, 'datagram', event).transport = 'udp'
  } else if (event.socket !== undefined && command.do === 'connect') {
    const target = command.to === undefined ? undefined : model.sockets.get(command.to)
    const transport = command.path === undefined ? (command.transport ?? target?.transport) : 'unix'
    const socket = open(model, event.socket, transport === 'udp' ? 'datagram' : 'client', event)
    if (transport !== undefined && transport !== 'tcp') socket.transport = transport
    if (event.by === 'lab') relay(model, socket)
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
  const socket = open(model, event.socket, event.transport === 'udp' ? 'datagram' : 'listener', event)
  socket.descriptor = 'open'
  model.over.delete(socket.name)
  if (event.transport !== undefined) socket.transport = event.transport
  socket.local = event.local
  if (event.backlog !== undefined) socket.backlog = event.backlog
  if (event.queueLimit !== undefined) socket.queueLimit = event.queueLimit
  socket.respond = event.respond
  if (event.allowHalfOpen !== undefined) socket.allowHalfOpen = event.allowHalfOpen
  if (event.serve !== undefined) socket.serve = event.serve
  if (event.maxConnections !== undefined) socket.maxConnections = event.maxConnections
  if (event.proxy) socket.proxy = event.proxy
  if (event.mode !== undefined) socket.mode = event.mode
}

export function configure(model: Model, event: EventOf<'configured'>): void {
  const socket = touch(model, event)
  if (!socket) return
  socket.respond = event.respond
  if (event.maxConnections === undefined) delete socket.maxConnections
  else socket.maxConnections = event.maxConnections
  if (event.proxy) socket.proxy = event.proxy
}

/** The lab calls on behalf of a client of a proxy's: both ends are the proxy's. */
function relay(model: Model, socket: SocketModel): void {
  const name = otherLeg(socket.name)
  const other = name === undefined ? undefined : model.sockets.get(name)
  if (!other) return
  socket.relay = other.name
  other.relay = socket.name
}

export function disturb(model: Model, event: EventOf<'disturbed'>): void {
  const socket = touch(model, event)
  if (!socket) return
  const { kind: _kind, t: _t, socket: _socket, cause: _cause, ...what } = event
  socket.disturbed = what
}

export function accept(model: Model, event: EventOf<'accepted'>): void {
  const socket = open(model, event.socket, 'accepted', event)
  socket.descriptor = 'open'
  if (event.transport !== undefined) socket.transport = event.transport
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
  const isUdp = event.transport === 'udp'
  const socket = open(model, event.socket, isUdp ? 'datagram' : 'client', event)
  if (isUdp) socket.role = 'datagram'
  socket.descriptor = 'open'
  if (event.transport !== undefined) socket.transport = event.transport
  socket.remote = event.remote
  if (event.local !== undefined) socket.local = event.local
  if (event.to !== undefined) socket.listener = event.to
}

/** The next address is tried, or none is left. */
export function failAttempt(model: Model, event: EventOf<'attemptFailed'>): void {
  const socket = touch(model, event)
  if (!socket) return
  const { seq, attempt, remote, local, code, timedOut } = event
  const failed = { seq, attempt, remote, code, ...definedOf({ local, timedOut }) }
  socket.attempts = [...(socket.attempts ?? []), failed]
}

/** A client's name was looked up for its call, or somebody has asked. */
export function lookUp(model: Model, event: EventOf<'lookedUp'>): void {
  const socket = touch(model, event)
  const { kind: _kind, socket: name, cause: _cause, ...lookup } = event
  if (socket) {
    socket.lookedUp = lookup
    return
  }
  model.lookups.set(name, lookup)
  if (model.lookups.size <= MAX_LOOKUPS) return
  const [oldest] = model.lookups.keys()
  if (oldest !== undefined) model.lookups.delete(oldest)
}

export function connected(model: Model, event: EventOf<'connected'>): void {
  const socket = open(model, event.socket, event.transport === 'udp' ? 'datagram' : 'client', event)
  if (event.transport !== undefined) socket.transport = event.transport
  socket.local = event.local
  socket.remote = event.remote
  if (event.peer !== undefined) pair(model, socket, event.peer, true, event)
  noteOver(model, socket)
}

/** A datagram has come from there. */
export function hear(socket: SocketModel, remote: string, peer: string | undefined): void {
  const heard = socket.heard ?? []
  if (heard[0]?.remote === remote && heard[0].peer === peer) return
  const others = heard.filter((sender) => sender.remote !== remote)
  socket.heard = [{ remote, ...(peer !== undefined && { peer }) }, ...others].slice(0, MAX_HEARD)
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
  delete socket.readAhead
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
