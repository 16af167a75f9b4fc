import type net from 'node:net'
import type { ListenCommand } from '../../../shared/commands'
import type { LabError } from '../../../shared/errors'
import type { EventOf } from '../../../shared/events'
import { UNNAMED } from '../../../shared/unix'
import type { ListeningHandle } from '../../freezer/messages'
import { asLabError } from '../context'
import type { Directory } from '../directory/directory'
import type { ClientEnd } from '../streams/client-end'
import type { Arrival, CallTarget, Place } from '../streams/place'
import { AcceptOrder } from './accept-order'
import { nativePath } from './address'
import { SocketFile } from './socket-file'
import { listenTrouble, removalTrouble, removeStale } from './trouble'

/** What net.Server has no public way to, and calls itself. */
interface Inside {
  _handle: ListeningHandle
  _listen2(address: null, port: number, family: number, backlog: number): void
}

/** A path, or a name without a file: connections are known by the order in which they come. */
export class UnixPlace implements Place {
  readonly transport = 'unix'
  readonly order: AcceptOrder
  #file: SocketFile | undefined
  #isBound = false
  /** libuv has bound the handle, and would remove the file with it; one that comes back knows of none. */
  #removesFile = true
  #mayRemove = false
  #replaced = false

  constructor(
    private readonly directory: Directory,
    private readonly address: string,
  ) {
    this.order = new AcceptOrder(address)
  }

  get local(): string | undefined {
    return this.#isBound ? this.address : undefined
  }

  get target(): CallTarget | undefined {
    return this.#isBound ? { path: this.address } : undefined
  }

  get isOpen(): boolean {
    return this.order.isOpen
  }

  listen(server: net.Server, command: ListenCommand, backlog: number): void {
    const { readableAll = false, writableAll = false } = command
    this.#mayRemove = command.removeStale === true && !this.#replaced
    server.listen({ path: nativePath(this.address), backlog, readableAll, writableAll })
  }

  bound(): Partial<EventOf<'listening'>> {
    this.#isBound = true
    this.#file = new SocketFile(this.address)
    const { mode } = this.#file
    return {
      transport: 'unix',
      local: this.address,
      ...(mode !== undefined && { mode }),
      ...(this.#replaced && { replaced: true }),
    }
  }

  hears(remote: string): boolean {
    return this.#isBound && remote === this.address
  }

  arrived(): Arrival {
    return { local: this.address, remote: UNNAMED, client: this.order.next() }
  }

  dropped(): Arrival {
    return this.arrived()
  }

  strangerAt(): string {
    return this.directory.nextUnnamed()
  }

  callers(): ClientEnd[] {
    return this.order.clients
  }

  letGo(server: net.Server): void {
    const close = () => server.close()
    if (this.#removesFile) this.#file?.keepWhile(close)
    else close()
    this.#removesFile = false
  }

  takeBack(server: net.Server, handle: ListeningHandle, backlog: number): void {
    // Of a handle that is none of TCP's, `listen` takes the descriptor alone, for a handle of its own: this one would stay open for
    // ever, with a descriptor that is somebody else's one day. So what `listen` does with one of TCP's (lib/net.js).
    const inside = server as unknown as Inside
    inside._handle = handle
    inside._listen2(null, -1, -1, backlog)
  }

  close(server: net.Server): string | undefined {
    return this.#file?.removeWith(() => server.close()) ? this.address : undefined
  }

  async trouble(error: LabError): Promise<LabError | 'again'> {
    const isOwn = this.directory.listenerAt(this.address) !== undefined
    const told = await listenTrouble(error, this.address, isOwn)
    if (told.reason !== 'stale' || !this.#mayRemove) return told
    this.#mayRemove = false
    try {
      this.#replaced = await removeStale(this.address)
    } catch (failure) {
      return removalTrouble(asLabError(failure), this.address)
    }
    return this.#replaced ? 'again' : told
  }
}
