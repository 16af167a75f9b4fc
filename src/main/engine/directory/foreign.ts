import { networkInterfaces } from 'node:os'
import type { WatchCommand } from '../../../shared/commands'
import type { EventOf } from '../../../shared/events'
import { parseAddress, reachedAt } from '../../../shared/ids'

/** What is known of other programs' sockets: which of them are watched, and which have been found. */
export class Foreign {
  readonly #watches = new Map<string, WatchCommand>()
  /** Names of all watches there ever were. */
  readonly #everWatched = new Set<string>()
  /** All programs that the lab has ever started, by name: where each has listened last. */
  readonly #programs = new Map<string, string | undefined>()
  /** Found listeners by name. */
  readonly #listeners = new Map<string, EventOf<'found'>>()
  /** Found ends of connections, by name; and their names, by both their addresses. */
  readonly #ends = new Map<string, EventOf<'found'>>()
  readonly #names = new Map<string, string>()

  watch(name: string, command: WatchCommand): void {
    this.#watches.set(name, command)
    this.#everWatched.add(name)
  }

  /** A program that the lab starts. Others' are only watched: what they are is nobody's word. */
  addProgram(name: string): void {
    this.#programs.set(name, undefined)
  }

  /** Its sockets are found under its name. */
  watchProgram(name: string, pid: number): void {
    this.watch(name, { do: 'watch', as: name, pid })
  }

  /** True for the name of a program that the lab has started, even if it has ended. */
  isProgram(name: string): boolean {
    return this.#programs.has(name)
  }

  /** True for the name of a watch, even if it is over. */
  isWatch(name: string): boolean {
    return this.#everWatched.has(name)
  }

  /** Whether anything that a watch has found is still there. */
  hasSocketsOf(watch: string): boolean {
    for (const found of [this.#listeners, this.#ends]) {
      for (const socket of found.values()) if (socket.watch === watch) return true
    }
    return false
  }

  /** Where what a watch has found listens; its first listener, if it has several. */
  targetOf(watch: string): { host: string; port: number } | undefined {
    for (const { local, watch: by } of this.#listeners.values()) {
      const at = by === watch ? reachedAt(local) : undefined
      if (at) return at
    }
    return undefined
  }

  /** The port that a program listens on, or has listened on last. */
  portOf(program: string): number | undefined {
    const at = this.targetOf(program)?.port
    const last = this.#programs.get(program)
    return at ?? (last === undefined ? undefined : parseAddress(last)?.port)
  }

  /** False if there is no such watch (any more). */
  unwatch(name: string): boolean {
    // Nobody will see them go.
    for (const found of [this.#listeners, this.#ends]) {
      for (const [socket, { watch }] of found) if (watch === name) this.gone(socket)
    }
    return this.#watches.delete(name)
  }

  found(event: EventOf<'found'>): void {
    const { socket, local, remote, watch } = event
    if (remote === undefined) {
      this.#listeners.set(socket, event)
      if (watch !== undefined && this.isProgram(watch)) this.#programs.set(watch, local)
      return
    }
    this.#ends.set(socket, event)
    this.#names.set(`${local} ${remote}`, socket)
  }

  /** The kernel has it no more. */
  gone(name: string): void {
    this.#listeners.delete(name)
    const end = this.#ends.get(name)
    if (!end) return
    this.#ends.delete(name)
    const addresses = `${end.local} ${end.remote}`
    // Another connection may have them by now.
    if (this.#names.get(addresses) === name) this.#names.delete(addresses)
  }

  /** The name of the end at `local` of a connection to `remote`, if a watch has found it. */
  endAt(local: string, remote: string): string | undefined {
    return this.#names.get(`${local} ${remote}`)
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
