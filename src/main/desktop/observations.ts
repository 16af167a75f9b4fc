import type { CaptureRights, LocalListener, SourceName } from '../../shared/ipc'
import { Observation } from '../observe/observation'
import type { CurrentLab } from './current-lab'

/** What is seen of the lab that is open besides Node's own events: an observation for each lab, with the same sources. */
export class Observations {
  /** Of the lab that is open: there always is one. */
  #current: Observation | undefined
  #ended: Promise<void> = Promise.resolve()

  /** `observes`: whether a new lab's sockets are looked at in the kernel. `soon` calls when there is time for that. */
  constructor(labs: CurrentLab, observes: () => boolean, soon: (task: () => void) => void) {
    labs.follow((lab) => {
      const observation = new Observation(lab)
      this.#current = observation
      let isOver = false
      soon(() => {
        // That it can't be had is in the log.
        if (!isOver && observes()) observation.setSource('kernel', true).catch(() => {})
      })
      return {
        dispose: () => {
          isOver = true
          this.#ended = observation.dispose()
        },
      }
    })
  }

  /** Resolves when nothing of the last lab's is left open. */
  get disposed(): Promise<void> {
    return this.#ended
  }

  get #open(): Observation {
    return this.#current as Observation
  }

  /** Of the lab that is open. In the next one packets are captured only if the person says so again. */
  setSource(source: SourceName, on: boolean): Promise<void> {
    return this.#open.setSource(source, on)
  }

  captureRights(): Promise<CaptureRights> {
    return this.#open.captureRights()
  }

  localListeners(): Promise<LocalListener[]> {
    return this.#open.localListeners()
  }
}
