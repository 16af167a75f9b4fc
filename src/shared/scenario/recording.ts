import type { LabEvent } from '../events'
import type { Scenario } from './schema'

export interface RecordingOptions {
  title: string
  /** Put in, after each command, what came of it. */
  expectations: boolean
}

export interface Recorded {
  scenario: Scenario
  /** What could not be put in, one line each. */
  left: string[]
}

/** What a person has done in a lab, as a scenario that does it again. Takes every event of one lab, in order. */
export class Recording {
  take(_event: LabEvent): void {}

  /** Everything that was done. */
  whole(_options: RecordingOptions): Recorded {
    return { scenario: { version: 1, steps: [] }, left: [] }
  }

  /** Only what makes the servers and clients that are open now. */
  setup(title: string): Scenario {
    return { version: 1, title, steps: [] }
  }
}
