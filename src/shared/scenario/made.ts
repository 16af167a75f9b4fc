import type { Command, CommandOf } from '../commands'
import { transportOf } from '../commands/target'
import { isAddress, memberName, parseDestination } from '../ids'

/** What the names of a scenario stand for: what its steps make. */

/** What a name can stand for. */
export type Role =
  | 'listener'
  | 'client'
  | 'accepted'
  | 'foreign'
  | 'datagram'
  | 'process'
  | 'watch'
  | 'load'
  | 'lookup'

/** For messages. */
export function article(role: Role): string {
  switch (role) {
    case 'accepted':
      return 'an accepted end'
    case 'datagram':
      return 'a datagram socket'
    case 'foreign':
      return "another program's socket"
    case 'load':
      return 'a load'
    case 'process':
      return 'a program'
    default:
      return `a ${role}`
  }
}

/** A reference, looked up. */
export interface Resolved {
  role: Role
  /** The sockets that it stands for: one, or all members of a group. */
  names: readonly string[]
  /** A byte stream without framing: what is received there is matched joined, since chunking is not the sender's. */
  joined: boolean
  /** Framing or TLS stands above its stream: what is sent and received there are the messages that these make of it. */
  layered: boolean
  /** What carries the bytes; the states are TCP's. */
  transport: 'tcp' | 'udp' | 'unix'
  /** The log has the bytes that are received there; `discard` keeps counts only. */
  keepsBytes: boolean
}

/** What a step has made, as far as that is known before anything runs. */
export interface Made {
  role: Exclude<Role, 'accepted' | 'load'>
  transport: 'tcp' | 'udp' | 'unix'
  framed: boolean
  /** It has framing or TLS. */
  layered: boolean
  /** A listener with TLS has a certificate. */
  hasTls: boolean
  discards: boolean
  /** Of a group: how many members. */
  count?: number
  /** Of a client: the listener that it named. */
  to?: string
  /** Of a client: what stood above the connections of that listener when it called. */
  there?: { framed: boolean; layered: boolean }
  /** Of a client: where it goes. Of a listener: where it is. */
  host?: string
  port?: number
  path?: string
  /** A listener that is a proxy; `to`, `host` and `port` say where its server is. */
  isProxy?: true
  /** Of a proxy: where it listens. */
  at?: { host: string; port?: number }
  /** Of a group of clients: a load has made them. */
  isLoad?: true
}

export type Framed = Pick<Made, 'framed' | 'layered'>

/** What earlier steps have made. */
interface Known {
  /** The first name of what `reference` means. */
  first(reference: string): string
  /** What has that first name. */
  made(first: string): Made | undefined
}

/** A stream without framing or TLS whose bytes are kept, and whatever has no bytes. */
const PLAIN = { framed: false, layered: false, hasTls: false, discards: false }

/** What a command makes; undefined if that is nothing with a name. */
export function madeBy(command: Command, known: Known): Made | undefined {
  switch (command.do) {
    case 'listen': {
      const { host = '127.0.0.1', port, path, respond, framing, tls } = command
      const made: Made = {
        role: 'listener',
        transport: transportOf(command),
        framed: framing !== undefined,
        layered: framing !== undefined || tls !== undefined,
        hasTls: tls !== undefined,
        discards: respond?.with === 'discard',
        host,
      }
      if (port !== undefined && port > 0) made.port = port
      if (path !== undefined) made.path = path
      return made
    }
    case 'connect': {
      const { host = '127.0.0.1', port, path, to, count, framing, tls } = command
      const target = to === undefined ? undefined : known.made(known.first(to))
      const transport = transportOf({ transport: command.transport ?? target?.transport, path })
      const made: Made = {
        role: transport === 'udp' ? 'datagram' : 'client',
        transport,
        framed: framing !== undefined,
        layered: framing !== undefined || tls !== undefined,
        hasTls: tls !== undefined,
        discards: false,
      }
      if (count !== undefined) made.count = count
      if (to !== undefined) made.to = known.first(to)
      if (target) made.there = { framed: target.framed, layered: target.layered }
      if (port !== undefined) Object.assign(made, { host, port })
      if (path !== undefined) made.path = path
      return made
    }
    case 'load': {
      const { host = '127.0.0.1', port, to, clients } = command
      const target = to === undefined ? undefined : known.made(known.first(to))
      const made: Made = {
        role: 'client',
        transport: target?.transport ?? 'tcp',
        ...PLAIN,
        count: clients,
        isLoad: true,
      }
      if (to !== undefined) made.to = known.first(to)
      if (port !== undefined) Object.assign(made, { host, port })
      return made
    }
    case 'bind':
      return {
        role: 'datagram',
        transport: 'udp',
        ...PLAIN,
        discards: command.respond?.with === 'discard',
      }
    case 'proxy':
      return proxyOf(command, known)
    case 'watch': {
      const { port, host } = command
      const made: Made = {
        role: 'watch',
        transport: 'tcp',
        ...PLAIN,
        discards: true,
      }
      if (port !== undefined) made.port = port
      if (host !== undefined) made.host = host
      return made
    }
    case 'lookup':
      return {
        role: 'lookup',
        transport: 'tcp',
        ...PLAIN,
        discards: true,
      }
    case 'spawn':
      return {
        role: 'process',
        transport: 'tcp',
        ...PLAIN,
      }
  }
  return undefined
}

function proxyOf({ to, host = '127.0.0.1', port }: CommandOf<'proxy'>, known: Known): Made {
  const made: Made = {
    role: 'listener',
    transport: 'tcp',
    ...PLAIN,
    isProxy: true,
    at: port === undefined ? { host } : { host, port },
  }
  const goal = parseDestination(to)
  return goal ? { ...made, ...goal } : { ...made, to: known.first(to) }
}

export function own(made: Made, names: readonly string[]): Resolved {
  const stream = made.transport !== 'udp' && !made.framed
  return {
    role: made.role,
    names,
    joined: stream,
    layered: made.layered,
    transport: made.transport,
    keepsBytes: !made.discards,
  }
}

export function members(name: string, made: Made): readonly string[] {
  const { count } = made
  return count === undefined
    ? [name]
    : Array.from({ length: count }, (_, index) => memberName(name, index + 1))
}

/** What no bytes can be expected of, such as ends of other programs: nothing of what they read or write is seen. */
export function foreign(names: readonly string[]): Resolved {
  return { role: 'foreign', names, joined: false, layered: false, transport: 'tcp', keepsBytes: false }
}

/** Sockets of another program, and of one that the lab has started, are found by watching it. */
export function isWatched(role: Role): boolean {
  return role === 'watch' || role === 'process'
}

/** True unless it is plain that `client` does not go where the watch `name` looks. */
export function covers(watch: Made, name: string, client: Made): boolean {
  if (client.to !== undefined) return client.to === name
  if (client.path !== undefined) return false
  return watch.port === undefined || client.port === watch.port
}

/** True unless it is plain that `client` goes elsewhere: by `to`, or by the address where `listener` is. */
export function reaches(client: Made, name: string, { at, ...made }: Made): boolean {
  const listener = at ?? made
  if (client.to !== undefined) return client.to === name
  if (client.path !== undefined) return client.path === made.path
  if (client.port === undefined) return true
  if (client.port !== listener.port) return false
  const [from = '', to = ''] = [client.host, listener.host]
  const literal = (host: string) => isAddress(host.includes(':') ? `[${host}]:1` : `${host}:1`)
  return from === to || to === '0.0.0.0' || to === '::' || !literal(from) || !literal(to)
}
