import type { EventOf } from '../../events'
import { confirm, takeStep } from '../../tcp/path'
import { MAX_PROBLEMS, type Model } from '../model'
import { noteOver } from '../over'
import { definedOf, open, touch } from './sockets'

/** What is concluded about sockets, and what the kernel's tables and the wire show of them. */

export function enter(model: Model, event: EventOf<'state'>): void {
  const socket = touch(model, event)
  if (!socket) return
  const { seq, t, tMin, tMax, from, to, provenance, confidence, because, alternatives, rule } = event
  const step = { seq, t, tMin, tMax, from, to, provenance, confidence, because, alternatives, rule }
  takeStep(socket.path, step, event.supersedes)
  socket.state = socket.path.at(-1)?.to ?? event.to
  if (socket.state === 'CLOSED' || socket.state === 'TIME_WAIT' || model.over.has(socket.name)) {
    noteOver(model, socket)
  }
}

export function observe(model: Model, event: EventOf<'observed'>): void {
  const socket = touch(model, event)
  if (!socket) return
  const { kind: _kind, socket: _socket, cause: _cause, began: _began, since, ...row } = event
  const before = socket.kernel
  const stateSince = before?.state === row.state ? before.stateSince : (since ?? row.t)
  socket.kernel = { ...row, stateSince }
  confirm(socket.path, event)
  if (row.state === 'CLOSED') noteOver(model, socket)
}

export function find(model: Model, event: EventOf<'found'>): void {
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
  noteOver(model, socket)
}

export function watch(model: Model, event: EventOf<'watching'>): void {
  const { port, host, pid, children, process } = event
  const watched = definedOf({ port, host, pid, children, process })
  model.watches.set(event.socket, { name: event.socket, since: event.t, ...watched })
}

export function followSource(model: Model, event: EventOf<'source'>): void {
  const { source, phase, by, error, lost } = event
  const kept = model.sources[source]
  model.sources[source] = {
    phase: phase === 'unavailable' ? phase : phase === 'stopped' ? 'off' : 'on',
    lost: phase === 'started' ? 0 : (lost ?? kept.lost),
    seq: event.seq,
    ...definedOf({ by: by ?? kept.by, error: phase === 'unavailable' ? error : undefined }),
  }
}

export function contradict(model: Model, event: EventOf<'contradicted'>): void {
  model.contradictions++
  const { kind: _kind, cause: _cause, ...contradiction } = event
  model.contradicted.push(contradiction)
  if (model.contradicted.length > MAX_PROBLEMS) model.contradicted.shift()
  const socket = touch(model, event)
  if (socket) socket.contradictions++
}

export function measure(model: Model, event: EventOf<'measured'>): void {
  const socket = touch(model, event)
  if (!socket) return
  const { kind: _kind, socket: _socket, cause: _cause, ...queues } = event
  socket.queues = queues
}
