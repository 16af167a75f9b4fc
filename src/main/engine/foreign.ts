import { networkInterfaces } from 'node:os'
import type { WatchCommand } from '../../shared/commands'
import type { EventOf } from '../../shared/events'
import { parseAddress } from '../../shared/ids'

/** What is known of other programs' sockets: which of them are watched, and which have been found. */
export class Foreign {
  readonly #watches = new Map<string, WatchCommand>()
  /** Found listeners by name. */
  readonly #listeners = new Map<string, EventOf<'found'>>()
  /** Found ends of connections, by both their addresses and by name. */
  readonly #ends = new Map<string, string>()
  readonly #addresses = new Map<string, string>()

  watch(name: string, command: WatchCommand): void {
    this.#watches.set(name, command)
  }

  /** False if there is no such watch (any more). */
  unwatch(name: string): boolean {
    return this.#watches.delete(name)
  }

  found(event: EventOf<'found'>): void {
    const { socket, local, remote } = event
    if (remote === undefined) {
      this.#listeners.set(socket, event)
      return
    }
    this.#ends.set(`${local} ${remote}`, socket)
    this.#addresses.set(socket, `${local} ${remote}`)
  }

  /** The kernel has it no more. */
  gone(name: string): void {
    this.#listeners.delete(name)
    const addresses = this.#addresses.get(name)
    this.#addresses.delete(name)
    if (addresses !== undefined && this.#ends.get(addresses) === name) this.#ends.delete(addresses)
  }

  /** The name of the end at `local` of a connection to `remote`, if a watch has found it. */
  endAt(local: string, remote: string): string | undefined {
    return this.#ends.get(`${local} ${remote}`)
  }

  /** The watch that covers what listens at `address`, an address of this machine. */
  watchAt(address: string): string | undefined {
    const there = parseAddress(address)
    if (!there || !isOwnAddress(there.host)) return undefined
    for (const [name, { port, host }] of this.#watches) {
      if (port === there.port && (host === undefined || hostsOf(host).includes(there.host))) return name
    }
    for (const { local, watch } of this.#listeners.values()) {
      const its = parseAddress(local)
      const hears = its?.host === there.host || its?.host === '0.0.0.0' || its?.host === '::'
      if (its?.port === there.port && hears && watch !== undefined && this.#watches.has(watch)) return watch
    }
    return undefined
  }
}

/** The addresses that `host` of a watch means. */
export function hostsOf(host: string): string[] {
  return host.toLowerCase() === 'localhost' ? ['127.0.0.1', '::1'] : [host]
}

function isOwnAddress(host: string): boolean {
  if (host.startsWith('127.') || host === '::1') return true
  return Object.values(networkInterfaces()).some((addresses) =>
    addresses?.some(({ address }) => address === host),
  )
}
