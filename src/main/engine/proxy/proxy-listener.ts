import type { ConfigureCommand, Faults, ProxyCommand } from '../../../shared/commands'
import { LAB_CODES, labError } from '../../../shared/errors'
import type { EventOf } from '../../../shared/events'
import { formatAddress, otherLeg, splitAccepted } from '../../../shared/ids'
import type { Context } from '../context'
import type { AcceptedEnd } from '../streams/accepted-end'
import type { ClientEnd } from '../streams/client-end'
import { connectAll, type Target } from '../streams/connecting'
import { Listener } from '../streams/listener'
import type { CallTarget } from '../streams/place'
import { Relay } from './relay'

/** Where a proxy calls, and the listener of this lab that was named. */
export interface Goal {
  target: CallTarget
  listener?: Target
}

/**
 * A listener that answers nothing itself: for each client it calls a server, and carries on what comes from either to the other.
 * Both of its ends keep open what the other side has not closed, and send at once what they are given (TCP_NODELAY).
 */
export class ProxyListener extends Listener {
  readonly goal: Goal
  #making: ProxyCommand
  #faults: Faults
  #count = 0
  readonly #relays = new Set<Relay>()

  constructor(context: Context, name: string, command: ProxyCommand, goal: Goal, cause: number) {
    const { host, port, maxConnections } = command
    super(
      context,
      name,
      {
        do: 'listen',
        as: name,
        ...(host !== undefined && { host }),
        ...(port !== undefined && { port }),
        ...(maxConnections !== undefined && { maxConnections }),
        allowHalfOpen: true,
        noDelay: true,
      },
      cause,
      undefined,
    )
    this.goal = goal
    this.#making = command
    this.#faults = command.faults ?? {}
  }

  override get maker(): ProxyCommand {
    const { maxConnections: _before, faults: _faults, ...rest } = this.#making
    const { maxConnections } = this.command
    return { ...rest, ...(maxConnections !== undefined && { maxConnections }), faults: this.#faults }
  }

  override configure(command: ConfigureCommand, cause: number): number {
    if (command.faults) this.#faults = command.faults
    const seq = super.configure(command, cause)
    if (command.faults) for (const relay of this.#relays) relay.change(command.faults, seq)
    return seq
  }

  protected override manner(): Pick<EventOf<'configured'>, 'respond' | 'maxConnections' | 'proxy'> {
    return { ...super.manner(), proxy: { to: this.#making.to, faults: this.#faults } }
  }

  protected override hasAccepted(end: AcceptedEnd, seq: number): void {
    const { context, goal } = this
    const name = otherLeg(end.name) as string
    const { target, listener } = goal
    const command = {
      do: 'connect' as const,
      ...(listener ? { to: listener.name } : { host: target.host, port: target.port }),
      allowHalfOpen: true,
      noDelay: true,
    }
    const asked = context.record({ kind: 'asked', command, by: 'lab', socket: name, cause: seq })
    if (this.#isCircle() || this.#hasPassed(end)) {
      const message = `${this.name} would call itself, again and again: its server is itself`
      const error = labError(LAB_CODES.notPossible, message, { field: 'to' })
      const failed = context.record({ kind: 'failed', socket: name, cause: asked.seq, ...error })
      context.act({ do: 'reset', socket: end.name }, end.name, failed.seq)
      return
    }
    // What was named is called where it was, even if it listens no more: that the call is refused then is what happens.
    const server: Target | undefined = listener && { name: listener.name, target }
    if (server && listener?.gate) server.gate = listener.gate
    void connectAll(context, command, server, undefined, [name], () => asked.seq)
    const leg = context.directory.host(name) as ClientEnd
    const over = (relay: Relay) => this.#relays.delete(relay)
    this.#relays.add(new Relay(context, end, leg, this.#faults, ++this.#count, over))
  }

  /** The listener of this lab that answers in the end, if it is one. */
  get answerer(): Listener | undefined {
    if (this.#isCircle()) return undefined
    const at = this.#listenerAt(this.goal)
    return at instanceof ProxyListener ? at.answerer : at
  }

  #listenerAt({ target }: Goal): Listener | undefined {
    return this.context.directory.listenerAt(target.path ?? formatAddress(target.host, target.port))
  }

  /** True if this connection has come through here before: by its server's name alone nobody knows that it leads back. */
  #hasPassed({ name }: AcceptedEnd): boolean {
    const { client = '' } = splitAccepted(name) ?? {}
    const proxies = client.split(/[>@]/).slice(1)
    // The second connection of the same name has a number.
    return proxies.some((proxy) => proxy.replace(/#\d+$/, '') === this.name)
  }

  /** True if its server is itself, by way of other proxies, perhaps. */
  #isCircle(): boolean {
    const seen = new Set<Listener>()
    let at: Listener | undefined = this
    while (at instanceof ProxyListener && !seen.has(at)) {
      seen.add(at)
      at = this.#listenerAt(at.goal)
    }
    return at !== undefined && seen.has(at)
  }
}
