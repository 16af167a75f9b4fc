import type { Command, CommandOf } from '../commands'
import { LAB_CODES, type LabError, labError } from '../errors'
import { acceptedName, isAddress, memberName, splitAccepted, splitMember } from '../ids'
import { nearest } from './nearest'
import type { Expectation } from './schema'
import { isStateExpectation } from './step'

/** What a name can stand for. */
export type Role = 'listener' | 'client' | 'accepted' | 'foreign' | 'datagram' | 'process' | 'watch' | 'load'

/** A reference, looked up. */
export interface Resolved {
  role: Role
  /** The sockets that it stands for: one, or all members of a group. */
  names: readonly string[]
  /** A byte stream without framing: what is received there is matched joined, since chunking is not the sender's. */
  joined: boolean
  /** The log has the bytes that are received there; `discard` keeps counts only. */
  keepsBytes: boolean
}

interface Made {
  role: Exclude<Role, 'accepted' | 'load'>
  transport: 'tcp' | 'udp' | 'unix'
  framed: boolean
  discards: boolean
  /** Of a group: how many members. */
  count?: number
  /** Of a client: the listener that it named. */
  to?: string
  /** Of a client: where it goes. Of a listener: where it is. */
  host?: string
  port?: number
  path?: string
  /** Of a group of clients: a load has made them. */
  isLoad?: true
}

export type Lookup = { found: Resolved } | { error: LabError }

/**
 * The names that a scenario's steps have made so far. They are known before anything runs: `as` and `count`
 * say them all, and an accepted end is called after its client.
 */
export class Names {
  #made = new Map<string, Made>()
  /** Names that were given later, each with the first name of its socket. */
  #labels = new Map<string, string>()
  #makers: ReadonlyMap<string, number>

  /** `makers`: the number of the step that makes each name, for messages. */
  constructor(makers: ReadonlyMap<string, number> = new Map()) {
    this.#makers = makers
  }

  /** Takes in the names that a command makes or gives, or says why it can't. */
  make(command: Command): LabError | undefined {
    if (command.do === 'rename') return this.#rename(command.socket, command.to)
    if (command.do === 'configure') return this.#configure(command)
    const name = 'as' in command ? command.as : undefined
    if (typeof name !== 'string') return undefined
    const taken = this.#taken(name, 'as')
    if (taken) return taken
    const made = this.#describe(command)
    if (made) this.#made.set(name, made)
    return undefined
  }

  /** What `name` stands for, if an earlier step made exactly this, or gave it that name. */
  role(name: string): Role | undefined {
    return this.#made.get(this.#first(name))?.role
  }

  /** True for a name that means several sockets, or would if the group were larger: `crowd`, `crowd@server`. */
  isGroup(reference: string): boolean {
    const first = this.#first(reference)
    return this.#made.get(splitAccepted(first)?.client ?? first)?.count !== undefined
  }

  transport(name: string): string | undefined {
    return this.#made.get(this.#first(name))?.transport
  }

