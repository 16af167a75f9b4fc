import type { SocketModel } from '../../shared/model/model'
import type { LabStore } from '../lab/lab'

/** Whether a socket stays open for writing after the peer's FIN; undefined if the window doesn't know. */
export function allowsHalfOpen(lab: LabStore, socket: SocketModel): boolean | undefined {
  if (socket.role === 'accepted') return lab.model.sockets.get(socket.listener ?? '')?.allowHalfOpen
  if (socket.role !== 'client') return undefined
  const events = lab.events.of(socket.name)
  const first = events && lab.events.at(events.at(events.start))
  const asked = first?.cause === undefined ? undefined : lab.events.bySeq(first.cause)
  if (asked?.kind !== 'asked' || asked.command.do !== 'connect') return undefined
  return asked.command.allowHalfOpen === true
}
