import { isOfTcp, type LabEvent } from '../../shared/events'
import { formatAddress, parseAddress } from '../../shared/ids'
import type { Disposable } from '../engine/log/log'

/** A socket that the lab knows by name and address. */
export interface KnownEnd {
  name: string
  /** The lab's, not another program's. */
  own: boolean
  local: string
  /** Not of a listener. */
  remote?: string
  /** Of an own listener: the limit that it gave to listen(2). */
  backlog?: number
  /** The kernel may keep it in its tables of IPv6. */
  v6: boolean
  /** The watch that has found it. */
  watch?: string
}

export interface EndsFollower {
  opened(end: KnownEnd): void
  /** Its descriptor is closed; that of the lab's own end, if it is a foreign one. The kernel may still have a row of it. */
  released(end: KnownEnd): void
  /** Nothing of it is wanted any more: an attempt that another one has taken the place of. */
  dropped(end: KnownEnd): void
}

/** So many ends are kept whose descriptor is closed and whose row nobody has seen go. */
const MAX_RELEASED = 10_000

/** Who is who by address: follows a lab's log, and keeps the ends that the kernel or the wire can show something of. */
export class Ends {
  readonly #byName = new Map<string, KnownEnd>()
  readonly #byAddresses = new Map<string, KnownEnd>()
  /** Listeners of other programs. */
  readonly #foreignListeners = new Map<string, KnownEnd>()
  readonly #ownListeners = new Map<string, KnownEnd>()
  readonly #released = new Set<string>()
  readonly #followers = new Set<EndsFollower>()

  follow(follower: EndsFollower): Disposable {
    this.#followers.add(follower)
    return { dispose: () => this.#followers.delete(follower) }
  }

  get all(): Iterable<KnownEnd> {
    return this.#byName.values()
  }

  isReleased({ name }: KnownEnd): boolean {
    return this.#released.has(name)
  }

  /** The end of a connection that has these addresses now. */
  at(local: string, remote: string): KnownEnd | undefined {
    return this.#byAddresses.get(`${local} ${remote}`)
  }

  /** The listener of this lab that connections to `local` come to. */
  ownListenerAt(local: string): KnownEnd | undefined {
    return hearing(this.#ownListeners.values(), local)
  }

  /** The listener of another program, as far as watches have found it. */
  foreignListenerAt(local: string): KnownEnd | undefined {
    return hearing(this.#foreignListeners.values(), local)
  }

  take(event: LabEvent): void {
    if (!isOfTcp(event)) return
    switch (event.kind) {
      case 'listening': {
        const { socket: name, local, backlog } = event
        this.#open({ name, own: true, local, backlog, v6: local.startsWith('[') })
        return
      }
      case 'connecting':
        if (event.local === undefined) return
        this.#open({ name: event.socket, own: true, v6: false, ...tupleOf(event.local, event.remote) })
        return
      case 'connected':
        this.#open({ name: event.socket, own: true, v6: false, ...tupleOf(event.local, event.remote) })
        if (event.peer !== undefined) this.#openForeign(event.peer, event)
        return
      case 'accepted': {
        const v6 = this.#byName.get(event.listener)?.v6 ?? true
        this.#open({ name: event.socket, own: true, v6, ...tupleOf(event.local, event.remote) })
        if (event.foreign) this.#openForeign(event.peer, event)
        return
      }
      case 'found': {
        const { socket: name, local, remote, watch } = event
        this.#open({
          name,
          own: false,
          v6: true,
          local,
          ...(remote !== undefined && { remote }),
          ...(watch !== undefined && { watch }),
        })
        return
      }
      case 'closed':
        this.#release(event.socket)
        return
      case 'observed':
        if (event.state === 'CLOSED') this.forget(event.socket)
    }
  }

  /** There is nothing more to be seen of it. */
  forget(name: string): void {
    const end = this.#byName.get(name)
    if (!end) return
    this.#byName.delete(name)
    this.#released.delete(name)
    this.#ownListeners.delete(name)
    this.#foreignListeners.delete(name)
    if (end.remote !== undefined) this.#byAddresses.delete(`${end.local} ${end.remote}`)
  }

  /** The other program's end of a connection of the lab's, whose own end `here` tells its addresses. */
  #openForeign(name: string, here: { local: string; remote: string }): void {
    if (this.#byName.has(name)) return
    this.#open({ name, own: false, v6: true, local: here.remote, remote: here.local })
  }

  #open(end: KnownEnd): void {
    const before = this.#byName.get(end.name)
    if (before && before.local === end.local && before.remote === end.remote) return
    // Another attempt, from another port.
    if (before) {
      this.forget(end.name)
      for (const follower of this.#followers) follower.dropped(before)
    }
    const earlier = end.remote === undefined ? undefined : this.at(end.local, end.remote)
    if (earlier) this.forget(earlier.name)
    this.#byName.set(end.name, end)
    if (end.remote !== undefined) this.#byAddresses.set(`${end.local} ${end.remote}`, end)
    else (end.own ? this.#ownListeners : this.#foreignListeners).set(end.name, end)
    for (const follower of this.#followers) follower.opened(end)
  }

  #release(name: string): void {
    const end = this.#byName.get(name)
    if (!end?.own) return
    this.#ownListeners.delete(name)
    const other = end.remote === undefined ? undefined : this.at(end.remote, end.local)
    for (const one of [end, other]) {
      if (!one || (one !== end && one.own)) continue
      this.#released.add(one.name)
      for (const follower of this.#followers) follower.released(one)
    }
    for (const oldest of this.#released) {
      if (this.#released.size <= MAX_RELEASED) break
      this.forget(oldest)
    }
  }
}

/** Who connects to a wildcard address reaches a loopback one, and that is where the kernel has it. */
function tupleOf(local: string, remote: string): { local: string; remote: string } {
  const there = parseAddress(remote)
  if (there?.host === '0.0.0.0') return { local, remote: formatAddress('127.0.0.1', there.port) }
  if (there?.host === '::') return { local, remote: formatAddress('::1', there.port) }
  return { local, remote }
}

function hearing(listeners: Iterable<KnownEnd>, local: string): KnownEnd | undefined {
  const here = parseAddress(local)
  for (const listener of listeners) {
    if (listener.local === local) return listener
    const its = parseAddress(listener.local)
    if (its?.port === here?.port && (its?.host === '::' || its?.host === '0.0.0.0')) return listener
  }
  return undefined
}
