import type net from 'node:net'
import type { StreamEnd } from './stream-end'

const OWNER = Symbol('owner')
type OwnedSocket = net.Socket & { [OWNER]?: StreamEnd }

/** Says whose socket it is, for the listeners that `forOwner` makes. */
export function own(socket: net.Socket, end: StreamEnd): void {
  ;(socket as OwnedSocket)[OWNER] = end
}

/**
 * A listener for the events of any end's socket. One function for all of them: there can be thousands, each with as many
 * listeners as it has events. What it throws becomes an event of the end.
 */
export function forOwner<E extends StreamEnd, Value = void, More = void>(
  handle: (end: E, value: Value, more: More) => void,
) {
  return function (this: OwnedSocket, value: Value, more: More): void {
    const end = this[OWNER] as E
    try {
      handle(end, value, more)
    } catch (error) {
      end.fault(error)
    }
  }
}