  /** Looks up a name, a group, a member or an accepted end. */
  resolve(given: string): Lookup {
    const reference = this.#first(given)
    const accepted = splitAccepted(reference)
    if (accepted) return this.#accepted(accepted.client, accepted.listener)
    // What a watch finds is called by its address.
    if (isAddress(reference) && this.#isWatching) return { found: foreign([reference]) }
    const looked = this.#own(reference)
    return 'error' in looked ? looked : { found: own(looked.made, looked.names) }
  }

  /** What an expectation is about: of a load, that itself, where others mean its clients. */
  expected(step: Expectation): Lookup {
    if (isStateExpectation(step)) return this.resolve(step.of)
    const looked = this.resolve(step.at)
    if (step.expect !== 'load' || 'error' in looked) return looked
    const name = this.#first(step.at)
    return this.#made.get(name)?.isLoad ? { found: { ...foreign([name]), role: 'load' } } : looked
  }

  /** The error for a name that no step has made, with the nearest one that a step has. */
  unknown(name: string, what = 'socket'): LabError {
    const later = this.#makers.get(name)
    if (later !== undefined) {
      return labError(LAB_CODES.unknownSocket, `${quote(name)} is only made by step ${later}`)
    }
    const known = [...this.#made.keys(), ...this.#labels.keys()]
    const meant = nearest(name, known)
    const hint =
      meant !== undefined
        ? `; did you mean ${quote(meant)}?`
        : known.length === 0
          ? '; no step before this one makes any'
          : `; known by then: ${known.slice(0, 8).map(quote).join(', ')}${known.length > 8 ? ' …' : ''}`
    return labError(LAB_CODES.unknownSocket, `no ${what} is called ${quote(name)} at this step${hint}`)
  }

  /** The first name of what `reference` means: later names give way to it. */
  #first(reference: string): string {
    const own = this.#labels.get(reference)
    if (own !== undefined) return own
    const ends = splitAccepted(reference)
    return ends ? acceptedName(this.#first(ends.client), this.#first(ends.listener)) : reference
  }

  get #isWatching(): boolean {
    return [...this.#made.values()].some(({ role }) => role === 'watch')
  }

  #taken(name: string, field: string): LabError | undefined {
    const label = this.#labels.get(name)
    const earlier = this.#made.get(name)
    if (!earlier && label === undefined) return undefined
    const what = earlier?.count === undefined ? `a ${earlier?.role}` : `a group of ${earlier.count}`
    const whose = earlier ? `${what} of an earlier step` : quote(label ?? '')
    return labError(LAB_CODES.nameTaken, `${quote(name)} is already the name of ${whose}`, { field })
  }

  #rename(socket: string, to: string): LabError | undefined {
    const first = this.#first(socket)
    if (this.#first(to) === first) return undefined
    const taken = this.#taken(to, 'to')
    if (!taken) this.#labels.set(to, first)
    return taken
  }

  /** What is received may be kept from now on; what was kept before is still there. */
  #configure({ socket, respond }: CommandOf<'configure'>): undefined {
    const listener = this.#made.get(this.#first(socket))
    if (listener && respond && respond.with !== 'discard') listener.discards = false
  }

