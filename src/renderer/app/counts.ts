import type { Model } from '../../shared/model/model'

/** Servers that listen, and connections of which this lab holds an end open. */
export function counts(model: Model): { listening: number; open: number } {
  let listening = 0
  let open = 0
  for (const socket of model.sockets.values()) {
    if (socket.descriptor !== 'open') continue
    if (socket.role === 'listener') listening++
    else if (socket.state === 'SYN_SENT' || socket.path.length === 0) continue
    else if (socket.role === 'client') open++
    else if (socket.role === 'accepted' && !peerCounts(model, socket.peer)) open++
  }
  return { listening, open }
}

function peerCounts(model: Model, peer: string | undefined): boolean {
  const other = peer === undefined ? undefined : model.sockets.get(peer)
  return other?.role === 'client' && other.descriptor === 'open'
}
