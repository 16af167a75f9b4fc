import type { BindCommand, ConfigureCommand, Respond } from '../../../shared/commands'
import { type Context, fromNodeError } from '../context'
import { typeFor } from './addressee'
import { DatagramSocket } from './datagram-socket'

/** A UDP socket that is bound, and hears everybody. */
export class BoundSocket extends DatagramSocket {
  readonly remote = undefined
  #command: BindCommand

  constructor(context: Context, name: string, command: BindCommand, cause: number) {
    super(context, name, cause)
    this.#command = command
  }

  bind(): void {
    const { host = '127.0.0.1', port = 0, ipv6Only, reuseAddr } = this.#command
    this.resolve(host, (address) => {
      this.open({ type: typeFor(address), ipv6Only, reuseAddr }).bind(port, address)
      this.on('listening', () => this.#onBound())
    })
  }

  /** The command that would make it as it is now. */
  get maker(): BindCommand {
    return this.#command
  }

  protected override get respond(): Respond {
    return this.#command.respond ?? super.respond
  }

  /** Changes how it answers. `cause` is the command's `asked`. */
  configure({ respond }: ConfigureCommand, cause: number): void {
    if (respond) this.#command = { ...this.#command, respond }
    this.context.record({ kind: 'configured', socket: this.name, cause, respond: this.respond.with })
  }

  #onBound(): void {
    this.isBound()
    this.context.record({
      kind: 'listening',
      socket: this.name,
      cause: this.cause,
      transport: 'udp',
      local: this.local as string,
      respond: this.respond.with,
    })
  }

  protected override onError(error: Error): void {
    if (this.local !== undefined) {
      super.onError(error)
      return
    }
    const { name: socket, cause } = this
    this.context.record({ kind: 'failed', socket, cause, ...fromNodeError(error, 'bind') })
    this.giveUp()
  }
}
