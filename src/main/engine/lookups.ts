import { lookup, lookupService } from 'node:dns/promises'
import { hostname } from 'node:os'
import type { CommandOf } from '../../shared/commands'
import type { LookupCall } from '../../shared/commands/lookups'
import type { LookedUpAddress } from '../../shared/events'
import { ipFamily } from '../../shared/ip'
import type { Execution } from './acting'
import { asLabError, type Context, type Happening } from './context'
import { ask, newName } from './making'

/** What the resolver answers. */
interface Answer {
  host?: string
  addresses?: LookedUpAddress[]
  name?: string
  service?: string
}

type LookupCommand = CommandOf<'lookup'>

/** Asks the system's resolver, in Node's thread pool; `done` resolves with its answer, or its error, in the log. */
export function lookUp(context: Context, command: LookupCommand): Execution {
  const name = newName(context, command.as, 'lookup')
  context.directory.claim(name)
  const { seq } = ask(context, command, name)
  return { seq, made: [name], done: answer(context, command, name, seq) }
}

async function answer(context: Context, command: LookupCommand, name: string, cause: number): Promise<void> {
  const by = command.by ?? 'getaddrinfo'
  const began = performance.now()
  const lookedUp: Happening = {
    kind: 'lookedUp',
    socket: name,
    cause,
    by,
    host: command.host ?? '',
    addresses: [],
    took: 0,
  }
  try {
    Object.assign(lookedUp, await CALLS[by](command))
  } catch (error) {
    lookedUp.error = asLabError(error, by)
  }
  lookedUp.took = performance.now() - began
  context.guard(name, () => context.record(lookedUp))
}

/** As the C library's calls, and Python's, answer; Node has none of them but the first and the third. */
const CALLS: Record<LookupCall, (command: LookupCommand) => Promise<Answer>> = {
  async getaddrinfo({ host = '', family, order = 'verbatim' }) {
    const addresses = await lookup(host, { all: true, order, ...(family !== undefined && { family }) })
    return { addresses: addresses.map(known) }
  },
  async gethostbyname({ host = '' }) {
    return { addresses: [known(await lookup(host, { family: 4 }))] }
  },
  async getnameinfo({ host = '', port = 0 }) {
    const { hostname: name, service } = await lookupService(host, port)
    return port === 0 ? { name } : { name, service }
  },
  /** As Python's socket.getfqdn: the name that the address of a name has, if that is a full one, or else the name. */
  async getfqdn({ host = hostname() }) {
    const address = ipFamily(host) === undefined ? (await lookup(host)).address : host
    const found = await lookupService(address, 0).catch(() => undefined)
    return { host, name: found?.hostname.includes('.') ? found.hostname : host }
  },
  gethostname: async () => ({ name: hostname() }),
}

function known({ address, family }: { address: string; family: number }): LookedUpAddress {
  return { address, family: family === 6 ? 6 : 4 }
}
