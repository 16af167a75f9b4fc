import { LAB_CODES } from '../errors'
import type { EventOf, LabEvent } from '../events'
import { confirm, takeStep } from '../tcp/path'
import { type Kept, MAX_PROBLEMS, type Model, type Role, type SocketModel } from './model'

/** Codes of the lab's own that are no refusals: something went wrong. */
const FAULTS: ReadonlySet<string> = new Set([LAB_CODES.internal, LAB_CODES.helper])

/**
 * Folds one event into the model, in place. The same code for window, command line and tests.
 * Message events may be missing (a slow window skips them): counters come from the newest one.
 */
export function reduce(model: Model, event: LabEvent): Model {
  model.seq = event.seq
  if (event.t > model.t) model.t = event.t
  switch (event.kind) {
    case 'opened':
      model.wall = event.wall
      model.versions = event.versions
      return model

    case 'asked': {
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
      return model
    }

    case 'listening': {
      const socket = open(model, event.socket, 'listener', event)
      socket.descriptor = 'open'
      socket.local = event.local
      socket.backlog = event.backlog
      if (event.queueLimit !== undefined) socket.queueLimit = event.queueLimit
      socket.respond = event.respond
      socket.allowHalfOpen = event.allowHalfOpen
      if (event.maxConnections !== undefined) socket.maxConnections = event.maxConnections
      return model
    }

    case 'accepted': {
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
      return model
    }

    case 'connecting': {
      const socket = open(model, event.socket, 'client', event)
      socket.descriptor = 'open'
      socket.remote = event.remote
      if (event.local !== undefined) socket.local = event.local
      if (event.to !== undefined) socket.listener = event.to
      return model
    }

    case 'connected': {
      const socket = open(model, event.socket, 'client', event)
      socket.local = event.local
      socket.remote = event.remote
      if (event.peer !== undefined) pair(model, socket, event.peer, true, event)
      return model
    }

    case 'sent': {
      const socket = touch(model, event)
      if (socket) {
        socket.sent.count = event.index + 1
        socket.sent.bytes = event.offset + event.bytes
        socket.queued = event.queued
      }
      return model
    }

    case 'received': {
      const socket = touch(model, event)
      if (socket) {
        socket.received.count = event.index + 1
        socket.received.bytes = event.offset + event.bytes
      }
      return model
    }

    case 'ended': {
      const socket = touch(model, event)
      if (socket) socket.ended = true
      return model
    }

    case 'finished': {
      const socket = touch(model, event)
      if (socket) socket.fin = event.phase
      return model
    }

    case 'drained': {
      const socket = touch(model, event)
      if (socket) socket.queued = 0
      return model
    }

    case 'paused':
    case 'resumed': {
      const socket = touch(model, event)
      if (socket) socket.paused = event.kind === 'paused'
      return model
    }

    case 'closed': {
      const socket = touch(model, event)
      if (socket) {
        if (socket.descriptor === 'open') socket.descriptor = 'closed'
        socket.closedAt = event.t
        socket.frozen = false
        socket.queued = 0
        socket.repeating = []
      }
      return model
    }

    case 'failed': {
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
      return model
    }

    case 'dropped': {
      const socket = touch(model, event)
      if (socket) socket.dropped++
      const client = event.peer === undefined ? undefined : model.sockets.get(event.peer)
      if (client) client.dropped = 1
      return model
    }

    case 'state': {
      const socket = touch(model, event)
      if (!socket) return model
      const { kind: _kind, socket: _socket, cause: _cause, supersedes, ...step } = event
      takeStep(socket.path, step, supersedes)
      socket.state = socket.path.at(-1)?.to ?? event.to
      return model
    }

    case 'configured': {
      const socket = touch(model, event)
      if (socket) {
        socket.respond = event.respond
        if (event.maxConnections === undefined) delete socket.maxConnections
        else socket.maxConnections = event.maxConnections
      }
      return model
    }

    case 'repeated': {
      const socket = touch(model, event)
      if (socket) dropRepeat(socket, event.cause)
      return model
    }

    case 'renamed': {
      const socket = touch(model, event)
      if (socket) socket.label = event.to
      return model
    }

    case 'scenario':
      followRun(model, event)
      return model

    case 'observed': {
      const socket = touch(model, event)
      if (!socket) return model
      const { kind: _kind, socket: _socket, cause: _cause, began: _began, since, ...row } = event
      const before = socket.kernel
      const stateSince = before?.state === row.state ? before.stateSince : (since ?? row.t)
      socket.kernel = { ...row, stateSince }
      confirm(socket.path, event)
      return model
    }

    case 'found': {
      const role = event.as === 'listener' ? 'foreignListener' : 'foreign'
      const socket = open(model, event.socket, role, event)
      const { local, remote, peer, listener, watch, uid, pid, process } = event
      Object.assign(socket, definedOf({ local, remote, listener, watch, uid, pid, process }))
      if (event.as !== 'listener') socket.side = event.as
      if (peer !== undefined) {
        socket.peer = peer
        const other = model.sockets.get(peer)
        if (other) other.peer = event.socket
      }
      return model
    }

    case 'watching': {
      const { port, host, pid, process } = event
      const watched = definedOf({ port, host, pid, process })
      model.watches.set(event.socket, { name: event.socket, since: event.t, ...watched })
      return model
    }

    case 'unwatched':
      model.watches.delete(event.socket)
      return model

    case 'source': {
      const { source, phase, by, error, lost } = event
      const kept = model.sources[source]
      model.sources[source] = {
        phase: phase === 'unavailable' ? phase : phase === 'stopped' ? 'off' : 'on',
        lost: phase === 'started' ? 0 : (lost ?? kept.lost),
        seq: event.seq,
        ...definedOf({ by: by ?? kept.by, error: phase === 'unavailable' ? error : undefined }),
      }
      return model
    }

    case 'contradicted': {
      model.contradictions++
      const { kind: _kind, cause: _cause, ...contradiction } = event
      model.contradicted.push(contradiction)
      if (model.contradicted.length > MAX_PROBLEMS) model.contradicted.shift()
      const socket = touch(model, event)
      if (socket) socket.contradictions++
      return model
    }

    case 'frozen':
    case 'thawed': {
      const socket = touch(model, event)
      if (socket) socket.frozen = event.kind === 'frozen'
      return model
    }

    case 'note':
      touch(model, event)
      if (event.topic === 'pinned') pin(model, event)
      return model

    case 'recording':
      followRecording(model.kept, event)
      return model

    case 'timedOut':
    case 'segment':
      touch(model, event)
      return model
  }
  return unhandled(event)
}

