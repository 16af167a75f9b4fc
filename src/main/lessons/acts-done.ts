import type { Command } from '../../shared/commands'
import { groupOf } from '../../shared/ids'
import type { LessonCommand, LessonStep } from '../../shared/lessons/lesson'
import { roleMadeBy } from '../../shared/lessons/makers'
import type { Roles } from './roles'

/** Which acts of a step have been done, by whomever: by the commands that were given since it began. */
export class ActsDone {
  /** By act: what is still to be done. */
  readonly #open: LessonCommand[][]

  constructor({ acts = [] }: LessonStep) {
    // Nobody waits by a command.
    this.#open = acts.map(({ commands }) => commands.filter((command) => command.do !== 'wait'))
  }

  /** Some acts are done, and some are not. */
  get isUnderWay(): boolean {
    return this.#open.some(({ length }) => length === 0) && this.#open.some(({ length }) => length > 0)
  }

  /** A command was given, on that socket. Returns the acts that are done by it, from 1. */
  take(command: Command, socket: string | undefined, roles: Roles): number[] {
    return this.#strike(
      (wanted) => roleMadeBy(wanted) === undefined && isSame(wanted, command, socket, roles),
    )
  }

  /** Somebody plays that role. */
  cast(role: string): number[] {
    return this.#strike((wanted) => roleMadeBy(wanted) === role)
  }

  /** What is done once is done for the first act that wants it. */
  #strike(isDone: (wanted: LessonCommand) => boolean): number[] {
    for (const [index, commands] of this.#open.entries()) {
      const at = commands.findIndex(isDone)
      if (at < 0) continue
      commands.splice(at, 1)
      return commands.length === 0 ? [index + 1] : []
    }
    return []
  }
}

/** It does the same to the same socket; what it says there is free. */
function isSame(wanted: LessonCommand, given: Command, socket: string | undefined, roles: Roles): boolean {
  if (wanted.do !== given.do) return false
  const reference = 'socket' in wanted ? wanted.socket : 'from' in wanted ? wanted.from : undefined
  if (typeof reference !== 'string') return true
  const name = roles.reference(reference)
  const on = socket ?? ('socket' in given ? given.socket : 'from' in given ? given.from : undefined)
  return on === name || (typeof on === 'string' && groupOf(on) === name)
}
