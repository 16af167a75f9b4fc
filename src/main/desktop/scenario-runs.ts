import { LAB_CODES, LabFailure, labError } from '../../shared/errors'
import type { OpenedScenario, Params } from '../../shared/ipc'
import { isExpectation, type Scenario } from '../../shared/scenario'
import type { Lab } from '../engine/lab'
import { Runner } from '../scenario/runner'
import type { Consents, Question } from './consent/consents'
import { Course } from './course'
import type { CurrentLab } from './current-lab'
import type { PickedFiles } from './files/picked-files'
import { openScenario, prepareScenario, type Runnable, type SourceOptions } from './scenario-source'
import { Stepping } from './stepping'

/** Bytes of each message that the log keeps while a scenario runs, since expectations compare them. */
const KEPT_BYTES = 1024 * 1024
/** Names that are told when they clash. */
const TOLD_NAMES = 8

export interface ScenarioRunOptions<Caller> extends SourceOptions {
  labs: CurrentLab
  picked: Pick<PickedFiles, 'require' | 'during'>
  consents: Pick<Consents<Caller>, 'ask' | 'askAfresh' | 'remember'>
  /** Is told of a fault of the program itself, which has ended a run. */
  onFault: (fault: unknown) => void
}

interface Active {
  stepping: Stepping
  stop: AbortController
  /** Never rejects. */
  ended: Promise<void>
}

/** Runs scenarios on the lab that is open, one at a time. What they have made stays when they have ended. */
export class ScenarioRuns<Caller> {
  readonly #options: ScenarioRunOptions<Caller>
  /** Runs of this lab so far. */
  #count = 0
  #current: OpenedScenario | null = null
  #active: Active | undefined
  /** One is being prepared. */
  #preparing = false

  constructor(options: ScenarioRunOptions<Caller>) {
    this.#options = options
    options.labs.follow(() => {
      this.#count = 0
      this.#current = null
      return undefined
    })
    options.labs.beforeEnd(() => this.#stop())
  }

  /** The scenario that runs, or ran last, on this lab. */
  get current(): OpenedScenario | null {
    return this.#current
  }

  async open({ source }: Params<'openScenario'>): Promise<OpenedScenario> {
    return (await openScenario(source, this.#options)).opened
  }

  /** Resolves as the run begins, with its number, once the person has allowed all that it needs. Throws LabFailure if it can't. */
  async run({ source, mode, fresh }: Params<'runScenario'>, caller: Caller): Promise<{ run: number }> {
    if (this.#active || this.#preparing) throw notPossible('a scenario runs already: stop it first')
    this.#preparing = true
    try {
      const { labs, consents } = this.#options
      const prepared = await prepareScenario(source, this.#options)
      const { wants, opened } = prepared
      const question: Question = { wants, scenario: opened.title }
      if (fresh) {
        // Before anything is closed: a no leaves the lab as it is.
        await consents.askAfresh(question, caller)
        const runnable = prepared.allowed()
        await labs.renew()
        consents.remember(wants)
        return { run: this.#begin(labs.lab, runnable, mode) }
      }
      await labs.ready
      refuseTakenNames(labs.lab, prepared.scenario)
      await consents.ask(question, caller)
      return { run: this.#begin(labs.lab, prepared.allowed(), mode) }
    } finally {
      this.#preparing = false
    }
  }

  /** Throws LabFailure if there is nothing that could do so. */
  async control({ act }: Params<'controlRun'>): Promise<null> {
    if (!this.#active) throw notPossible('no scenario is running')
    const { stepping } = this.#active
    if (act === 'stop') await this.#stop()
    else if (act === 'next' && !stepping.next()) throw notPossible('the step before is still under way')
    else if (act === 'all' && !stepping.all()) throw notPossible('no step of this run waits for a person')
    return null
  }

  #begin(lab: Lab, { opened, scenario, resolveFile }: Runnable, mode: 'all' | 'step'): number {
    const run = ++this.#count
    const { picked, onFault } = this.#options
    const course = new Course(lab, run, opened.title)
    const stepping = new Stepping(mode, (step) => course.waiting(step))
    const stop = new AbortController()
    const keptBefore = lab.keepBytes
    lab.keepBytes = Math.max(keptBefore, KEPT_BYTES)
    const stage = {
      log: lab.log,
      execute: (command: Parameters<Lab['execute']>[0]) =>
        picked.during(resolveFile, () => lab.execute(command)),
    }
    const runner = new Runner(stage, scenario, course, { stop: stop.signal, gate: stepping })
    this.#current = opened
    const active: Active = { stepping, stop, ended: Promise.resolve() }
    this.#active = active
    active.ended = runner
      .run()
      .catch(onFault)
      .then(() => {
        // Only a fault has left this out.
        course.end('stopped')
        lab.keepBytes = keptBefore
        if (this.#active === active) this.#active = undefined
      })
    return run
  }

  async #stop(): Promise<void> {
    this.#active?.stop.abort()
    await this.#active?.ended
  }
}

/** Names of sockets mean one socket for the life of a lab. */
function refuseTakenNames(lab: Lab, scenario: Scenario): void {
  const names = scenario.steps.flatMap((step) => {
    if (isExpectation(step)) return []
    if (step.do === 'rename') return [step.to]
    return 'as' in step && typeof step.as === 'string' ? [step.as] : []
  })
  const taken = names.filter((name) => lab.isTaken(name))
  if (taken.length === 0) return
  const told = taken.slice(0, TOLD_NAMES).map((name) => JSON.stringify(name))
  const more = taken.length - told.length
  throw new LabFailure(
    labError(
      LAB_CODES.nameTaken,
      `this lab has, or had, sockets that are called as the scenario's: ${told.join(', ')}${more > 0 ? ` and ${more} more` : ''}; run it in a new lab`,
      {
        advice:
          'Run it in a new lab, which first closes every socket of this one; or give its sockets other names.',
      },
    ),
  )
}

function notPossible(message: string): LabFailure {
  return new LabFailure(labError(LAB_CODES.notPossible, message))
}
