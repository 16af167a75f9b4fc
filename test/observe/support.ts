import type { Lab } from '../../src/main/engine/lab'
import { Observation, type ObservationOptions } from '../../src/main/observe/observation'
import type { EventOf } from '../../src/shared/events'
import type { TcpState } from '../../src/shared/tcp/states'
import { afterEachTest } from '../support/after-each'
import { event, events, openLab } from '../support/lab'

const observations = new Set<Observation>()

afterEachTest(async () => {
  await Promise.all([...observations].map((observation) => observation.dispose()))
  observations.clear()
})

/** A lab whose sockets are looked at in the kernel. */
export async function observedLab(): Promise<Lab> {
  const lab = openLab()
  await observe(lab).setSource('kernel', true)
  return lab
}

/** Looks at a lab's sockets in the kernel, until the test is over. No source is on yet. */
export function observe(lab: Lab, options?: ObservationOptions): Observation {
  const observation = new Observation(lab, options)
  observations.add(observation)
  return observation
}

/** The first `observed` of `socket` in `state`. */
export function observed(lab: Lab, socket: string, state: TcpState): Promise<EventOf<'observed'>> {
  return event(lab, 'observed', socket, (one) => one.state === state)
}

/** The states in which `socket` was observed, in order, each once. */
export function observedPath(lab: Lab, socket: string): string {
  const states = events(lab).flatMap((one) =>
    one.kind === 'observed' && one.socket === socket ? [one.state] : [],
  )
  return states.filter((state, index) => state !== states[index - 1]).join(' ')
}

/** What `task` throws. */
export function thrownBy(task: () => void): unknown {
  try {
    task()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}
