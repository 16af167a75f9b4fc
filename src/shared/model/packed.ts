import type { Model, SocketModel } from './model'
import { type PackedSockets, packSockets, unpackSockets } from './packed/sockets'

/**
 * A model whose sockets lie in columns: with thousands of sockets, to copy, store or send that many small objects takes several
 * times as long as a few columns do. The model stays as it is.
 */
export interface PackedModel extends Omit<Model, 'sockets' | 'over'> {
  /** In one group, or in several that follow each other. */
  sockets: PackedSockets[]
  /** Numbers of the sockets that are over, in their order. */
  over: Uint32Array
}

/** `beginsGroup`: whether a group begins with this socket, which is `length` behind where the one before it began. */
export function packModel(
  model: Model,
  beginsGroup: (socket: SocketModel, length: number) => boolean = () => false,
): PackedModel {
  const sockets = [...model.sockets.values()]
  const numbers = new Map<string, number>()
  const groups: PackedSockets[] = []
  let start = 0
  sockets.forEach((socket, i) => {
    numbers.set(socket.name, i)
    if (i === start || !beginsGroup(socket, i - start)) return
    groups.push(packSockets(sockets.slice(start, i)))
    start = i
  })
  groups.push(packSockets(sockets.slice(start)))
  const over = Uint32Array.from(model.over, (name) => numbers.get(name) as number)
  return { ...model, sockets: groups, over }
}

/** Takes `packed` over. */
export function unpackModel({ sockets: groups, over, ...rest }: PackedModel): Model {
  const all = groups.flatMap(unpackSockets)
  return {
    ...rest,
    sockets: new Map(all.map((socket) => [socket.name, socket])),
    over: new Set(Array.from(over, (number) => (all[number] as SocketModel).name)),
  }
}
