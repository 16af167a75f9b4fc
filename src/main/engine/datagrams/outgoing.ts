import type dgram from 'node:dgram'
import { type Context, fromNodeError } from '../context'
import type { Traffic } from '../streams/traffic'
import { type Addressee, hostFor } from './addressee'
import type { DatagramSocket } from './datagram-socket'
import { Lookups } from './lookups'

/** What a datagram socket was given to send, until Node tells what has become of it. */
export class Outgoing {
  readonly #lookups = new Lookups()
  #bytes = 0
  #datagrams = 0
  #newestSent: number | undefined

  constructor(
    private readonly context: Context,
    private readonly from: DatagramSocket,
    private readonly traffic: Traffic,
    /** Is told when nothing is under way any more. */
    private readonly onDone: () => void,
  ) {}

  /** How its socket is to look up the hosts that it sends to. */
  get lookUp(): Lookups['lookUp'] {
    return this.#lookups.lookUp
  }

  /** Bytes whose outcome Node has not told. */
  get bytes(): number {
    return this.#bytes
  }

  /** The outcome of some datagrams is not known yet, be they empty. */
  get isUnderWay(): boolean {
    return this.#datagrams > 0
  }

  /** `seq` of the newest `sent`. */
  get newestSent(): number | undefined {
    return this.#newestSent
  }

  /** Sends one datagram; `to` is left out where the socket is connected. */
  send(socket: dgram.Socket, data: Uint8Array, cause: number, to: Addressee | undefined): void {
    this.#bytes += data.length
    this.#datagrams++
    const told = (error: Error | null) =>
      this.context.guard(this.from.name, () => this.#wasSent(socket, data, cause, to, error))
    try {
      if (to) socket.send(data, to.port, hostFor(this.from.type, to.host), told)
      else socket.send(data, told)
    } catch (error) {
      // Node throws for what it can judge itself, such as port 0, from which a datagram can come.
      told(error as Error)
    }
  }

  #wasSent(
    socket: dgram.Socket,
    data: Uint8Array,
    cause: number,
    to: Addressee | undefined,
    error: Error | null,
  ): void {
    this.#bytes -= data.length
    this.#datagrams--
    const { from, context } = this
    if (error) {
      context.record({ kind: 'failed', socket: from.name, cause, ...fromNodeError(error, 'send') })
    } else {
      const remote = to ? this.#lookups.addressOf(to) : (from.remote as string)
      const peer = context.directory.post.receiverAt(remote, from)?.name
      // A socket that is being closed has no queue to be asked for.
      const queued = from.isGoing ? 0 : socket.getSendQueueSize()
      this.#newestSent = this.traffic.sent(data, cause, queued, { remote, peer }).seq
    }
    if (this.#datagrams === 0) this.onDone()
  }
}
