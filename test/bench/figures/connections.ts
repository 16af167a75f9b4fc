import { collectEarly } from '../../../src/main/heap'
import { apart } from '../apart'
import { compared, inRounds } from '../pairs'
import { type Figure, judged, type Result } from '../results'
import { labCrowd, plainCrowd, recordedCrowd } from '../subjects/crowd'

/** Thousands of connections, opened at once and kept. */

/** Both ends are of one process: with these it has nearly the 20,000 descriptors that are a common limit. */
const COUNT = 9000
const WARM_UP = 200

const SUBJECTS = { plain: plainCrowd, recorded: recordedCrowd, lab: labCrowd } as const
type SubjectName = keyof typeof SUBJECTS
const MB = 2 ** 20

export interface CrowdCost {
  /** Until both ends of all were there, s. */
  seconds: number
  /** Of processors, all threads, s. */
  cpu: number
  /** What the process has grown by, after a collection, MB. */
  memory: number
}

/** One run, in this process. */
export async function crowdCost(subject: string, count: string): Promise<CrowdCost> {
  // As the program has it, and the same for both: garbage that V8 leaves lying about is no cost of a connection.
  collectEarly()
  const crowd = await SUBJECTS[subject as SubjectName]()
  await crowd.open(WARM_UP)
  await crowd.settled()
  const before = residentAfterCollection()
  const [start, busy] = [performance.now(), process.cpuUsage()]
  await crowd.open(Number(count))
  const seconds = (performance.now() - start) / 1000
  // Nobody waits until the last of it is on the disk; what that costs is counted all the same.
  await crowd.settled()
  const { user, system } = process.cpuUsage(busy)
  const memory = residentAfterCollection() - before
  await crowd.dispose()
  return { seconds, cpu: (user + system) / 1e6, memory }
}

/** Recorded at default limits, with verdicts. `all`: not recorded, too, without. */
export function connectionFigures(pairs: number, tell: (line: string) => void, all: boolean): Result[] {
  const subjects: SubjectName[] = ['plain', 'recorded', ...(all ? (['lab'] as const) : [])]
  const rounds = inRounds(pairs, subjects, (one) => apart<CrowdCost>('crowd', one, String(COUNT)))
  const of = (field: keyof CrowdCost, subject: SubjectName) =>
    compared(rounds.map((round) => ({ value: round[subject][field], baseline: round.plain[field] })))
  const count = COUNT.toLocaleString('en-US')
  const opening = `opening ${count} connections`
  const memory = `memory of ${count} connections`
  const { value, baseline, ratio } = of('cpu', 'recorded')
  tell(
    `${opening}: ${value.toFixed(2)} s of processors, ${baseline.toFixed(2)} s in plain Node, ratio ${ratio.toFixed(2)}`,
  )
  const figures: Figure[] = [
    { name: `${opening}, recorded`, unit: 's', ...of('seconds', 'recorded'), goal: { atMost: 1.3 } },
    { name: `${memory}, recorded`, unit: 'MB', ...of('memory', 'recorded'), goal: { atMost: 2 } },
  ]
  if (all) {
    figures.push(
      { name: `${opening}, in memory only`, unit: 's', ...of('seconds', 'lab'), goal: null },
      { name: `${memory}, in memory only`, unit: 'MB', ...of('memory', 'lab'), goal: null },
    )
  }
  return figures.map(judged)
}

function residentAfterCollection(): number {
  globalThis.gc?.()
  globalThis.gc?.()
  return process.memoryUsage.rss() / MB
}
