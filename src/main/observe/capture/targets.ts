import type { LabEvent } from '../../../shared/events'
import { parseAddress } from '../../../shared/ids'
import type { SocketModel, Watch } from '../../../shared/model/model'

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
  /** By name of what needs it. */
  readonly #needed = new Map<string, Map<string, Target>>()
  /** By name: until when, ms of the log. */
  readonly #released = new Map<string, number>()

  take(event: LabEvent): void {
    switch (event.kind) {
      case 'listening':
        this.#need(event.socket, event.local)
        return
      case 'accepted':
        this.#need(event.socket, event.local)
        return
      case 'connecting':
      case 'connected':
        this.#need(event.socket, event.remote)
        return
      case 'found':
        this.#need(event.socket, event.as === 'client' ? event.remote : event.local)
        return
      case 'watching':
        this.#watch(event.socket, event.host, event.port)
        return
      case 'observed':
        if (event.state === 'CLOSED') this.#release(event.socket, event.t)
        return
      case 'closed':
      case 'unwatched':
        this.#release(event.socket, event.t)
    }
  }

  /** What was open before the log that is still in memory begins. */
  takeModel(sockets: Iterable<SocketModel>, watches: Iterable<Watch>): void {
    for (const { name, role, descriptor, local, remote, side } of sockets) {
      if (descriptor === 'closed') continue
      const outward = role === 'client' || (role === 'foreign' && side === 'client')
      this.#need(name, outward ? remote : local)
    }
    for (const { name, host, port } of watches) this.#watch(name, host, port)
  }

  /** What is to be captured at `now` (ms of the log), without what another target covers, newest last. */
  list(now: number): Target[] {
    const targets = new Map<string, Target>()
    for (const [name, own] of this.#needed) {
      const until = this.#released.get(name)
      if (until !== undefined && until <= now) {
        this.#needed.delete(name)
        this.#released.delete(name)
        continue
      }
      for (const [key, target] of own) targets.set(key, target)
    }
    const all = [...targets.values()]
    return all
      .filter(({ host, port }) => host === undefined || !targets.has(keyOf({ port })))
      .slice(-MAX_TARGETS)
  }

  #need(name: string, address: string | undefined): void {
    const target = address === undefined ? undefined : targetOf(address)
    if (target) this.#add(name, target)
  }

  #watch(name: string, host: string | undefined, port: number | undefined): void {
    if (port !== undefined) this.#add(name, { port, ...(host !== undefined && { host }) })
  }

  #add(name: string, target: Target): void {
    this.#released.delete(name)
    const own = this.#needed.get(name) ?? new Map<string, Target>()
    own.set(keyOf(target), target)
    this.#needed.set(name, own)
  }

  #release(name: string, t: number): void {
    if (this.#needed.has(name)) this.#released.set(name, t + LINGER_MS)
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
