import type net from 'node:net'
import type { ListenCommand } from '../../../shared/commands'
import type { LabError } from '../../../shared/errors'
import type { EventOf, OtherTransport } from '../../../shared/events'
import type { ListeningHandle } from '../../freezer/messages'
import type { ClientEnd } from './client-end'

/** Where a call goes: to an address of the Internet, or to that of a Unix domain socket. */
export type CallTarget =
  | { host: string; port: number; path?: undefined }
  | { path: string; host?: undefined; port?: undefined }

/** Who has come: addresses as events have them, and the client if it is the lab's. */
export interface Arrival {
  local: string
  remote: string
  client: ClientEnd | undefined
}

/** Where a listener listens: what is different for the addresses of the Internet and those of Unix domain sockets. */
export interface Place {
  /** Absent: TCP. */
  readonly transport?: OtherTransport
  /** Its address, while it listens. */
  readonly local: string | undefined
  /** Where a client of this lab reaches it. */
  readonly target: CallTarget | undefined
  /** More calls may be let through now. */
  readonly isOpen: boolean
  /** Calls listen(2). */
  listen(server: net.Server, command: ListenCommand, backlog: number): void
  /** It listens: gives what its event says besides. */
  bound(server: net.Server): Partial<EventOf<'listening'>>
  /** A connection to `remote` ends here. */
  hears(remote: string): boolean
  /** Who is at the other end of a connection that has just been accepted. */
  arrived(socket: net.Socket): Arrival
  /** Who is dropped right after the kernel had completed the connection; as far as that can be told. */
  dropped(data: net.DropArgument | undefined): Partial<Arrival>
  /** What to call another program's client whose address is `remote`. */
  strangerAt(remote: string): string
  /** The lab's clients that call and were not accepted. */
  callers(): ClientEnd[]
  /** Closes the listening handle, another copy of which lives on. */
  letGo(server: net.Server): void
  /** Listens with a handle that has come back: `listening` of the server says whether it does, and its error why it doesn't. */
  takeBack(server: net.Server, handle: ListeningHandle, backlog: number): void
  /** Closes it for good. Gives the file that has gone with it. */
  close(server: net.Server): string | undefined
  /** Why listen(2) has failed; `again` if that has been put right, and it can be called once more. */
  trouble(error: LabError): Promise<LabError | 'again'>
}
