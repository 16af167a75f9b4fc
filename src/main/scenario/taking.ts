import type { Command } from '../../shared/commands'
import type { Lab } from '../engine/lab'

/** Commands that are done when what they start is done; the others when the engine has taken them. */
const AWAITED: ReadonlySet<Command['do']> = new Set([
  'listen',
  'connect',
  'bind',
  'proxy',
  'freeze',
  'thaw',
  'recv',
  'spawn',
  'kill',
  'load',
  'watch',
  'lookup',
  'wait',
])

export interface Taken {
  /** The sockets that it makes. */
  made: string[]
  /** Resolves when the next command may be given; absent if that may be in the same tick. */
  done?: Promise<unknown>
}

/** Gives a command as a step of a file gives it. */
export function take(lab: Pick<Lab, 'execute'>, command: Command): Taken {
  const { made, done } = lab.execute(command)
  // No wait for the others: steps that follow each other are taken in the same tick.
  if (!AWAITED.has(command.do)) return { made }
  return { made, done: 'nowait' in command && command.nowait === true ? started() : done }
}

/**
 * Node makes the calls of listen and connect in the next tick, and the log has them in the one after. No input is
 * read between ticks, so the next step still comes before anything that a peer does.
 */
function started(): Promise<void> {
  return new Promise((resolve) => process.nextTick(() => process.nextTick(resolve)))
}
