import type { Command, CommandOf } from '../commands'
import { LAB_CODES, type LabError, labError } from '../errors'
import {
  acceptedName,
  isAddress,
  mapNames,
  otherLeg,
  splitAccepted,
  splitFirst,
  splitMember,
  splitPassed,
} from '../ids'
import { isUnixForeign } from '../unix'
import {
  article,
  covers,
  type Framed,
  foreign,
  isWatched,
  type Made,
  madeBy,
  members,
  own,
  type Resolved,
  type Role,
  reaches,
} from './made'
import { nearest } from './nearest'
import type { Expectation } from './schema'
import { isStateExpectation } from './step'

export type { Resolved, Role } from './made'

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
    const made = madeBy(command, {
      first: (reference) => this.#first(reference),
      made: (first) => this.#made.get(first),
    })
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
    return this.#made.get(splitFirst(first).first)?.count !== undefined
  }

  isProxy(name: string): boolean {
    return this.#made.get(this.#first(name))?.isProxy === true
  }

  /** Whether `name` is a listener with TLS. */
  hasTls(name: string): boolean {
    return this.#made.get(this.#first(name))?.hasTls === true
  }

  transport(name: string): string | undefined {
    return this.#made.get(this.#first(name))?.transport
  }

  /** True for a datagram socket that was made by `connect`, and so sends to one address alone. */
  isConnected(reference: string): boolean {
    const first = this.#first(reference)
    const made = this.#made.get(first) ?? this.#made.get(splitMember(first)?.group ?? '')
    return made?.role === 'datagram' && (made.to !== undefined || made.port !== undefined)
  }

  /** Looks up a name, a group, a member or an accepted end. */
  resolve(given: string): Lookup {
    const reference = this.#first(given)
    const accepted = splitAccepted(reference)
    if (accepted) return this.#accepted(accepted.client, accepted.listener)
    const passed = splitPassed(reference)
    if (passed) return this.#passed(passed.client, passed.proxy)
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
    return mapNames(reference, (name) => this.#labels.get(name) ?? name)
  }

  get #isWatching(): boolean {
    return [...this.#made.values()].some(({ role }) => isWatched(role))
  }

  #taken(name: string, field: string): LabError | undefined {
    const label = this.#labels.get(name)
    const earlier = this.#made.get(name)
    if (!earlier && label === undefined) return undefined
    const whose = !earlier
      ? quote(label ?? '')
      : `${earlier.count === undefined ? article(earlier.role) : `a group of ${earlier.count}`} of an earlier step`
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
  #configure({ socket, respond, framing }: CommandOf<'configure'>): undefined {
    const listener = this.#made.get(this.#first(socket))
    if (!listener) return
    if (respond && respond.with !== 'discard') listener.discards = false
    if (framing === undefined) return
    listener.framed = framing !== null
    listener.layered = listener.framed || listener.hasTls
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

  /** The end with which a proxy carries on what comes from `client`. */
  #passed(client: string, proxy: string): Lookup {
    const at = this.#made.get(proxy)
    if (at && !at.isProxy) {
      const message = `${quote(proxy)} is no proxy; client>proxy is the end with which a proxy calls its server`
      return { error: labError(LAB_CODES.notPossible, message) }
    }
    const looked = this.#accepted(client, proxy)
    if ('error' in looked) return looked
    const names = looked.found.names.map((name) => otherLeg(name) as string)
    return { found: { ...looked.found, role: 'client', names } }
  }

  /** Who calls: a client, or the end with which a proxy does for one. */
  #caller(name: string): { made: Made; names: readonly string[] } | { error: LabError } {
    const passed = splitPassed(name)
    if (!passed) return this.#own(name)
    const looked = this.#passed(passed.client, passed.proxy)
    if ('error' in looked) return looked
    const made = this.#made.get(passed.proxy) as Made
    return { made: { ...made, role: 'client' }, names: looked.found.names }
  }

  #accepted(client: string, listener: string): Lookup {
    const at = this.#made.get(listener)
    if (!at) return { error: this.unknown(listener, 'listener') }
    if (at.role !== 'listener' && !isWatched(at.role)) {
      const message = `${quote(listener)} is ${article(at.role)}; an accepted end is called client@listener`
      return { error: labError(LAB_CODES.notPossible, message) }
    }
    const found = (names: readonly string[], { framed, layered }: Framed = at): Lookup => ({
      found: isWatched(at.role)
        ? foreign(names)
        : {
            role: 'accepted',
            names,
            joined: !framed,
            layered,
            transport: at.transport,
            keepsBytes: !at.discards,
          },
    })
    const isStranger = at.transport === 'unix' ? isUnixForeign(client) : isAddress(client)
    if (isStranger) return found([acceptedName(client, listener)])

    const looked = this.#caller(client)
    if ('error' in looked) return looked
    const { made: caller, names } = looked
    if (caller.role !== 'client') {
      const message = `${quote(client)} is ${article(caller.role)}; an accepted end is called client@listener`
      return { error: labError(LAB_CODES.notPossible, message) }
    }
    if (!(isWatched(at.role) ? covers(at, listener, caller) : reaches(caller, listener, at))) {
      const { to, path, host, port } = caller
      const where = to === undefined ? (path ?? `${host}:${port}`) : quote(to)
      const message = `${quote(client)} does not connect to ${quote(listener)} but to ${where}`
      return { error: labError(LAB_CODES.unknownSocket, message) }
    }
    return found(
      names.map((name) => acceptedName(name, listener)),
      caller.there,
    )
  }
}

export function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text)
}
