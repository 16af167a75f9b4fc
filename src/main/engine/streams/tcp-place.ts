import type net from 'node:net'
import type { ListenCommand } from '../../../shared/commands'
import type { LabError } from '../../../shared/errors'
import type { EventOf } from '../../../shared/events'
import { formatAddress, isHeardAt, isWildcard, reachedAt } from '../../../shared/ids'
import type { ListeningHandle } from '../../freezer/messages'
import type { Directory } from '../directory/directory'
import type { ClientEnd } from './client-end'
import type { Listener } from './listener'
import type { Arrival, CallTarget, Place } from './place'

/** Stands for an address that the kernel no longer tells: the connection was reset before it was accepted. */
const UNSPECIFIED = '0.0.0.0'

/** An address and port of TCP: connections are known by their 4-tuples. */
export class TcpPlace implements Place {
  readonly isOpen = true
  #local: string | undefined

  constructor(
    private readonly directory: Directory,
    private readonly listener: Listener,
  ) {}

  get local(): string | undefined {
    return this.#local
  }

  get target(): CallTarget | undefined {
    return this.#local === undefined ? undefined : reachedAt(this.#local)
  }

  listen(server: net.Server, command: ListenCommand, backlog: number): void {
    const { host = '127.0.0.1', port = 0, ipv6Only, exclusive } = command
    server.listen({ host, port, backlog, ipv6Only, exclusive })
  }

  bound(server: net.Server): Partial<EventOf<'listening'>> {
    const { address, port } = server.address() as net.AddressInfo
    this.#local = formatAddress(address, port)
    return { local: this.#local }
  }

  hears(remote: string): boolean {
    return this.#local !== undefined && isHeardAt(this.#local, remote, this.listener.command.ipv6Only)
  }

  arrived(socket: net.Socket): Arrival {
    const { directory } = this
    const local = this.#addressOf(socket)
    const { remoteAddress, remotePort = 0 } = socket
    if (remoteAddress === undefined) {
      const client = directory.lostClientAt(local)
      return { local, remote: client?.local ?? formatAddress(UNSPECIFIED, 0), client }
    }
    const remote = formatAddress(remoteAddress, remotePort)
    return { local, remote, client: directory.clientAt(remote, local) }
  }

  dropped(data: net.DropArgument | undefined): Partial<Arrival> {
    if (data?.localAddress === undefined) return {}
    const local = formatAddress(data.localAddress, data.localPort ?? 0)
    if (data.remoteAddress === undefined) return { local }
    const remote = formatAddress(data.remoteAddress, data.remotePort ?? 0)
    return { local, remote, client: this.directory.clientAt(remote, local) }
  }

  strangerAt(remote: string): string {
    return remote
  }

  callers(): ClientEnd[] {
    return this.directory.callersOf(this.listener)
  }

  letGo(server: net.Server): void {
    server.close()
  }

  takeBack(server: net.Server, handle: ListeningHandle, backlog: number): void {
    // Calls listen(2) again, which on a socket that listens sets the same limit once more.
    server.listen({ _handle: handle }, backlog)
  }

  close(server: net.Server): undefined {
    server.close()
  }

  trouble(error: LabError): Promise<LabError> {
    return Promise.resolve(error)
  }

  /** Where a connection was accepted: the kernel is asked only where one listens at all addresses. */
  #addressOf(socket: net.Socket): string {
    if (this.#local !== undefined && !isWildcard(this.#local)) return this.#local
    return formatAddress(socket.localAddress ?? UNSPECIFIED, socket.localPort ?? 0)
  }
}
