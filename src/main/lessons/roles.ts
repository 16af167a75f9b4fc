import type { Command } from '../../shared/commands'
import { mapNames, splitMember } from '../../shared/ids'
import type { LessonCommand } from '../../shared/lessons/lesson'
import type { Expectation } from '../../shared/scenario'

/** Which fields of commands and expectations are names of sockets, or references to them. */
const REFERENCES = ['as', 'socket', 'from', 'to', 'at', 'of', 'peer', 'listener'] as const

/** What a lesson's words stand for in this lab. */
export interface Places {
  /** The port of a socket of the lab; undefined if it has none yet. */
  portOf: (name: string) => number | undefined
  /** A free port, the same for the same word. */
  freePort: (word: string) => Promise<number>
  /** Where a file of the run lies. */
  pathOf: (file: string) => string
}

/** Who plays which role of a lesson. */
export class Roles {
  readonly #names = new Map<string, string>()

  get(role: string): string | undefined {
    return this.#names.get(role)
  }

  set(role: string, name: string): void {
    this.#names.set(role, name)
  }

  drop(role: string): void {
    this.#names.delete(role)
  }

  /** Every socket that plays a role, with it. */
  get all(): ReadonlyMap<string, string> {
    return this.#names
  }

  /** A reference in names of this lab; a role that nobody plays stays as it is. */
  reference(reference: string): string {
    return mapNames(reference, (role) => {
      const member = splitMember(role)
      const name = this.#names.get(member?.group ?? role)
      if (name === undefined) return role
      return member ? `${name}.${member.index}` : name
    })
  }

  /** A command in names of this lab, to compare others with. */
  expectable(command: LessonCommand): LessonCommand {
    return this.#renamed(command)
  }

  expectation(expectation: Expectation): Expectation {
    return this.#renamed(expectation)
  }

  /** A command of the lesson as the lab takes it. `as`: what is made is called so. */
  async command(given: LessonCommand, as: string | undefined, places: Places): Promise<Command> {
    const renamed = { ...this.#renamed(given) } as Record<string, unknown>
    if (as !== undefined) renamed.as = as
    if (typeof renamed.path === 'string') renamed.path = places.pathOf(renamed.path)
    if (isObject(renamed.port)) renamed.port = await this.#port(renamed.port, places)
    return renamed as unknown as Command
  }

  async #port(given: Record<string, unknown>, places: Places): Promise<number | undefined> {
    if (typeof given.freePort === 'string') return places.freePort(given.freePort)
    return places.portOf(String(given.portOf))
  }

  #renamed<T extends object>(given: T): T {
    const renamed = { ...given } as Record<string, unknown>
    for (const field of REFERENCES) {
      const value = renamed[field]
      // `as` of an event is no name: `found` as a listener.
      if (typeof value !== 'string' || (field === 'as' && 'expect' in given)) continue
      renamed[field] = this.reference(value)
    }
    // Ports that are somebody's.
    if (isPortOf(renamed.port)) renamed.port = { portOf: this.reference(renamed.port.portOf) }
    if (Array.isArray(renamed.args)) {
      renamed.args = renamed.args.map((argument: unknown) =>
        isPortOf(argument) ? { portOf: this.reference(argument.portOf) } : argument,
      )
    }
    return renamed as T
  }
}

function isPortOf(value: unknown): value is { portOf: string } {
  return isObject(value) && typeof value.portOf === 'string'
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
