import type { LabEvent, ScenarioCourse } from '../../../src/shared/events'
import type { Params, ScenarioSource } from '../../../src/shared/ipc'
import { Desktop, temporaryFile } from './requests'

export const LISTEN = { do: 'listen', as: 'server' }
export const ECHO = { ...LISTEN, respond: { with: 'echo' } }
export const ALICE = { do: 'connect', as: 'alice', to: 'server' }

/** A desktop at which scenarios are opened and run. */
export class ScenarioDesktop extends Desktop {
  /** A scenario file that the person has picked. */
  async picked(steps: unknown[], rest: object = {}, folder?: string): Promise<ScenarioSource> {
    const file = temporaryFile('echo.json', { version: 1, ...rest, steps }, folder)
    await this.ask('pickFile', { path: file })
    return { from: 'file', path: file }
  }

  run(source: ScenarioSource, options: Partial<Params<'runScenario'>> = {}) {
    return this.ask('runScenario', { source, mode: 'all', fresh: false, ...options })
  }

  refusedRun(source: unknown, options: Partial<Params<'runScenario'>> = {}) {
    return this.refusal('runScenario', { source, mode: 'all', fresh: false, ...options })
  }

  /** Waits for this moment of a run. */
  async moment(fits: (course: ScenarioCourse) => boolean): Promise<ScenarioCourse> {
    return (await this.event((event) => isCourse(event) && fits(event))) as ScenarioCourse
  }

  ended(run = 1) {
    return this.moment((course) => course.phase === 'ended' && course.run === run)
  }

  waiting(step: number, run = 1) {
    return this.moment((course) => course.phase === 'waiting' && course.step === step && course.run === run)
  }

  /** The course so far: `step 1`, `evaluated 3 met`, `ended done`. */
  story(): string[] {
    return this.events()
      .filter(isCourse)
      .map(({ phase, step, met, ending }) =>
        [phase, step, met === undefined ? undefined : met ? 'met' : 'not met', ending]
          .filter((word) => word !== undefined)
          .join(' '),
      )
  }
}

function isCourse(event: LabEvent): event is ScenarioCourse {
  return event.kind === 'scenario'
}
