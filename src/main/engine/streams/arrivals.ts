import type net from 'node:net'
import type { Context, Happening } from '../context'
import { AcceptedEnd } from './accepted-end'
import type { ClientEnd } from './client-end'
import type { Listener } from './listener'
import { DescriptorCheck, recordMissing } from './missing'
import type { Place } from './place'

/** The connections that come to a listener: each becomes an end of the lab's, or it is said why it doesn't. */
export class Arrivals {
  /** Those that were accepted and are open. */
  readonly ends = new Set<AcceptedEnd>()
  readonly #descriptors: DescriptorCheck

  constructor(
    private readonly context: Context,
    private readonly listener: Listener,
    private readonly place: Place,
  ) {
    this.#descriptors = new DescriptorCheck(context, listener.name)
  }

  /** Node has accepted a connection. Gives its end, and the `seq` of its `accepted`. */
  accept(socket: net.Socket): { end: AcceptedEnd; seq: number } {
    const { context, listener, place } = this
    const { directory } = context
    const { local, remote, client } = place.arrived(socket)
    const stranger = client ? remote : place.strangerAt(remote)
    const name = directory.claimAccepted(client, stranger, listener.name)
    const end = new AcceptedEnd(context, name, listener)
    this.ends.add(end)
    directory.add(end)
    const peer = client?.name ?? directory.foreignClient(stranger, local)
    const accepted: Happening = {
      kind: 'accepted',
      socket: name,
      listener: listener.name,
      peer,
      local,
      remote,
    }
    if (place.transport !== undefined) accepted.transport = place.transport
    if (client) accepted.cause = client.callSeq
    else accepted.foreign = true
    const { seq } = context.record(accepted)
    end.adopt(socket, local, remote, seq)
    if (client) end.pairWith(client)
    this.#descriptors.soon()
    return { end, seq }
  }

  /** Node has accepted one and closed it at once, since there are as many as there may be. */
  drop(data: net.DropArgument | undefined): void {
    const { client, ...addresses } = this.place.dropped(data)
    this.context.record({
      kind: 'dropped',
      socket: this.listener.name,
      reason: 'maxConnections',
      ...addresses,
      ...(client && { peer: client.name, cause: client.callSeq }),
    })
    client?.wasDropped()
  }

  /** `client` was connected by the kernel, and never came. `isGone`: the listening socket is. */
  explainMissing(client: ClientEnd, isGone: boolean): void {
    recordMissing(this.context, this.listener.name, client, isGone)
  }

  /** Nobody comes any more. */
  stop(): void {
    this.#descriptors.stop()
  }
}
