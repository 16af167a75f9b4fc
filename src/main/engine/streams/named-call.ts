import type net from 'node:net'
import type { ConnectCommand } from '../../../shared/commands'
import { type LabError, labError } from '../../../shared/errors'
import type { LookedUpAddress } from '../../../shared/events'
import { ipFamily } from '../../../shared/ip'
import { type Context, fromNodeError, type Happening } from '../context'

/** Node's default, ms (net.getDefaultAutoSelectFamilyAttemptTimeout). */
const ATTEMPT_TIMEOUT_MS = 250

/** True for a call of which the resolver is asked, or that is told what it would say. */
export function isNamed({ addresses }: ConnectCommand, host: string): boolean {
  return addresses !== undefined || ipFamily(host) === undefined
}

/** What Node is told for a call by name. */
export function namedOptions(command: ConnectCommand, host: string): Partial<net.TcpNetConnectOpts> {
  const { family, autoSelectFamily, autoSelectFamilyAttemptTimeout, addresses } = command
  return {
    ...(family !== undefined && { family }),
    ...(autoSelectFamily !== undefined && { autoSelectFamily }),
    ...(autoSelectFamilyAttemptTimeout !== undefined && { autoSelectFamilyAttemptTimeout }),
    // An address would be called as it is.
    ...(addresses !== undefined && {
      host: ipFamily(host) === undefined ? host : 'localhost',
      lookup: lookupIn(addresses),
    }),
  }
}

/** Answers as dns.lookup would if a name had these addresses. */
function lookupIn(addresses: readonly string[]): net.LookupFunction {
  return (host, { all, family }, callback) => {
    const wanted = addresses
      .map((address) => ({ address, family: ipFamily(address) ?? 4 }))
      .filter((each) => !family || each.family === family)
    const [first] = wanted
    process.nextTick(() => {
      if (!first) callback(notFound(host), '')
      else if (all) callback(null, wanted)
      else callback(null, first.address, first.family)
    })
  }
}

function notFound(hostname: string): NodeJS.ErrnoException {
  const error = new Error(`getaddrinfo ENOTFOUND ${hostname}`)
  return Object.assign(error, { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname })
}

/** A call by name: what the name stands for, and what becomes of the attempts, of which there may be several (RFC 8305). */
export class NamedCall {
  readonly #began = performance.now()
  readonly #addresses: LookedUpAddress[] = []
  #host = ''
  #told = false

  constructor(
    private readonly context: Context,
    private readonly socket: string,
    private readonly cause: number,
    private readonly command: ConnectCommand,
  ) {}

  /** There are several addresses: of each it is told what becomes of it. */
  get hasSeveral(): boolean {
    return this.#addresses.length > 1
  }

  /** Another address is tried if the `attempt`-th (from 1) comes to nothing. */
  hasMoreThan(attempt: number): boolean {
    return this.#addresses.length > attempt
  }

  /** Node's 'lookup', once for each address. */
  found(error: Error | null, address: string | undefined, family: 4 | 6, host: string): void {
    this.#host = host
    if (address !== undefined) this.#addresses.push({ address, family })
    if (error) this.#tell(fromNodeError(error, 'getaddrinfo'))
  }

  /** The first attempt is made: all addresses are known. */
  tell(): void {
    if (this.#addresses.length > 0) this.#tell()
  }

  #tell(error?: LabError): void {
    if (this.#told) return
    this.#told = true
    const lookedUp: Happening = {
      kind: 'lookedUp',
      socket: this.socket,
      cause: this.cause,
      host: this.#host,
      addresses: this.#addresses,
      took: performance.now() - this.#began,
    }
    if (this.command.addresses !== undefined) lookedUp.given = true
    if (error) lookedUp.error = error
    this.context.record(lookedUp)
  }

  /** An attempt that gave no answer in time. */
  timeout(): LabError {
    const ms = this.command.autoSelectFamilyAttemptTimeout ?? ATTEMPT_TIMEOUT_MS
    return labError('ETIMEDOUT', `no answer within ${ms} ms: the next address is tried`, {
      syscall: 'connect',
    })
  }

  /** All attempts together. */
  failure(error: AggregateError): LabError {
    const { code = 'ECONNREFUSED' } = error as AggregateError & { code?: string }
    const message = `none of the ${error.errors.length} addresses could be connected to`
    return labError(code, message, { syscall: 'connect' })
  }
}
