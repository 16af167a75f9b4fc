import type { Command, MakingCommand } from '../../../shared/commands'
import { withIssuer } from '../../../shared/commands/tls'
import { acceptedName, isAddress, mapNames, splitAccepted, splitFirst } from '../../../shared/ids'
import { isUnixForeign, unnamedName } from '../../../shared/unix'
import type { DatagramSocket } from '../datagrams/datagram-socket'
import { Post } from '../datagrams/post'
import { keepNewest } from '../keep-newest'
import type { AcceptedEnd } from '../streams/accepted-end'
import type { ClientEnd } from '../streams/client-end'
import type { Listener } from '../streams/listener'
import { Foreign } from './foreign'
import { Names } from './names'

export type Host = Listener | ClientEnd | AcceptedEnd | DatagramSocket

/** So many sockets that are closed can still be made again: as many as the model has, and more. */
const MOST_PAST_MAKERS = 8192

/** Who is who in a lab: names, groups, and which client owns a local address. */
export class Directory {
  readonly foreign = new Foreign()
  /** Where the datagram sockets are. */
  readonly post = new Post()
  #hosts = new Map<string, Host>()
  readonly #names = new Names()
  /** The names that sockets were given later, each with the first name of its socket, which the log goes on using. */
  #labels = new Map<string, string>()
  /** By name of a socket: the command that made it. One object for all members of a group. */
  #makers = new Map<string, MakingCommand>()
  /** The same of those that are closed, the newest of them. */
  #pastMakers = new Map<string, MakingCommand>()
  /** Clients that wait for their accepted end, by local address. */
  #waiting = new Map<string, ClientEnd[]>()
  #listeners = new Set<Listener>()
  /** So many clients of other programs have come to Unix domain sockets. */
  #unnamed = 0

  get hosts(): Iterable<Host> {
    return this.#hosts.values()
  }

  get size(): number {
    return this.#hosts.size
  }

  host(name: string): Host | undefined {
    return this.#hosts.get(name)
  }

  isTaken(name: string): boolean {
    return this.#names.has(name) || this.#labels.has(name)
  }

  isGroup(name: string): boolean {
    return this.#names.isGroup(name)
  }

  /** Lets `label` mean the socket `name`, too, for the life of the lab. */
  label(name: string, label: string): void {
    if (label !== name) this.#labels.set(label, name)
  }

