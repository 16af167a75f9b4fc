import type net from 'node:net'
import type { ConnectCommand } from '../../../shared/commands'
import type { LabError } from '../../../shared/errors'
import { formatAddress } from '../../../shared/ids'
import { type Context, fromNodeError, guarded, type Happening } from '../context'
import type { ClientEnd } from './client-end'
import { NamedCall } from './named-call'

/** The attempts of a client's call, counted from 1 and told of: several where a name stands for several addresses (RFC 8305). */
export class Attempts {
  #made = 0
  /** The number of the one that was told of last. */
  #told = 0
  #callSeq: number
  /** Of a call by name. */
  #named: NamedCall | undefined

  constructor(
    private readonly context: Context,
    private readonly end: ClientEnd,
    /** `seq` of the client's `asked`. */
    private readonly cause: number,
  ) {
    this.#callSeq = cause
  }

  /** `seq` of the newest `connecting`; of the `asked` before there is one. */
  get callSeq(): number {
    return this.#callSeq
  }

  /** One is made. Gives its number. */
  begin(): number {
    return ++this.#made
  }

  /** Nothing has gone out: the newest was none. */
  takeBack(): void {
    this.#made--
  }

  isTold(attempt: number): boolean {
    return attempt <= this.#told
  }

  /** Another address is tried if that attempt comes to nothing. */
  hasMoreThan(attempt: number): boolean {
    return this.#named?.hasMoreThan(attempt) === true
  }

  /** The call is by name. `called` tells of an attempt that fails within the call itself, before it could be told of. */
  areOfName(
    socket: net.Socket,
    command: ConnectCommand,
    called: (attempt: number, remote: string) => void,
  ): void {
    const { context, end, cause } = this
    const named = new NamedCall(context, end.name, cause, command)
    this.#named = named
    const failed = (ip: string, port: number, error: LabError, timedOut?: true) => {
      const remote = formatAddress(ip, port)
      if (!this.isTold(this.#made)) called(this.#made, remote)
      // If it is the only one, `failed` will say so.
      if (named.hasSeveral) this.#tellFailed(remote, error, timedOut)
    }
    socket.on(
      'lookup',
      guarded(context, end.name, (error, address, family, host) =>
        named.found(error, address, family as 4 | 6, host),
      ),
    )
    socket.on(
      'connectionAttemptFailed',
      guarded(context, end.name, (ip, port, _family, error) =>
        failed(ip, port, fromNodeError(error, 'connect')),
      ),
    )
    socket.on(
      'connectionAttemptTimeout',
      guarded(context, end.name, (ip, port) => failed(ip, port, named.timeout(), true)),
    )
  }

  /** An attempt was made, from `local` if that is known. `to`: the listener that the command named. */
  tell(attempt: number, remote: string, local: string | undefined, to: string | undefined): void {
    this.#named?.tell()
    this.#told = attempt
    const { cause } = this
    const { name: socket, transport } = this.end
    const connecting: Happening = { kind: 'connecting', socket, cause, attempt, remote }
    if (transport !== undefined) connecting.transport = transport
    if (local !== undefined) connecting.local = local
    if (to !== undefined) connecting.to = to
    this.#callSeq = this.context.record(connecting).seq
  }

  /** Why all of them together have failed. */
  failure(error: Error): LabError | undefined {
    return error instanceof AggregateError ? this.#named?.failure(error) : undefined
  }

  #tellFailed(remote: string, error: LabError, timedOut: true | undefined): void {
    const { name: socket, local } = this.end
    this.context.record({
      kind: 'attemptFailed',
      socket,
      cause: this.#callSeq,
      attempt: this.#made,
      remote,
      ...(local !== undefined && { local }),
      ...error,
      ...(timedOut && { timedOut }),
    })
  }
}
