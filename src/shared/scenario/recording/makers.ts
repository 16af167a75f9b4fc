import type {
  BindCommand,
  Command,
  ConfigureCommand,
  ConnectCommand,
  ListenCommand,
  MakingCommand,
  ProxyCommand,
} from '../../commands'
import { withIssuer } from '../../commands/tls'
import type { LabEvent, OtherTransport } from '../../events'
import { formatAddress, isWildcard, parseAddress, parseDestination, splitMember } from '../../ids'

/** A listener, a client, a datagram socket or a group, and the command that makes it. */
export interface Made {
  /** Its first name, of a group without the members' numbers. */
  name: string
  /** When it was asked, ms. */
  t: number
  /** What people call it, if it was renamed. Never of a group. */
  label?: string
  /** As it was asked; of a listener, with what it answers and takes now. */
  present: MakingCommand
  /** Of clients, or a proxy, that were given an address: the listener of this lab, or its program, that they found there. */
  found?: string
  /** Its sockets that are open; of clients, those that have not been connected and have not failed either. */
  open: number
  unsettled: number
}

/** What opens an address, which others then call. */
type Opening = ListenCommand | BindCommand | ProxyCommand

/** Which sockets of a lab were made by which command, and which of them are open. */
export class Makers {
  /** By name of an open socket. */
  #bySocket = new Map<string, Made>()
  /** In the order in which they were made; only those of which something is open. */
  #open = new Set<Made>()
  /** Sockets that are still called, or about to listen. */
  #unsettled = new Set<string>()
  /** Listeners by their address; those on all interfaces by `*:port`. */
  #byAddress = new Map<string, Made>()
  #addresses = new Map<string, string>()
  #configuring: ConfigureCommand | undefined

  /** `programAt`: the program that listens at an address, if the lab has started it. */
  constructor(private readonly programAt: (address: string) => string | undefined = () => undefined) {}

  /** A command begins to make sockets; `name` is that of the one, if it isn't a group. */
  begin(command: MakingCommand, name: string | undefined, t: number): Made {
    const made: Made = { name: name ?? command.as ?? '', t, present: command, open: 0, unsettled: 0 }
    if (command.do === 'proxy') this.#findServer(made, command)
    if (name !== undefined) this.#add(made, name)
    return made
  }

  /** One more socket of a group. */
  addMember(made: Made, name: string): void {
    // The name that the lab made up for a group is only told by its members.
    if (made.name === '') made.name = splitMember(name)?.group ?? name
    this.#add(made, name)
  }

