import { isOfTcp, type LabEvent } from '../../../shared/events'
import { parseAddress } from '../../../shared/ids'
import type { SocketModel, Watch } from '../../../shared/model/model'
import { hostsOf } from '../../engine/directory/foreign'

/** One side of the connections that are to be captured. */
export interface Target {
  /** Absent: at whatever address. */
  host?: string
  port: number
}

/** How long a closed socket's port is captured on, ms: its connections end after it, with FINs and in TIME_WAIT. */
const LINGER_MS = 70_000
/** Most targets of one filter; the kernel takes programs of 4,096 instructions. */
const MAX_TARGETS = 250

/** Follows the log: which ports the lab's sockets and the watches need captured. */
export class Targets {
  /** By name of what needs them: their keys. */
  readonly #needed = new Map<string, Set<string>>()
  /** By key, and how many need it; the newest last. */
  readonly #targets = new Map<string, { target: Target; users: number }>()
  /** By name: until when, ms of the log. */
  readonly #released = new Map<string, number>()

  /** True if something is to be captured that was not before. */
  take(event: LabEvent): boolean {
    if (!isOfTcp(event)) return false
    switch (event.kind) {
      case 'listening':
      case 'accepted':
        return this.#need(event.socket, event.local)
      case 'connecting':
      case 'connected':
        return this.#need(event.socket, event.remote)
      case 'found':
        return this.#need(event.socket, event.as === 'client' ? event.remote : event.local)
      case 'watching':
        return this.#watch(event.socket, event.host, event.port)
      case 'observed':
        if (event.state === 'CLOSED') this.#release(event.socket, event.t)
        return false
      case 'closed':
      case 'unwatched':
        this.#release(event.socket, event.t)
        return false
      default:
        return false
    }
  }

  /** What was open before the log that is still in memory begins. */
  takeModel(sockets: Iterable<SocketModel>, watches: Iterable<Watch>): void {
    for (const { name, role, transport, descriptor, local, remote, side } of sockets) {
      if (descriptor === 'closed' || transport !== undefined) continue
      const outward = role === 'client' || (role === 'foreign' && side === 'client')
      this.#need(name, outward ? remote : local)
    }
    for (const { name, host, port } of watches) this.#watch(name, host, port)
  }

  /** What is to be captured at `now` (ms of the log), without what another target covers, newest last. */
  list(now: number): Target[] {
    for (const [name, until] of this.#released) if (until <= now) this.#drop(name)
    const all = [...this.#targets.values()].map(({ target }) => target)
    return all
      .filter(({ host, port }) => host === undefined || !this.#targets.has(keyOf({ port })))
      .slice(-MAX_TARGETS)
  }

  #need(name: string, address: string | undefined): boolean {
    const target = address === undefined ? undefined : targetOf(address)
    return target !== undefined && this.#add(name, target)
  }

  #watch(name: string, host: string | undefined, port: number | undefined): boolean {
    if (port === undefined) return false
    if (host === undefined) return this.#add(name, { port })
    return hostsOf(host).filter((one) => this.#add(name, { host: one, port })).length > 0
  }

  #add(name: string, target: Target): boolean {
    this.#released.delete(name)
    const key = keyOf(target)
    const own = this.#needed.get(name) ?? new Set()
    if (own.has(key)) return false
    this.#needed.set(name, own.add(key))
    const known = this.#targets.get(key)
    if (known) known.users++
    else this.#targets.set(key, { target, users: 1 })
    return !known
  }

  #release(name: string, t: number): void {
    if (this.#needed.has(name)) this.#released.set(name, t + LINGER_MS)
  }

  #drop(name: string): void {
    for (const key of this.#needed.get(name) ?? []) {
      const known = this.#targets.get(key)
      if (known && --known.users === 0) this.#targets.delete(key)
    }
    this.#needed.delete(name)
    this.#released.delete(name)
  }
}

/** The target that an address stands for: a wildcard one means every address. Undefined if it is none. */
export function targetOf(address: string): Target | undefined {
  const parsed = parseAddress(address)
  if (!parsed) return undefined
  // The interface of a link-local address is no part of what is in a packet.
  const host = parsed.host.replace(/%.*$/, '')
  return host === '0.0.0.0' || host === '::' ? { port: parsed.port } : { host, port: parsed.port }
}

export function keyOf({ host = '*', port }: Target): string {
  return `${host} ${port}`
}

/** True if `targets` have all that goes to or from `target`. */
export function covers(targets: readonly Target[], target: Target): boolean {
  return targets.some(
    ({ host, port }) => port === target.port && (host === undefined || host === target.host),
  )
}

/** True if only this machine's traffic with itself can have to do with it. */
export function isLoopback({ host }: Target): boolean {
  return host !== undefined && (host.startsWith('127.') || host === '::1')
}

/** In the language of pcap-filter(7). Of nothing, what no segment meets. */
export function filterOf(targets: readonly Target[]): string {
  if (targets.length === 0) return 'tcp port 0'
  const terms = targets.map(({ host, port }) =>
    host === undefined ? `port ${port}` : `(host ${host} and port ${port})`,
  )
  return `tcp and (${terms.join(' or ')})`
}
