import type { ConfigureCommand, ConnectCommand, ListenCommand } from '../../commands'
import type { LabEvent } from '../../events'
import { parseAddress, splitMember } from '../../ids'

/** A listener, a client or a group of clients, and the command that makes it. */
export interface Made {
  /** Its first name, of a group without the members' numbers. */
  name: string
  /** When it was asked, ms. */
  t: number
  /** What people call it, if it was renamed. Never of a group. */
  label?: string
  /** As it was asked; of a listener, with what it answers and takes now. */
  present: ListenCommand | ConnectCommand
  /** Of clients that were given host and port: the listener of this lab that they found there. */
  found?: string
  /** Its sockets that are open; of clients, those that have not been connected and have not failed either. */
  open: number
  unsettled: number
}

type Making = ListenCommand | ConnectCommand

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

  /** A command begins to make sockets; `name` is that of the one, if it isn't a group. */
  begin(command: Making, name: string | undefined, t: number): Made {
    const made: Made = { name: name ?? command.as ?? '', t, present: command, open: 0, unsettled: 0 }
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
        this.#listens(event.socket, event.local)
        return
      case 'connecting':
        this.#find(event.socket, event.remote)
        return
      case 'connected':
        this.#settle(event.socket)
        return
      case 'closed':
        this.#close(event.socket)
        return
      case 'failed':
        // A listener that fails never opened; a client's `closed` follows.
        if (event.socket !== undefined && this.#unsettled.has(event.socket)) {
          if (this.#bySocket.get(event.socket)?.present.do === 'listen') this.#close(event.socket)
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

  /** The commands that make again what is open, with the names that people use. */
  setup(): Making[] {
    const listening = new Set<string>()
    const commands: Making[] = []
    for (const made of this.#open) {
      const command = remake(made, (name) => this.#bySocket.get(name)?.label ?? name)
      const { nowait: _nowait, ...rest } = command
      if (rest.do === 'listen') {
        if (!this.#unsettled.has(made.name)) listening.add(made.label ?? made.name)
        else continue
      } else if (rest.to !== undefined && !listening.has(rest.to)) continue
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

  #listens(socket: string, local: string): void {
    const made = this.#bySocket.get(socket)
    const at = parseAddress(local)
    if (!made || !at) return
    const address = at.host === '0.0.0.0' || at.host === '::' ? `*:${at.port}` : local
    this.#byAddress.set(address, made)
    this.#addresses.set(socket, address)
  }

  #find(socket: string, remote: string): void {
    const made = this.#bySocket.get(socket)
    if (made?.present.do !== 'connect' || made.present.port === undefined) return
    const port = parseAddress(remote)?.port
    const listener = this.#byAddress.get(remote) ?? this.#byAddress.get(`*:${port}`)
    if (listener?.present.do === 'listen' && !keepsAddress(made.present, listener.present)) {
      made.found = listener.name
    }
  }

  #configure(socket: string): void {
    const made = this.#bySocket.get(socket)
    const change = this.#configuring
    if (made?.present.do !== 'listen' || change?.socket !== socket) return
    const { maxConnections: before, ...rest } = made.present
    const maxConnections = change.maxConnections === undefined ? before : (change.maxConnections ?? undefined)
    made.present = {
      ...rest,
      ...(change.respond && { respond: change.respond }),
      ...(maxConnections !== undefined && { maxConnections }),
    }
  }
}

/**
 * The command that makes `made` again: by its name, and to the listener that it found where its port was any free one then.
 * `shown` gives what a socket is called there.
 */
export function remake(made: Made, shown: (name: string) => string, given: Making = made.present): Making {
  const as = made.label ?? made.name
  if (given.do === 'listen') return { ...given, as }
  if (made.found !== undefined) {
    const { host: _host, port: _port, ...rest } = given
    return { ...rest, as, to: shown(made.found) }
  }
  return { ...given, as, ...(given.to !== undefined && { to: shown(given.to) }) }
}

/** True if host and port lead to the same listener again: both have said the port, and the address is the listener's. */
function keepsAddress(connect: ConnectCommand, listen: ListenCommand): boolean {
  const { host: wanted = '127.0.0.1' } = connect
  const { host = '127.0.0.1', port = 0 } = listen
  return port > 0 && (host === wanted || host === '0.0.0.0' || host === '::')
}
