import type { LabEvent } from '../../../shared/events'

export interface Addresses {
  local: string
  /** Of a connected socket. */
  remote?: string
}

interface Listener {
  opened(name: string, addresses: Addresses): void
  closed(name: string): void
}

/** The datagram sockets of a lab that are open, by its events. */
export class DatagramEnds {
  readonly #open = new Map<string, Addresses>()

  constructor(private readonly listener: Listener) {}

  /** By name. */
  get all(): ReadonlyMap<string, Addresses> {
    return this.#open
  }

  take(event: LabEvent): void {
    if (event.kind === 'closed' && this.#open.delete(event.socket)) this.listener.closed(event.socket)
    if ((event.kind !== 'listening' && event.kind !== 'connected') || event.transport !== 'udp') return
    const addresses = { local: event.local, ...('remote' in event && { remote: event.remote }) }
    this.#open.set(event.socket, addresses)
    this.listener.opened(event.socket, addresses)
  }
}
