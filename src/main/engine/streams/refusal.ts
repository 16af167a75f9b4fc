import type net from 'node:net'
import type { EndAct } from '../../../shared/commands'
import type { Layer } from '../layers/layer'

/** Acts by which a call that waits for its turn is given up. */
const GIVES_UP: ReadonlySet<string> = new Set(['close', 'destroy', 'reset'])

/** Why an act can't be done to an end; undefined if it can. `socket` is absent before it calls. */
export function whyNot(
  act: EndAct | 'send' | 'recv',
  socket: net.Socket | undefined,
  layer: Layer | undefined,
  isClosed: boolean,
  isClosing: boolean,
  isPaused: boolean,
): string | undefined {
  if (isClosed || socket?.destroyed) return 'the descriptor is closed'
  if (!socket) return GIVES_UP.has(act) ? undefined : 'it has not called yet: its call waits for its turn'
  if (act === 'send' && (socket.writableEnded || !socket.writable || layer?.isMute)) {
    return 'this end has sent FIN, or is about to; a write would get EPIPE'
  }
  if (act === 'shutdown' && (socket.writableEnded || layer?.isFinishing))
    return 'FIN has been sent already, or waits behind unsent bytes'
  if (act === 'close' && isClosing) return 'it is being closed already'
  if (act !== 'recv') return undefined
  if (!isPaused)
    return 'it reads by itself whatever comes; pause it first, then recv takes as much as it asks for'
  return socket.readableEnded ? "the peer's FIN has been read: nothing more can come" : undefined
}
