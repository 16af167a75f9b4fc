import type dgram from 'node:dgram'
import type { ConnectCommand } from '../../../shared/commands'
import { type Context, fromNodeError, type Happening } from '../context'
import { type Addressee, addresseeAt, hostFor, typeFor } from './addressee'
import { DatagramSocket } from './datagram-socket'

/** A UDP socket that is connected: its kernel sends its datagrams to one address, and gives it those alone that come from there. */
export class ConnectedSocket extends DatagramSocket {
  #remote: string | undefined

  constructor(
    context: Context,
    name: string,
    private readonly command: ConnectCommand,
    cause: number,
    /** Whom it connects to. */
    private readonly goal: { host: string; port: number },
    /** The socket of this lab that was named. */
    private readonly to: string | undefined,
  ) {
    super(context, name, cause)
  }

  get remote(): string | undefined {
    return this.#remote
  }

  connect(): void {
    this.resolve(this.goal.host, (address) => {
      const type = typeFor(address)
      const socket = this.open({ type })
      const call = () => this.#connect(socket, hostFor(type, address), addresseeAt(address, this.goal.port))
      const { localAddress, localPort } = this.command
      if (localAddress === undefined && localPort === undefined) {
        call()
        return
      }
      const host = localAddress === undefined ? undefined : hostFor(type, localAddress)
      socket.bind(localPort ?? 0, host, () => this.context.guard(this.name, call))
    })
  }

  #connect(datagrams: dgram.Socket, host: string, { port, address: remote }: Addressee): void {
    const { name: socket, cause } = this
    const connecting: Happening = { kind: 'connecting', socket, cause, transport: 'udp', attempt: 1, remote }
    if (this.to !== undefined) connecting.to = this.to
    const { seq } = this.context.record(connecting)
    datagrams.connect(port, host, (error?: Error | null) =>
      this.context.guard(this.name, () => {
        if (error) this.onError(error)
        else this.#onConnected(datagrams, seq)
      }),
    )
  }

  #onConnected(datagrams: dgram.Socket, cause: number): void {
    const { address, port } = datagrams.remoteAddress()
    const remote = addresseeAt(address, port).address
    this.#remote = remote
    this.isBound()
    const { name: socket, local } = this
    this.context.record({
      kind: 'connected',
      socket,
      cause,
      transport: 'udp',
      local: local as string,
      remote,
    })
  }

  protected override onError(error: Error): void {
    if (this.#remote !== undefined) {
      super.onError(error)
      return
    }
    const { name: socket, cause } = this
    const { seq } = this.context.record({ kind: 'failed', socket, cause, ...fromNodeError(error, 'connect') })
    if (this.isClosed) return
    this.giveUp()
    this.recordClosed(seq, true)
  }
}
