import type { Model } from './model'
import { type PackedSockets, packSockets, unpackSockets } from './packed/sockets'

/**
 * A model whose sockets lie in columns: with thousands of sockets, to copy, store or send that many small objects takes several
 * times as long as a few columns do. The model stays as it is.
 */
export interface PackedModel extends Omit<Model, 'sockets' | 'over'> {
  sockets: PackedSockets
  /** Numbers of the sockets that are over, in their order. */
  over: Uint32Array
}

export function packModel(model: Model): PackedModel {
  const sockets = [...model.sockets.values()]
  const numbers = new Map(sockets.map(({ name }, number) => [name, number]))
  return {
    ...model,
    sockets: packSockets(sockets),
    over: Uint32Array.from(model.over, (name) => numbers.get(name) as number),
  }
}

/** Takes `packed` over. */
export function unpackModel({ sockets: packed, over, ...rest }: PackedModel): Model {
  const sockets = unpackSockets(packed)
  return {
    ...rest,
    sockets: new Map(sockets.map((socket) => [socket.name, socket])),
    over: new Set(Array.from(over, (number) => (sockets[number] as (typeof sockets)[number]).name)),
  }
}
