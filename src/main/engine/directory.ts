import type { Command, ConnectCommand, ListenCommand } from '../../shared/commands'
import { acceptedName, isAddress, splitAccepted } from '../../shared/ids'
import type { AcceptedEnd } from './accepted-end'
import type { ClientEnd } from './client-end'
import { Foreign } from './foreign'
import type { Listener } from './listener'
import { Names } from './names'

export type Host = Listener | ClientEnd | AcceptedEnd

/** So many sockets that are closed can still be made again: as many as the model has, and more. */
const MOST_PAST_MAKERS = 8192

/** Who is who in a lab: names, groups, and which client owns a local address. */
export class Directory {
  readonly foreign = new Foreign()
  #hosts = new Map<string, Host>()
  readonly #names = new Names()
  /** The names that sockets were given later, each with the first name of its socket, which the log goes on using. */
  #labels = new Map<string, string>()
  /** By name of a socket: the command that made it. One object for all members of a group. */
  #makers = new Map<string, ListenCommand | ConnectCommand>()
  /** The same of those that are closed, the newest of them. */
  #pastMakers = new Map<string, ListenCommand | ConnectCommand>()
  /** Clients that wait for their accepted end, by local address. */
  #waiting = new Map<string, ClientEnd[]>()
  #listeners = new Set<Listener>()

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
    if (this.#names.has(reference)) return reference
    const ends = splitAccepted(reference)
    return ends ? acceptedName(this.firstName(ends.client), this.firstName(ends.listener)) : reference
  }

  /** The same command with the first names of the sockets that it means. */
  withFirstNames<C extends Command>(command: C): C {
    if (this.#labels.size === 0) return command
    const { socket, from } = command as { socket?: string; from?: string }
    const to = command.do === 'connect' || command.do === 'load' ? command.to : undefined
    return {
      ...command,
      ...(socket !== undefined && { socket: this.firstName(socket) }),
      ...(from !== undefined && { from: this.firstName(from) }),
      ...(to !== undefined && { to: this.firstName(to) }),
    }
  }

  /** Keeps the command that made `name`, or that would make it as it is now. */
  keepMaker(name: string, command: ListenCommand | ConnectCommand): void {
    this.#makers.set(name, command)
  }

  /** The command that made a socket, even if that is closed, but not for long; undefined for accepted and foreign ends. */
  maker(name: string): ListenCommand | ConnectCommand | undefined {
    return this.#makers.get(name) ?? this.#pastMakers.get(name)
  }

  /** What was to be made is not there, or no more: in a while nobody will want to make it again. */
  letMakerGo(name: string): void {
    const command = this.#makers.get(name)
    if (!command) return
    this.#makers.delete(name)
    this.#pastMakers.set(name, command)
    if (this.#pastMakers.size <= MOST_PAST_MAKERS) return
    const [oldest] = this.#pastMakers.keys()
    if (oldest !== undefined) this.#pastMakers.delete(oldest)
  }

  /** A name that is still free: `client1`, `client2`… */
  freeName(stem: string): string {
    return this.#names.free(stem, (name) => this.#labels.has(name))
  }

  /** Claims a name, and the names of `count` members if it is a group. */
  claim(name: string, count?: number): string[] {
    return this.#names.claim(name, count)
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

  isForeign(name: string): boolean {
    const base = name.replace(/#\d+$/, '')
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
   * The names that a reference stands for: one socket, the members of a group (`crowd`), or the accepted ends of
   * its members (`crowd@server`). Undefined if nothing ever had that name.
   */
  resolve(reference: string): string[] | undefined {
    const group = this.#names.members(reference)
    if (group) return group
    if (this.#names.has(reference)) return [reference]
    const at = reference.lastIndexOf('@')
    if (at < 0) return undefined
    const listener = reference.slice(at)
    return this.#names
      .members(reference.slice(0, at))
      ?.map((member) => `${member}${listener}`)
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