/** Marks the event's socket as changed; undefined if the event is about none, or about one that never opened. */
function touch(model: Model, event: { socket?: string; t: number }): SocketModel | undefined {
  const socket = event.socket === undefined ? undefined : model.sockets.get(event.socket)
  // What is captured is told of late.
  if (socket && event.t > socket.changedAt) socket.changedAt = event.t
  return socket
}

function open(model: Model, name: string, role: Role, { seq, t }: { seq: number; t: number }): SocketModel {
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

/** The fields that have a value. */
function definedOf<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never
}

function dropRepeat(socket: SocketModel, asked: number | undefined): void {
  if (socket.repeating.length > 0) socket.repeating = socket.repeating.filter(({ seq }) => seq !== asked)
}

function pin(model: Model, { seq, t, text, socket, about, replaces }: EventOf<'note'>): void {
  const note = { seq, t, text, ...definedOf({ socket, about }) }
  const place = replaces === undefined ? -1 : model.notes.findIndex((pinned) => pinned.seq === replaces)
  const kept = text === '' ? [] : [note]
  if (place < 0) model.notes.push(...kept)
  else model.notes.splice(place, 1, ...kept)
}

function followRecording(kept: Kept, event: EventOf<'recording'>): void {
  const { seq, phase, session, of, limit, error, missing } = event
  kept.seq = seq
  if (phase === 'started' || phase === 'resumed') {
    kept.phase = 'on'
    delete kept.error
  } else if (phase === 'failed') kept.phase = 'failed'
  if (session !== undefined) kept.session = session
  if (error) kept.error = error
  if (of) kept.limited[of] = limit ?? 0
  if (missing) kept.missing += missing.to - missing.from + 1
}

function followRun(model: Model, event: EventOf<'scenario'>): void {
  const { run, phase, title = '', steps = 0, step = 0, met = false, took = 0, seen = [] } = event
  if (phase === 'began') model.run = { run, title, steps, step: 0, waiting: false, results: new Map() }
  const current = model.run
  if (current?.run !== run) return
  current.waiting = phase === 'waiting'
  if (phase === 'waiting' || phase === 'step') current.step = step
  else if (phase === 'evaluated') current.results.set(step, { met, took, seen })
  else if (phase === 'ended') current.ending = event.ending ?? 'stopped'
}

function pair(model: Model, socket: SocketModel, peerName: string, foreign: boolean, event: LabEvent): void {
  socket.peer = peerName
  const peer = foreign ? open(model, peerName, 'foreign', event) : model.sockets.get(peerName)
  if (!peer) return
  peer.peer = socket.name
  if (foreign) {
    if (socket.remote !== undefined) peer.local = socket.remote
    if (socket.local !== undefined) peer.remote = socket.local
  }
}

function unhandled(event: never): never {
  throw new Error(`no case for event ${JSON.stringify(event)}`)
}
