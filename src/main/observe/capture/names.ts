import { isOfTcp, type LabEvent } from '../../../shared/events'
import { acceptedName } from '../../../shared/ids'
import type { SocketModel } from '../../../shared/model/model'
import { covers, targetOf } from './targets'

/** The addresses of an end and of the one that it is connected to. */
export interface Addresses {
  local: string
  remote: string
}

interface Listening {
  local: string
  /** What comes behind the `@` in the names of its ends: its own name, or that of the watch that found it. */
  called: string
  own: boolean
}

/** 4-tuples that are remembered: segments come after the sockets are closed. */
const KEPT = 20_000

/** Follows the log: which name the end at an address has, by the address of its other end. */
export class EndNames {
  readonly #ends = new Map<string, { name: string; t: number; own: boolean }>()
  readonly #listeners = new Map<string, Listening>()
  /** Of calls that have not come to anything yet, by name of the client. */
  readonly #calls = new Map<string, Addresses>()

  /** The connection of which the event has told something: a name, or that none will be told. */
  take(event: LabEvent): Addresses | undefined {
    if (!isOfTcp(event)) return undefined
    switch (event.kind) {
      case 'listening':
        this.#listeners.set(event.socket, { local: event.local, called: event.socket, own: true })
        return undefined
      case 'connecting': {
        const call = addresses(event.local, event.remote)
        if (call) this.#calls.set(event.socket, call)
        return this.#set(call, event.socket, undefined, event.t, true)
      }
      case 'connected':
        this.#calls.delete(event.socket)
        return this.#set(addresses(event.local, event.remote), event.socket, event.peer, event.t, true)
      case 'accepted':
        return this.#set(addresses(event.local, event.remote), event.socket, event.peer, event.t, true)
      case 'found': {
        const { socket, local, remote, peer, watch = socket } = event
        if (event.as === 'listener') this.#listeners.set(socket, { local, called: watch, own: false })
        return this.#set(addresses(local, remote), socket, peer, event.t, false)
      }
      case 'failed':
        return event.syscall === 'connect' ? this.#calls.get(event.socket ?? '') : undefined
      case 'closed':
        this.#listeners.delete(event.socket)
        this.#calls.delete(event.socket)
    }
    return undefined
  }

  /** What was there before the log that is still in memory begins. */
  takeModel(sockets: Iterable<SocketModel>): void {
    for (const { name, role, transport, local, remote, openedAt, descriptor, watch = name } of sockets) {
      if (transport !== undefined) continue
      const own = role === 'listener'
      if (!own && role !== 'foreignListener')
        this.#set(addresses(local, remote), name, undefined, openedAt, role !== 'foreign')
      else if (local !== undefined && descriptor !== 'closed')
        this.#listeners.set(name, { local, called: watch, own })
    }
  }

  /** The end at `local` that is connected, or about to be, to `remote`. */
  nameOf(local: string, remote: string): string | undefined {
    return this.#ends.get(`${local}>${remote}`)?.name
  }

  /** True if one of its ends is the lab's, as far as is known. */
  isOwn(a: string, b: string): boolean {
    if (this.nameOf(a, b) !== undefined || this.nameOf(b, a) !== undefined) return true
    return this.#listenerAt(a)?.own === true || this.#listenerAt(b)?.own === true
  }

  /** True if one of its ends is a socket of the lab's, and not of another program's. */
  isLabs(a: string, b: string): boolean {
    if (this.#ends.get(`${a}>${b}`)?.own || this.#ends.get(`${b}>${a}`)?.own) return true
    return this.#listenerAt(a)?.own === true || this.#listenerAt(b)?.own === true
  }

  /**
   * A new connection has that 4-tuple since `t`: names that were told before were another one's. `slack`: how far `t`
   * may be off, ms.
   */
  renew(a: string, b: string, t: number, slack: number): void {
    for (const key of [`${a}>${b}`, `${b}>${a}`]) {
      const named = this.#ends.get(key)
      if (named && named.t < t - slack) this.#ends.delete(key)
    }
  }

  /**
   * Names both ends of a connection of which the log will not tell more: one that is not accepted, that is refused, or
   * that a watch has missed. False if it has nothing to do with the lab.
   */
  settle(a: string, b: string, t: number): boolean {
    const [nameA, nameB] = [this.nameOf(a, b), this.nameOf(b, a)]
    const [listenerA, listenerB] = [this.#listenerAt(a)?.called, this.#listenerAt(b)?.called]
    if (!nameA && !nameB && !listenerA && !listenerB) return false
    if (!nameA) this.#put(a, b, listenerA ? acceptedName(nameB ?? b, listenerA) : a, t, false)
    if (!nameB) this.#put(b, a, listenerB ? acceptedName(nameA ?? a, listenerB) : b, t, false)
    return true
  }

  #listenerAt(local: string): Listening | undefined {
    const target = targetOf(local)
    if (!target) return undefined
    for (const listener of this.#listeners.values()) {
      const listening = targetOf(listener.local)
      if (listening && covers([listening], target)) return listener
    }
    return undefined
  }

  #set(
    at: Addresses | undefined,
    name: string,
    peer: string | undefined,
    t: number,
    own: boolean,
  ): Addresses | undefined {
    if (!at) return undefined
    this.#put(at.local, at.remote, name, t, own)
    if (peer !== undefined) this.#put(at.remote, at.local, peer, t, false)
    return at
  }

  #put(local: string, remote: string, name: string, t: number, own: boolean): void {
    const key = `${local}>${remote}`
    const known = this.#ends.get(key)
    this.#ends.delete(key)
    // An end of the lab's is told of as another one's peer, too.
    this.#ends.set(key, { name, t, own: own || (known?.own === true && known.name === name) })
    if (this.#ends.size <= KEPT) return
    const [oldest] = this.#ends.keys()
    if (oldest !== undefined) this.#ends.delete(oldest)
  }
}

/** As packets have them: who calls a wildcard address reaches a loopback one, and an interface is no part of an address. */
function addresses(local: string | undefined, remote: string | undefined): Addresses | undefined {
  if (local === undefined || remote === undefined) return undefined
  const reached = remote.replace(/^0\.0\.0\.0:/, '127.0.0.1:').replace(/^\[::\]:/, '[::1]:')
  return { local: withoutZone(local), remote: withoutZone(reached) }
}

function withoutZone(address: string): string {
  return address.includes('%') ? address.replace(/%[^\]]*/, '') : address
}
