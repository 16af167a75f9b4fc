import { setTimeout as sleep } from 'node:timers/promises'
import { Lab } from '../../../src/main/engine/lab'
import { Observation } from '../../../src/main/observe/observation'
import { apart } from '../apart'
import { judged, type Result } from '../results'

/** What reading the kernel's tables costs: the same lab in the same process, with the source off and on. */
interface ObserverCase {
  name: string
  /** Connections of the lab; both ends are its own, so there are twice as many rows, and one for the listener. */
  connections: number
  /** Messages flow, and connections come and go. */
  busy: boolean
  /** The share of a core that it may cost, %. */
  limit: number
}

const OBSERVER_CASES = {
  idle10: { name: '10 sockets, idle', connections: 5, busy: false, limit: 2 },
  busy10: { name: '10 sockets, busy', connections: 5, busy: true, limit: 15 },
  idle10000: { name: '10,000 rows, idle', connections: 5000, busy: false, limit: 2 },
  busy10000: { name: '10,000 rows, busy', connections: 5000, busy: true, limit: 15 },
} as const satisfies Record<string, ObserverCase>

type ObserverCaseName = keyof typeof OBSERVER_CASES

/** Shares of a core, %. */
export interface ObserverCost {
  without: number
  with: number
}

/** How long is measured each time, ms: several readings of an idle lab, which can be seconds apart. */
const WINDOW_MS = 15_000
/** After a switch the lab is given so long to settle, ms: an idle one is read seldom only then. */
const SETTLE_MS = 8000
/** How often is measured each way. */
const ROUNDS = 3

/** What reading the kernel's tables costs, against the same lab without. */
export function observerFigures(): Result[] {
  // Elsewhere each reading is a program that is run.
  if (process.platform !== 'linux') return []
  return Object.entries(OBSERVER_CASES).map(([key, { name, limit }]) => {
    const { with: on, without } = apart<ObserverCost>('observer', key)
    return judged({
      name: `kernel observer, ${name}`,
      value: on - without,
      unit: '% of a core more',
      baseline: without,
      ratio: null,
      goal: { atMost: limit },
    })
  })
}

export async function observerCost(name: string): Promise<ObserverCost> {
  const { connections, busy } = OBSERVER_CASES[name as ObserverCaseName]
  const lab = new Lab({ maxEvents: 1000 })
  const observation = new Observation(lab)
  await lab.execute({ do: 'listen', as: 'server', respond: { with: 'echo' } }).done
  await lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: connections }).done
  const stop = busy ? work(lab, connections) : () => {}
  const rounds: ObserverCost[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const without = await measured()
    await observation.setSource('kernel', true)
    const cost = { without, with: await measured() }
    await observation.setSource('kernel', false)
    rounds.push(cost)
  }
  stop()
  await observation.dispose()
  await lab.dispose()
  return rounds.sort((a, b) => a.with - a.without - (b.with - b.without))[
    Math.floor(ROUNDS / 2)
  ] as ObserverCost
}

/** The share of a core that this process takes, all of its threads, %. */
async function measured(): Promise<number> {
  await sleep(SETTLE_MS)
  const start = performance.now()
  const before = process.cpuUsage()
  await sleep(WINDOW_MS)
  const { user, system } = process.cpuUsage(before)
  return ((user + system) / 1000 / (performance.now() - start)) * 100
}

/** A hundred messages a second, and ten connections that come and go. */
function work(lab: Lab, connections: number): () => void {
  let turn = 0
  const sending = setInterval(() => {
    turn++
    lab.execute({ do: 'send', from: `crowd.${(turn % connections) + 1}`, text: 'hello' })
  }, 10)
  const calling = setInterval(() => {
    const { made, done } = lab.execute({ do: 'connect', to: 'server' })
    const [socket] = made
    void done.then(() => socket !== undefined && lab.execute({ do: 'shutdown', socket }))
  }, 100)
  return () => {
    clearInterval(sending)
    clearInterval(calling)
  }
}
