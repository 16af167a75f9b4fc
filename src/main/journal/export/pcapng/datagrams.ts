import type { LabEvent, Received, Sent } from '../../../../shared/events'
import { formatAddress, isWildcard, parseAddress } from '../../../../shared/ids'
import { type Route, routeOf } from './packet'

/** A datagram that must have been on the wire. */
export interface Datagram {
  message: Sent | Received
  /** Undefined without IP addresses. */
  route: Route | undefined
}

/** Follows a log: which of its events tell of a datagram that no other one does. */
export class Datagrams {
  /** Where each datagram socket is bound. */
  readonly #locals = new Map<string, string>()

  take(event: LabEvent): Datagram | undefined {
    switch (event.kind) {
      case 'listening':
      case 'connected':
        if (event.transport === 'udp') this.#locals.set(event.socket, event.local)
        return undefined
      case 'closed':
        this.#locals.delete(event.socket)
        return undefined
      case 'sent':
        if (event.remote === undefined) return undefined
        return { message: event, route: this.#route(event.socket, event.remote, true) }
      case 'received':
        // What a socket of the lab has sent is known since then.
        if (event.remote === undefined || event.peer !== undefined) return undefined
        return { message: event, route: this.#route(event.socket, event.remote, false) }
      default:
        return undefined
    }
  }

  #route(socket: string, remote: string, isSent: boolean): Route | undefined {
    const bound = this.#locals.get(socket)
    if (bound === undefined) return undefined
    const local = isWildcard(bound) ? ownAddress(bound, remote) : bound
    return isSent ? routeOf(local, remote) : routeOf(remote, local)
  }
}

/** Where a socket that is bound to all addresses sends from is not told; to loopback it is that same address. */
function ownAddress(bound: string, remote: string): string {
  const host = parseAddress(remote)?.host ?? ''
  const port = parseAddress(bound)?.port ?? 0
  const unspecified = host.includes(':') ? '::' : '0.0.0.0'
  return formatAddress(host.startsWith('127.') || host === '::1' ? host : unspecified, port)
}