  /** It was refused. */
  drop(made: Made): void {
    this.#open.delete(made)
    // The name may be why: then it is another's.
    if (this.#bySocket.get(made.name) !== made) return
    this.#bySocket.delete(made.name)
    this.#unsettled.delete(made.name)
  }

  configuring(command: ConfigureCommand): void {
    this.#configuring = command
  }

  /** Since when one of them is being called; `t` if none is. */
  callingSince(t: number): number {
    let since = t
    for (const socket of this.#unsettled) since = Math.min(since, this.#bySocket.get(socket)?.t ?? t)
    return since
  }

  of(socket: string): Made | undefined {
    return this.#bySocket.get(socket)
  }

  take(event: LabEvent): void {
    switch (event.kind) {
      case 'listening':
        this.#settle(event.socket)
        this.#listens(event.socket, event.local, event.transport)
        return
      case 'connecting':
        this.#find(event.socket, event.remote, event.transport)
        return
      case 'connected':
        this.#settle(event.socket)
        return
      case 'closed':
        this.#close(event.socket)
        return
      case 'failed':
        // What fails to listen, or to be bound, never opened; a client's `closed` follows.
        if (event.socket !== undefined && this.#unsettled.has(event.socket)) {
          if (isOpening(this.#bySocket.get(event.socket)?.present)) this.#close(event.socket)
        }
        return
      case 'configured':
        this.#configure(event.socket)
        return
      case 'renamed': {
        const made = this.#bySocket.get(event.socket)
        if (made?.name === event.socket) made.label = event.to
      }
    }
  }

  /** The listener that has this port, one that was free when it began: it will be another. */
  atPort(port: number): string | undefined {
    for (const [address, { name, present }] of this.#byAddress) {
      const isAny = isOpening(present) && (present.port ?? 0) === 0
      if (isAny && address.endsWith(`:${port}`)) return name
    }
    return undefined
  }

  /** The commands that make again what is open, with the names that people use. */
  setup(): MakingCommand[] {
    const listening = new Set<string>()
    const commands: MakingCommand[] = []
    for (const made of this.#open) {
      const command = remake(made, (name) => this.#bySocket.get(name)?.label ?? name)
      const { nowait: _nowait, ...rest } = command
      if (needsOf(rest).some((name) => name !== undefined && !listening.has(name))) continue
      if (rest.do !== 'connect') {
        if (!this.#unsettled.has(made.name)) listening.add(made.label ?? made.name)
        else continue
      }
      commands.push(rest.do === 'connect' && rest.count !== undefined ? { ...rest, count: made.open } : rest)
    }
    return commands
  }

  #add(made: Made, name: string): void {
    this.#bySocket.set(name, made)
    this.#open.add(made)
    this.#unsettled.add(name)
    made.open++
    made.unsettled++
  }

  #settle(socket: string): void {
    const made = this.#bySocket.get(socket)
    if (made && this.#unsettled.delete(socket)) made.unsettled--
  }

  #close(socket: string): void {
    const made = this.#bySocket.get(socket)
    if (!made) return
    this.#settle(socket)
    this.#bySocket.delete(socket)
    made.open--
    if (made.open === 0) this.#open.delete(made)
    const address = this.#addresses.get(socket)
    if (address === undefined) return
    this.#addresses.delete(socket)
    if (this.#byAddress.get(address) === made) this.#byAddress.delete(address)
  }

  #listens(socket: string, local: string, transport: OtherTransport | undefined): void {
    const made = this.#bySocket.get(socket)
    const at = parseAddress(local)
    if (!made || (!at && transport !== 'unix')) return
    const address = keyOf(at && isWildcard(local) ? `*:${at.port}` : local, transport)
    this.#byAddress.set(address, made)
    this.#addresses.set(socket, address)
  }

  #find(socket: string, remote: string, transport: OtherTransport | undefined): void {
    const made = this.#bySocket.get(socket)
    if (made?.present.do !== 'connect') return
    if (made.present.path !== undefined) {
      const listener = this.#byAddress.get(keyOf(remote, transport))
      if (listener) made.found = listener.name
      return
    }
    if (made.present.port !== undefined) this.#findAt(made, remote, transport, made.present)
  }

  /** Where a proxy carries things on to is told when it is made, and by whatever name. */
  #findServer(made: Made, { to }: ProxyCommand): void {
    const goal = parseDestination(to)
    for (const host of goal?.host === 'localhost' ? ['127.0.0.1', '::1'] : goal ? [goal.host] : []) {
      this.#findAt(made, formatAddress(host, goal?.port ?? 0), undefined, goal ?? {})
    }
  }

  /** What is at `remote`, unless `given` leads there again. */
  #findAt(made: Made, remote: string, transport: OtherTransport | undefined, given: { host?: string }): void {
    const port = parseAddress(remote)?.port
    const listener =
      this.#byAddress.get(keyOf(remote, transport)) ?? this.#byAddress.get(keyOf(`*:${port}`, transport))
    if (listener && isOpening(listener.present) && !keepsAddress(given, listener.present)) {
      made.found = listener.name
    }
    const program = transport === undefined ? this.programAt(remote) : undefined
    if (program !== undefined) made.found = program
  }

  #configure(socket: string): void {
    const made = this.#bySocket.get(socket)
    const change = this.#configuring
    if (!made || change?.socket !== socket) return
    if (made.present.do === 'bind' && change.respond) {
      made.present = { ...made.present, respond: change.respond }
    }
    if (made.present.do !== 'listen' && made.present.do !== 'proxy') return
    if (made.present.do === 'proxy') {
      made.present = changed(made.present, change)
      return
    }
    const { maxConnections: before, framing: framed, ...rest } = made.present
    const maxConnections = change.maxConnections === undefined ? before : (change.maxConnections ?? undefined)
    const framing = change.framing === undefined ? framed : (change.framing ?? undefined)
    made.present = {
      ...rest,
      ...(change.respond && { respond: change.respond }),
      ...(maxConnections !== undefined && { maxConnections }),
      ...(framing && { framing }),
    }
  }
}

/**
 * The command that makes `made` again: by its name, and to the listener that it found where its port was any free one then.
 * `shown` gives what a socket is called there.
 */
export function remake(
  made: Made,
  shown: (name: string) => string,
  given: MakingCommand = made.present,
): MakingCommand {
  const as = made.label ?? made.name
  if (given.do === 'proxy') return { ...given, as, to: shown(made.found ?? given.to) }
  if (isOpening(given)) return { ...given, as }
  const tls = given.tls && { tls: withIssuer(given.tls, shown) }
  if (made.found !== undefined) {
    const { host: _host, port: _port, path: _path, ...rest } = given
    return { ...rest, as, to: shown(made.found), ...tls }
  }
  return { ...given, as, ...(given.to !== undefined && { to: shown(given.to) }), ...tls }
}

function changed({ maxConnections: before, ...rest }: ProxyCommand, change: ConfigureCommand): ProxyCommand {
  const maxConnections = change.maxConnections === undefined ? before : (change.maxConnections ?? undefined)
  return {
    ...rest,
    ...(change.faults && { faults: change.faults }),
    ...(maxConnections !== undefined && { maxConnections }),
  }
}

/** The listeners of this lab without which it can't be made. A proxy to an address needs none. */
function needsOf(command: MakingCommand): (string | undefined)[] {
  if (command.do === 'connect') return [command.to, issuerOf(command)]
  return command.do === 'proxy' && !parseDestination(command.to) ? [command.to] : []
}

/** The listener of this lab whose certificate a client trusts. */
function issuerOf({ tls }: ConnectCommand): string | undefined {
  return typeof tls?.ca === 'object' ? tls.ca.of : undefined
}

/** It makes sockets that a person may want to have again. */
export function isMaking(command: Command): command is MakingCommand {
  return ['listen', 'bind', 'connect', 'proxy'].includes(command.do)
}

function isOpening(command: MakingCommand | undefined): command is Opening {
  return command !== undefined && command.do !== 'connect'
}

/** TCP and UDP have ports of their own. */
function keyOf(address: string, transport: OtherTransport | undefined): string {
  return transport === undefined ? address : `${transport} ${address}`
}

/** True if host and port lead to the same listener again: both have said the port, and the address is the listener's. */
function keepsAddress({ host: wanted = '127.0.0.1' }: { host?: string }, listen: Opening): boolean {
  const { host = '127.0.0.1', port = 0 } = listen
  return port > 0 && (host === wanted || host === '0.0.0.0' || host === '::')
}
