import { parseAddress, reachedAt } from '../../shared/ids'
import type { Model } from '../../shared/model/model'

export interface Address {
  host: string
  port: number
}

/** Where a listener or a bound UDP socket of the lab is reached, or what a program listens on; undefined if it isn't known, or closed. */
export function addressOf({ sockets, programs }: Model, name: string): Address | undefined {
  if (programs.has(name)) {
    for (const { watch, remote, local, state } of sockets.values()) {
      if (watch === name && remote === undefined && state !== 'CLOSED') {
        return reachedAt(local ?? '')
      }
    }
    return undefined
  }
  const socket = sockets.get(name)
  return socket?.descriptor === 'open' ? reachedAt(socket.local ?? '') : undefined
}

/** The port that a socket has, or had last; or a program. */
export function portOf(model: Model, name: string): number | undefined {
  return addressOf(model, name)?.port ?? parseAddress(model.sockets.get(name)?.local ?? '')?.port
}