  /** What the log calls the socket, or group, that `reference` means: later names give way to the first ones. */
  firstName(reference: string): string {
    // First: a number that was passed over, since a socket was called so, counts as a name that was made up.
    const own = this.#labels.get(reference)
    if (own !== undefined) return own
    if (this.#names.has(reference) || splitFirst(reference).rest === '') return reference
    return mapNames(reference, (name) => this.firstName(name))
  }

  /** The same command with the first names of the sockets that it means. */
  withFirstNames<C extends Command>(command: C): C {
    if (this.#labels.size === 0) return command
    const { socket, from } = command as { socket?: string; from?: string }
    const names = ['connect', 'load', 'send', 'proxy'].includes(command.do)
    const { to } = (names ? command : {}) as { to?: string }
    const args = command.do === 'spawn' ? command.args : undefined
    return {
      ...command,
      ...(args && {
        args: args.map((one) => (typeof one === 'string' ? one : { portOf: this.firstName(one.portOf) })),
      }),
      ...(socket !== undefined && { socket: this.firstName(socket) }),
      ...(from !== undefined && { from: this.firstName(from) }),
      ...(to !== undefined && { to: this.firstName(to) }),
      ...(command.do === 'connect' &&
        command.tls && { tls: withIssuer(command.tls, (name) => this.firstName(name)) }),
    }
  }

  /** Keeps the command that made `name`, or that would make it as it is now. */
  keepMaker(name: string, command: MakingCommand): void {
    this.#makers.set(name, command)
  }

  /** The command that made a socket, even if that is closed, but not for long; undefined for accepted and foreign ends. */
  maker(name: string): MakingCommand | undefined {
    return this.#makers.get(name) ?? this.#pastMakers.get(name)
  }

  /** What was to be made is not there, or no more: in a while nobody will want to make it again. */
  letMakerGo(name: string): void {
    const command = this.#makers.get(name)
    if (!command) return
    this.#makers.delete(name)
    this.#pastMakers.set(name, command)
    keepNewest(this.#pastMakers, MOST_PAST_MAKERS)
  }

  /** A name that is still free: `client1`, `client2`… */
  freeName(stem: string): string {
    return this.#names.free(stem, (name) => this.#labels.has(name))
  }

  /** Claims a name, and the names of `count` members if it is a group. */
  claim(name: string, count?: number): string[] {
    return this.#names.claim(name, count)
  }

  /** The listener of that name is a proxy: each of its accepted ends has one that belongs to it. */
  addProxy(name: string): void {
    this.#names.addProxy(name)
  }

  /** Claims a name for an end that `listener` has accepted: that of its client, or of its address if that isn't the lab's. */
  claimAccepted(client: ClientEnd | undefined, remote: string, listener: string): string {
    return client
      ? this.#names.claimAccepted(client.name, listener)
      : this.#names.claimForeign(acceptedName(remote, listener))
  }

  /** Claims a name for an end that isn't the lab's: its address, told from an earlier one's by a number. */
  claimForeign(address: string): string {
    return this.#names.claimForeign(address)
  }

  /** The other program's end of a connection that comes from it, at `local`: found already, or called by its address. */
  foreignClient(local: string, remote: string): string {
    return this.foreign.endAt(local, remote) ?? this.claimForeign(local)
  }

  /** The other program's end, at `local`, of a connection that the client `name` has made from `remote`. */
  foreignServer(name: string, local: string, remote: string): string {
    const found = this.foreign.endAt(local, remote)
    if (found !== undefined) return found
    const watch = this.foreign.watchAt(local)
    return this.claimForeign(watch === undefined ? local : acceptedName(name, watch))
  }

  /** A name for another program's client at a Unix domain socket, which has no address. */
  nextUnnamed(): string {
    return unnamedName(++this.#unnamed)
  }

  isForeign(name: string): boolean {
    const base = name.replace(/#\d+$/, '')
    if (isUnixForeign(base)) return true
    return isAddress(base) || this.foreign.isWatch(splitAccepted(base)?.listener ?? '')
  }

  /** The accepted ends of a listener that are open. They outlive it. */
  acceptedAt(listener: string): AcceptedEnd[] {
    return [...this.#hosts.values()].filter(
      (host): host is AcceptedEnd => host.role === 'accepted' && host.listener.name === listener,
    )
  }

  add(host: Host): void {
    this.#hosts.set(host.name, host)
    if (host.role === 'listener') this.#listeners.add(host)
  }

  /** The socket's descriptor is closed; its name stays taken. */
  remove(host: { name: string }): void {
    const known = this.#hosts.get(host.name)
    this.#hosts.delete(host.name)
    this.letMakerGo(host.name)
    if (known?.role === 'listener') this.#listeners.delete(known)
  }

  /**
   * The names that a reference stands for: one socket, the members of a group (`crowd`), or the ends that belong to
   * its members (`crowd@server`, `crowd>proxy`). Undefined if nothing ever had that name.
   */
  resolve(reference: string): string[] | undefined {
    const group = this.#names.members(reference)
    if (group) return group
    if (this.#names.has(reference)) return [reference]
    const { first, rest } = splitFirst(reference)
    if (rest === '') return undefined
    return this.#names
      .members(first)
      ?.map((member) => `${member}${rest}`)
      .filter((name) => this.#names.has(name))
  }

  // --- Pairing by 4-tuple --------------------------------------------------------------------------------

  /** A client of the lab's has a local address: whoever is accepted from there is its other end. */
  expect(local: string, client: ClientEnd): void {
    // One that closed before it was accepted stays, since it still can be, until its port is used again.
    const others = this.#waiting.get(local)?.filter((other) => other !== client && !other.isClosed)
    this.#waiting.set(local, others ? [...others, client] : [client])
  }

  unexpect(local: string, client: ClientEnd): void {
    const clients = this.#waiting.get(local)
    if (!clients?.includes(client)) return
    if (clients.length === 1) this.#waiting.delete(local)
    else
      this.#waiting.set(
        local,
        clients.filter((other) => other !== client),
      )
  }

  /** The lab's client at the other end of a connection that was accepted from `remote` at `local`. */
  clientAt(remote: string, local: string): ClientEnd | undefined {
    for (const client of this.#waiting.get(remote) ?? []) if (client.isCalling(local)) return client
    return undefined
  }

  /**
   * The lab's client at the other end of a connection at `local` that has been reset before it was accepted: the kernel
   * no longer tells its address then, but it hands connections over in the order in which they came.
   */
  lostClientAt(local: string): ClientEnd | undefined {
    for (const clients of this.#waiting.values()) {
      for (const client of clients) if (client.isClosed && client.isCalling(local)) return client
    }
    return undefined
  }

  /** The clients that call `listener` and have not been accepted. */
  callersOf(listener: Listener): ClientEnd[] {
    return [...this.#waiting.values()].flatMap((clients) => clients.filter((one) => one.calls(listener)))
  }

  /** The listener of the lab that a connection to `remote` reaches. */
  listenerAt(remote: string): Listener | undefined {
    for (const listener of this.#listeners) if (listener.hears(remote)) return listener
    return undefined
  }
}
