import type { SpawnCommand } from '../../commands'
import type { EventOf, LabEvent } from '../../events'
import { parseAddress } from '../../ids'
import type { Done } from './steps'

/** A program has started, or ended, well within this time, ms: it runs elsewhere and at another pace. */
const PATIENCE_MS = 10_000

/** The programs that a person has started, where they listen, and what can be expected of them. */
export class Programs {
  /** What has started each, by name. */
  readonly #started = new Map<string, Done>()
  /** By port: which of them listens there. */
  readonly #ports = new Map<number, string>()

  /** `portOf` gives the listener of the lab that has that port only this time. */
  begin(one: Done, command: SpawnCommand, name: string, portOf: (port: number) => string | undefined): void {
    this.#started.set(name, one)
    const args = command.args?.map((argument) => {
      if (typeof argument !== 'string' || !/^\d{1,5}$/.test(argument)) return argument
      const server = portOf(Number(argument)) ?? this.#ports.get(Number(argument))
      return server === undefined ? argument : { portOf: server }
    })
    one.command = { ...command, as: name, ...(args && { args }) }
  }

  /** The program that listens at an address. */
  at(address: string): string | undefined {
    return this.#ports.get(parseAddress(address)?.port ?? 0)
  }

  /** `newest`: the newest command. */
  take(event: LabEvent, newest: Done | undefined): void {
    if (event.kind === 'found') this.#found(event)
    else if (event.kind === 'spawned') {
      const one = this.#started.get(event.socket)
      // Relative paths would mean another folder where the scenario is saved.
      if (one?.command.do === 'spawn') one.command = { ...one.command, cwd: event.cwd }
    } else if (event.kind === 'exited') this.#exited(event, newest)
  }

  #found({ as, watch = '', local }: EventOf<'found'>): void {
    const one = this.#started.get(watch)
    const port = parseAddress(local)?.port
    if (!one || as !== 'listener' || port === undefined) return
    this.#ports.set(port, watch)
    if (one.expectations.some((each) => each.expect === 'found')) return
    one.expectations.push({ expect: 'found', at: watch, as, within: PATIENCE_MS })
  }

  #exited({ socket, signal, code }: EventOf<'exited'>, newest: Done | undefined): void {
    for (const [port, name] of this.#ports) if (name === socket) this.#ports.delete(port)
    if (newest?.command.do !== 'kill' || newest.command.socket !== socket) return
    const how = signal === undefined ? { code } : { signal }
    newest.expectations.push({ expect: 'exited', at: socket, ...how, within: PATIENCE_MS })
  }
}
