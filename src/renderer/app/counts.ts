import type { Model, SocketModel } from '../../shared/model/model'
import { isTcp } from '../../shared/model/selectors'

/** Nothing has been made, started or watched. */
export function isEmpty({ sockets, programs, watches, gone }: Model): boolean {
  return sockets.size + programs.size + watches.size + gone === 0
}

/** Servers that listen, and connections of which this lab holds an end open. */
export function counts(model: Model): { listening: number; open: number } {
  let listening = 0
  let open = 0
  for (const socket of model.sockets.values()) {
    if (socket.descriptor !== 'open') continue
    if (socket.role === 'listener') listening++
    else if (!isEstablished(socket)) continue
    else if (socket.role === 'client') open++
    else if (socket.role === 'accepted' && !peerCounts(model, socket.peer)) open++
  }
  return { listening, open }
}

/** What isn't TCP has an address of its own as soon as it is connected. */
function isEstablished(socket: SocketModel): boolean {
  if (!isTcp(socket)) return socket.local !== undefined
  return socket.state !== 'SYN_SENT' && socket.path.length > 0
}

function peerCounts(model: Model, peer: string | undefined): boolean {
  const other = peer === undefined ? undefined : model.sockets.get(peer)
  return other?.role === 'client' && other.descriptor === 'open'
}
