import type { LabEvent } from '../../../shared/events'
import { acceptedName } from '../../../shared/ids'
import type { SocketModel } from '../../../shared/model/model'
import { covers, targetOf } from './targets'

interface Named {
  name: string
  /** When it was told, ms of the log. */
  t: number
}

/** 4-tuples that are remembered: segments come after the sockets are closed. */
const KEPT = 100_000

/** Follows the log: which name the end at an address has, by the address of its other end. */
export class EndNames {
  readonly #ends = new Map<string, Named>()
  /** Local addresses of listeners, by name. Kept beyond their end, as long as the name of no other is asked for. */
  readonly #listeners = new Map<string, string>()

  /** True if the event has told a name. */
  take(event: LabEvent): boolean {
    switch (event.kind) {
      case 'listening':
        this.#listeners.set(event.socket, event.local)
        return true
      case 'connecting':
        return this.#set(event.local, reached(event.remote), event.socket, event.t)
      case 'connected':
        this.#set(event.remote, event.local, event.peer, event.t)
        return this.#set(event.local, event.remote, event.socket, event.t)
      case 'accepted':
        this.#set(event.remote, event.local, event.peer, event.t)
        return this.#set(event.local, event.remote, event.socket, event.t)
      case 'found':
        if (event.as === 'listener') {
          this.#listeners.set(event.socket, event.local)
          return true
        }
        this.#set(event.remote, event.local, event.peer, event.t)
        return this.#set(event.local, event.remote, event.socket, event.t)
      case 'closed':
        this.#listeners.delete(event.socket)
        return false
      default:
        return false
    }
  }

  /** What was there before the log that is still in memory begins. */
  takeModel(sockets: Iterable<SocketModel>): void {
    for (const { name, role, local, remote, openedAt, descriptor } of sockets) {
      if (role === 'listener' || role === 'foreignListener') {
        if (local !== undefined && descriptor !== 'closed') this.#listeners.set(name, local)
      } else this.#set(local, remote, name, openedAt)
    }
  }

  /** The end at `local` that is connected, or about to be, to `remote`. */
  nameOf(local: string, remote: string): string | undefined {
    return this.#ends.get(`${local}>${remote}`)?.name
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
   * Names both ends of a connection of which the log will not tell more: one that is not accepted, or that is refused.
   * False if it has nothing to do with the lab.
   */
  settle(a: string, b: string, t: number): boolean {
    const [nameA, nameB] = [this.nameOf(a, b), this.nameOf(b, a)]
    const [listenerA, listenerB] = [this.#listenerAt(a), this.#listenerAt(b)]
    if (!nameA && !nameB && !listenerA && !listenerB) return false
    if (!nameA) this.#set(a, b, listenerA ? acceptedName(nameB ?? b, listenerA) : a, t)
    if (!nameB) this.#set(b, a, listenerB ? acceptedName(nameA ?? a, listenerB) : b, t)
    return true
  }

  #listenerAt(local: string): string | undefined {
    const target = targetOf(local)
    if (!target) return undefined
    for (const [name, address] of this.#listeners) {
      const listening = targetOf(address)
      if (listening && covers([listening], target)) return name
    }
    return undefined
  }

  #set(local: string | undefined, remote: string | undefined, name: string | undefined, t: number): boolean {
    if (local === undefined || remote === undefined || name === undefined) return false
    const key = `${withoutZone(local)}>${withoutZone(remote)}`
    this.#ends.delete(key)
    this.#ends.set(key, { name, t })
    if (this.#ends.size > KEPT) {
      for (const oldest of this.#ends.keys()) {
        this.#ends.delete(oldest)
        break
      }
    }
    return true
  }
}

/** Who calls a wildcard address reaches a loopback one. */
function reached(remote: string): string {
  return remote.replace(/^0\.0\.0\.0:/, '127.0.0.1:').replace(/^\[::\]:/, '[::1]:')
}

function withoutZone(address: string): string {
  return address.includes('%') ? address.replace(/%[^\]]*/, '') : address
}
