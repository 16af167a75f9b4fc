import { keepNewest } from '../keep-newest'
import type { DatagramSocket } from './datagram-socket'

/** So many sockets that are closed still have an address, which datagrams can be sent to. */
const MOST_PAST = 1024

/** Which datagram socket of the lab's is where. */
export class Post {
  /** By port. Sockets can share one: over other addresses, or since all of them have said that they may. */
  readonly #open = new Map<number, DatagramSocket[]>()
  /** Where sockets were that are closed. */
  readonly #past = new Map<string, string>()

  /** It has a local address now. */
  add(socket: DatagramSocket): void {
    const port = portOf(socket)
    this.#open.set(port, [...(this.#open.get(port) ?? []), socket])
  }

  /** Its descriptor is closed. */
  remove(socket: DatagramSocket): void {
    const { local } = socket
    if (local === undefined) return
    const left = this.#open.get(portOf(socket))?.filter((other) => other !== socket) ?? []
    if (left.length > 0) this.#open.set(portOf(socket), left)
    else this.#open.delete(portOf(socket))
    this.#past.set(socket.name, socket.target?.address ?? local)
    keepNewest(this.#past, MOST_PAST)
  }

  /** Where a socket that is closed was, as long as that is known. */
  pastAddress(name: string): string | undefined {
    return this.#past.get(name)
  }

  /** The socket whose datagrams come from `remote`; undefined if none of the lab's is there, or more than one. */
  senderAt(remote: string): DatagramSocket | undefined {
    const able = this.#near(remote).filter((socket) => socket.isAt(remote))
    return able.length === 1 ? able[0] : undefined
  }

  /** The socket that gets what `from` sends to `remote`; undefined if none of the lab's does. */
  receiverAt(remote: string, from: DatagramSocket): DatagramSocket | undefined {
    const able = this.#near(remote).filter((socket) => socket.isAt(remote) && socket.hears(from))
    // As Linux scores them: who is connected before who is not, then an address before a wildcard, then the newest.
    const rank = (socket: DatagramSocket) =>
      (socket.remote === undefined ? 0 : 2) + (socket.local === remote ? 1 : 0)
    let best: DatagramSocket | undefined
    for (const socket of able) if (!best || rank(socket) >= rank(best)) best = socket
    return best
  }

  #near(address: string): readonly DatagramSocket[] {
    return this.#open.get(portIn(address)) ?? []
  }
}

function portOf({ local = '' }: DatagramSocket): number {
  return portIn(local)
}

function portIn(address: string): number {
  return Number(address.slice(address.lastIndexOf(':') + 1))
}
