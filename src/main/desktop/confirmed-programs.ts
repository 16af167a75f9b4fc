import type { SpawnCommand } from '../../shared/commands'
import { isExpectation, type Scenario } from '../../shared/scenario'

/** What a person has said that the lab may start: each command line, with its folder and its variables. Until the program ends. */
export class ConfirmedPrograms {
  readonly #programs = new Set<string>()

  /** `command` has the folder that it will run in. */
  confirm(command: SpawnCommand): void {
    this.#programs.add(keyOf(command))
  }

  has(command: SpawnCommand): boolean {
    return this.#programs.has(keyOf(command))
  }

  /** All that a scenario starts: the person has let it run. `folderOf` gives the folder of a step. */
  confirmAllOf({ steps }: Scenario, folderOf: (cwd: string | undefined) => string): void {
    for (const step of steps) {
      if (!isExpectation(step) && step.do === 'spawn') this.confirm({ ...step, cwd: folderOf(step.cwd) })
    }
  }
}

/** Another word, folder or variable is another program. Not so the port of another socket of the lab: names can be given anew. */
function keyOf({ command, args = [], cwd, env = {} }: SpawnCommand): string {
  const words = args.map((argument) => (typeof argument === 'string' ? argument : { portOf: true }))
  const variables = Object.entries(env).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([command, words, cwd, variables])
}
