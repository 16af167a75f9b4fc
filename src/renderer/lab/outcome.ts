import type { Failed, LabEvent } from '../../shared/events'
import type { LabStore } from './lab'

/**
 * What comes of a command: the `failed` event that it caused, or undefined once `done` says that it succeeded or
 * `patience` (ms) is over. Events that came before the command's own answer count, too.
 */
export function outcomeOf(
  lab: LabStore,
  seq: number,
  done: (event: LabEvent) => boolean,
  patience: number,
): Promise<Failed | undefined> {
  const failure = (event: LabEvent): event is Failed => event.kind === 'failed' && event.cause === seq
  return new Promise((resolve) => {
    const from = lab.events.find(seq)
    if (from !== undefined) {
      for (let ordinal = from; ordinal < lab.events.end; ordinal++) {
        const event = lab.events.at(ordinal)
        if (!event) continue
        if (failure(event)) return resolve(event)
        if (done(event)) return resolve(undefined)
      }
    }
    const finish = (result: Failed | undefined) => {
      stop()
      clearTimeout(timer)
      resolve(result)
    }
    const stop = lab.watch((event) => {
      if (failure(event)) finish(event)
      else if (done(event)) finish(undefined)
    })
    const timer = setTimeout(() => finish(undefined), patience)
  })
}
