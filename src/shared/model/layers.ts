import type { Framing } from '../commands/framing'
import type { Certificate, LayersSet, Packed, Secured, Unpacked } from '../events'
import type { SocketModel, Totals } from './model'

/** What stands above the stream of an end, and what came of it; or above those that a listener accepts. */
export interface Layers {
  /** Which side of TLS it is. */
  tls?: 'client' | 'server'
  /** Of a listener with TLS: what it shows. */
  certificate?: Certificate
  framing?: Framing
  /** The handshake is done. */
  secured?: Omit<Secured, 'kind' | 'socket' | 'cause'>
  /** Messages that were packed and unpacked, the broken ones among them. */
  packed: Totals
  unpacked: Totals
  broken: number
}

const none = (): Totals => ({ count: 0, bytes: 0 })

/** Takes in what stands above its stream from now on. What has passed stays counted. */
export function setLayers(socket: SocketModel, { tls, certificate, framing }: LayersSet): void {
  const { packed = none(), unpacked = none(), broken = 0, secured } = socket.layers ?? {}
  socket.layers = { packed, unpacked, broken }
  if (tls !== undefined) socket.layers.tls = tls
  if (certificate) socket.layers.certificate = certificate
  if (framing) socket.layers.framing = framing
  if (secured) socket.layers.secured = secured
}

export function secure({ layers }: SocketModel, event: Secured): void {
  const { kind: _kind, socket: _socket, cause: _cause, ...secured } = event
  if (layers) layers.secured = secured
}

/** Counts come from the newest of each kind, since a slow window skips others; none that is broken is skipped. */
export function countMessage({ layers }: SocketModel, event: Packed | Unpacked): void {
  if (!layers) return
  const totals = layers[event.kind]
  totals.count = event.index + 1
  totals.bytes = event.offset + event.bytes
  if (event.kind === 'unpacked' && event.broken !== undefined) layers.broken++
}
