import type { Command } from '../../../shared/commands'
import { LabFailure } from '../../../shared/errors'
import type { Outcome, Taken } from '../../../shared/ipc'
import type { Lab } from '../../engine/lab'
import type { Consents } from './consents'
import { type Known, type Want, wantsOf } from './wants'

export interface AskedCommandsOptions<Caller> {
  consents: Pick<Consents<Caller>, 'ask' | 'missing'>
  known: Known
  lab: () => Pick<Lab, 'execute'>
}

/** The commands that a person gives by hand: the engine gets them once they have allowed what goes beyond loopback sockets. */
export class AskedCommands<Caller> {
  readonly #options: AskedCommandsOptions<Caller>

  constructor(options: AskedCommandsOptions<Caller>) {
    this.#options = options
  }

  /** At once, unless something has to be asked first. `check` is called again after that. Throws LabFailure. */
  execute(command: Command, caller: Caller, check: () => void): Taken | Promise<Taken> {
    const { consents, known } = this.#options
    const give = () => {
      check()
      const outcome = this.#give(command)
      if (!outcome.ok) throw new LabFailure(outcome.error)
      return outcome.value
    }
    const asked = consents.ask({ wants: wantsOf(command, known) }, caller)
    return asked ? asked.then(give) : give()
  }

  /** All of them in one tick, after one question for what any of them needs. Those that nobody has allowed are refused, each by itself. */
  executeAll(
    commands: readonly Command[],
    caller: Caller,
    check: () => void,
  ): Outcome[] | Promise<Outcome[]> {
    const { consents } = this.#options
    const needed = commands.map((command) => this.#wantsOf(command))
    const give = (no?: LabFailure) => {
      check()
      return commands.map((command, index): Outcome => {
        const wants = needed[index] ?? []
        if (wants instanceof LabFailure) return { ok: false, error: wants.error }
        return no && consents.missing(wants).length > 0
          ? { ok: false, error: errorFor(wants, no) }
          : this.#give(command)
      })
    }
    const wants = needed.flatMap((each) => (each instanceof LabFailure ? [] : each))
    const asked = consents.ask({ wants }, caller)
    return asked
      ? asked.then(
          () => give(),
          (no) => give(noOf(no)),
        )
      : give()
  }

  #wantsOf(command: Command): Want[] | LabFailure {
    try {
      return wantsOf(command, this.#options.known)
    } catch (error) {
      return noOf(error)
    }
  }

  #give(command: Command): Outcome {
    const { seq, made, error } = this.#options.lab().execute(command)
    return error ? { ok: false, error } : { ok: true, value: { seq, made } }
  }
}

function noOf(error: unknown): LabFailure {
  if (error instanceof LabFailure) return error
  throw error
}

/** The same no, with the field of the command that it is about. */
function errorFor([want]: readonly Want[], { error: { field: _other, ...error } }: LabFailure) {
  return { ...error, ...(want?.field !== undefined && { field: want.field }) }
}