  #describe(command: Command): Made | undefined {
    switch (command.do) {
      case 'listen': {
        const { host = '127.0.0.1', port, path, transport, respond, framing } = command
        const made: Made = {
          role: transport === 'udp' ? 'datagram' : 'listener',
          transport: transport ?? (path === undefined ? 'tcp' : 'unix'),
          framed: framing !== undefined,
          discards: respond?.with === 'discard',
          host,
        }
        if (port !== undefined && port > 0) made.port = port
        if (path !== undefined) made.path = path
        return made
      }
      case 'connect': {
        const { host = '127.0.0.1', port, path, to, count, framing } = command
        const target = to === undefined ? undefined : this.#made.get(this.#first(to))
        const transport = command.transport ?? target?.transport ?? (path === undefined ? 'tcp' : 'unix')
        const made: Made = {
          role: transport === 'udp' ? 'datagram' : 'client',
          transport,
          framed: framing !== undefined,
          discards: false,
        }
        if (count !== undefined) made.count = count
        if (to !== undefined) made.to = this.#first(to)
        if (port !== undefined) Object.assign(made, { host, port })
        if (path !== undefined) made.path = path
        return made
      }
      case 'load': {
        const { host = '127.0.0.1', port, to, clients } = command
        const made: Made = {
          role: 'client',
          transport: 'tcp',
          framed: false,
          discards: false,
          count: clients,
          isLoad: true,
        }
        if (to !== undefined) made.to = this.#first(to)
        if (port !== undefined) Object.assign(made, { host, port })
        return made
      }
      case 'bind':
        return {
          role: 'datagram',
          transport: 'udp',
          framed: false,
          discards: command.respond?.with === 'discard',
        }
      case 'proxy':
        return { role: 'listener', transport: 'tcp', framed: false, discards: false }
      case 'watch': {
        const { port, host } = command
        const made: Made = { role: 'watch', transport: 'tcp', framed: false, discards: true }
        if (port !== undefined) made.port = port
        if (host !== undefined) made.host = host
        return made
      }
      case 'spawn':
        return { role: 'process', transport: 'tcp', framed: false, discards: false }
    }
    return undefined
  }

  /** A name, a group or a member. */
  #own(reference: string): { made: Made; names: readonly string[] } | { error: LabError } {
    const single = this.#made.get(reference)
    if (single) return { made: single, names: members(reference, single) }
    const member = splitMember(reference)
    const group = member && this.#made.get(member.group)
    if (!member || !group) {
      return { error: this.unknown(member && this.#makers.has(member.group) ? member.group : reference) }
    }
    if (group.count !== undefined && member.index <= group.count) return { made: group, names: [reference] }
    const message =
      group.count === undefined
        ? `${quote(member.group)} is a single ${group.role}, not a group; only "count" makes members`
        : `${quote(member.group)} has ${group.count} member${group.count === 1 ? '' : 's'}, no ${quote(reference)}`
    return { error: labError(LAB_CODES.unknownSocket, message) }
  }

  #accepted(client: string, listener: string): Lookup {
    const at = this.#made.get(listener)
    if (!at) return { error: this.unknown(listener, 'listener') }
    if (at.role !== 'listener' && at.role !== 'watch') {
      const message = `${quote(listener)} is a ${at.role}; an accepted end is called client@listener`
      return { error: labError(LAB_CODES.notPossible, message) }
    }
    const found = (names: readonly string[]): Lookup => ({
      found:
        at.role === 'watch'
          ? foreign(names)
          : { role: 'accepted', names, joined: !at.framed, keepsBytes: !at.discards },
    })
    if (isAddress(client)) return found([acceptedName(client, listener)])

    const looked = this.#own(client)
    if ('error' in looked) return looked
    const { made: caller, names } = looked
    if (caller.role !== 'client') {
      const message = `${quote(client)} is a ${caller.role}; an accepted end is called client@listener`
      return { error: labError(LAB_CODES.notPossible, message) }
    }
    if (!(at.role === 'watch' ? covers(at, caller) : reaches(caller, listener, at))) {
      const { to, path, host, port } = caller
      const where = to === undefined ? (path ?? `${host}:${port}`) : quote(to)
      const message = `${quote(client)} does not connect to ${quote(listener)} but to ${where}`
      return { error: labError(LAB_CODES.unknownSocket, message) }
    }
    return found(names.map((name) => acceptedName(name, listener)))
  }
}

export function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text)
}

function own(made: Made, names: readonly string[]): Resolved {
  const stream = made.transport !== 'udp' && !made.framed
  return { role: made.role, names, joined: stream, keepsBytes: !made.discards }
}

function members(name: string, made: Made): readonly string[] {
  const { count } = made
  return count === undefined
    ? [name]
    : Array.from({ length: count }, (_, index) => memberName(name, index + 1))
}

/** What no bytes can be expected of, such as ends of other programs: nothing of what they read or write is seen. */
function foreign(names: readonly string[]): Resolved {
  return { role: 'foreign', names, joined: false, keepsBytes: false }
}

/** True unless it is plain that `client` does not go where `watch` looks. */
function covers(watch: Made, client: Made): boolean {
  if (client.to !== undefined || client.path !== undefined) return false
  return watch.port === undefined || client.port === watch.port
}

/** True unless it is plain that `client` goes elsewhere: by `to`, or by the address where `listener` is. */
function reaches(client: Made, name: string, listener: Made): boolean {
  if (client.to !== undefined) return client.to === name
  if (client.path !== undefined) return client.path === listener.path
  if (client.port === undefined) return true
  if (client.port !== listener.port) return false
  const [from = '', to = ''] = [client.host, listener.host]
  const literal = (host: string) => isAddress(host.includes(':') ? `[${host}]:1` : `${host}:1`)
  return from === to || to === '0.0.0.0' || to === '::' || !literal(from) || !literal(to)
}
