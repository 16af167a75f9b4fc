import { parseDestination } from '../../shared/ids'
import type { Model, SocketModel } from '../../shared/model/model'
import { isDatagram } from '../../shared/model/selectors'
import { shownName } from '../lab/names'
import type { Suggestion } from '../ui/Suggestions'

/** Whom `socket` can send to: those that it has heard from, newest first, then the other datagram sockets that are bound. */
export function destinations(model: Model, socket: SocketModel): Suggestion[] {
  const found = new Map<string, Suggestion>()
  for (const { remote, peer } of socket.heard ?? []) {
    const value = peer === undefined ? remote : shownName(model, peer)
    found.set(value, { value, note: peer === undefined ? '' : remote })
  }
  for (const other of model.sockets.values()) {
    if (!isDatagram(other) || other.name === socket.name || other.descriptor !== 'open') continue
    const value = shownName(model, other.name)
    if (!found.has(value)) found.set(value, { value, note: other.local ?? '' })
  }
  return [...found.values()]
}

/** True for what `send` takes: the name of a datagram socket, or host:port. */
export function isDestination(model: Model, text: string): boolean {
  if (parseDestination(text)) return true
  for (const other of model.sockets.values()) {
    if (isDatagram(other) && (other.name === text || other.label === text)) return true
  }
  return false
}
