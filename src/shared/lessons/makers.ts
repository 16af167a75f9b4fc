import type { Lesson, LessonCommand, LessonStep } from './lesson'

/** What makes a role of a lesson. */
export interface Maker {
  role: string
  command: LessonCommand
  /** The step that it belongs to, from 1. */
  step: number
}

/** What makes something that can play a role. */
const MAKING: ReadonlySet<string> = new Set([
  'listen',
  'connect',
  'bind',
  'proxy',
  'spawn',
  'load',
  'watch',
  'lookup',
])

export function isMaking(command: { do: string }): boolean {
  return MAKING.has(command.do)
}

/** The role that a command makes; undefined for a command that acts on what is there. */
export function roleMadeBy(command: LessonCommand): string | undefined {
  return isMaking(command) && 'as' in command ? command.as : undefined
}

export function makersOf({ steps }: Pick<Lesson, 'steps'>): Maker[] {
  return steps.flatMap((step, index) =>
    commandsOf(step).flatMap((command) => {
      const role = roleMadeBy(command)
      return role === undefined ? [] : [{ role, command, step: index + 1 }]
    }),
  )
}

export function commandsOf({ acts = [] }: LessonStep): LessonCommand[] {
  return acts.flatMap(({ commands }) => [...commands])
}
