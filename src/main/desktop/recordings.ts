import type { LabEvent } from '../../shared/events'
import type { Params, RecordedScenario } from '../../shared/ipc'
import type { Scenario } from '../../shared/scenario'
import { Recording } from '../../shared/scenario/recording'
import type { CurrentLab } from './current-lab'

/** What has been done in the lab that is open, as a scenario. */
export class Recordings {
  #recording = new Recording()
  readonly #listeners = new Set<() => void>()

  constructor(labs: CurrentLab) {
    labs.follow(({ log }) => {
      const recording = new Recording()
      this.#recording = recording
      for (let seq = log.first; seq <= log.head; seq++) {
        const event = log.at(seq)
        if (event) recording.take(event)
      }
      return log.subscribe((event) => {
        recording.take(event)
        if (changes(event)) for (const listener of this.#listeners) listener()
      })
    })
  }

  /** Calls `listener` when what is recorded may have changed. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener)
  }

  whole(options: Params<'recorded'>): RecordedScenario {
    return this.#recording.whole(options)
  }

  /** Only what makes the servers and clients that are open. */
  setup(title: string): Scenario {
    return this.#recording.setup(title)
  }
}

/** Messages and states come in floods, and are nobody's deed. */
function changes({ kind }: LabEvent): boolean {
  switch (kind) {
    case 'asked':
    case 'listening':
    case 'connected':
    case 'accepted':
    case 'closed':
    case 'failed':
    case 'configured':
    case 'renamed':
      return true
  }
  return false
}
