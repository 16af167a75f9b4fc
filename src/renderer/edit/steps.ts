import type { MakingCommand } from '../../shared/commands'

/** Steps of a scenario file as text on the clipboard. Schemas stay in the main process, which checks each command that is given. */

/** So many steps are copied, and pasted, at once. */
export const MOST_STEPS = 200
/** So many sockets are pasted at once. */
export const MOST_PASTED = 10_000
/** A longer text is not taken for steps. Characters. */
const LONGEST = 512 * 1024

const MAKES: ReadonlySet<unknown> = new Set<MakingCommand['do']>(['listen', 'connect', 'bind', 'proxy'])

/** One step a line, with commas between: it stands as it is between the brackets of `"steps": []`. */
export function stepsText(steps: readonly MakingCommand[]): string {
  // Only what JSON.stringify lays out has line ends: those of a text are escaped.
  return steps.map((step) => JSON.stringify(step, null, 1).replace(/\n\s*/g, ' ')).join(',\n')
}

export type ReadSteps =
  | { commands: MakingCommand[] }
  /** They are steps, and can't be pasted; `step` counts from 1. */
  | { problem: 'notMaking'; step: number; word: string }
  | { problem: 'tooMany' }

/**
 * What a text has of steps: those that `stepsText` writes, a list of them, or a whole scenario. Undefined if it is none of it. What
 * their fields hold is not checked here.
 */
export function readSteps(text: string): ReadSteps | undefined {
  const trimmed = text.trim()
  if (trimmed.length > LONGEST || !/^[[{]/.test(trimmed)) return undefined
  const parsed = parse(trimmed) ?? parse(`[${trimmed.replace(/,$/, '')}]`)
  const whole = isObject(parsed) && Array.isArray(parsed.steps) ? parsed.steps : parsed
  const steps: readonly unknown[] = Array.isArray(whole) ? whole : [whole]
  if (!steps.some(isStep)) return undefined
  if (steps.length > MOST_STEPS) return { problem: 'tooMany' }
  const other = steps.findIndex((step) => !isMaking(step))
  if (other >= 0) return { problem: 'notMaking', step: other + 1, word: wordOf(steps[other]) }
  const commands = steps as MakingCommand[]
  return commands.reduce((sum, command) => sum + countOf(command), 0) > MOST_PASTED
    ? { problem: 'tooMany' }
    : { commands }
}

/** How many sockets a command makes. */
export function countOf(command: MakingCommand): number {
  const count: unknown = 'count' in command ? command.count : undefined
  return typeof count === 'number' && count > 1 ? count : 1
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isStep(value: unknown): value is Record<string, unknown> {
  return isObject(value) && (typeof value.do === 'string' || typeof value.expect === 'string')
}

function isMaking(value: unknown): boolean {
  return isStep(value) && MAKES.has(value.do)
}

function wordOf(value: unknown): string {
  if (!isStep(value)) return '?'
  const word = value.do ?? `expect ${value.expect}`
  return String(word).slice(0, 32)
}
