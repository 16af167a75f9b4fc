import { readFileSync } from 'node:fs'
import { apart } from '../apart'
import { compared, inRounds, median } from '../pairs'
import { type Figure, judged, type Result } from '../results'
import { IN_FLIGHT, type Subject, WORKLOADS, type WorkloadName } from '../subjects/workloads'

/** The lab against plain Node that does the same work. */

type SubjectName = 'plain' | 'lab' | 'recorded' | 'unlimited'

/**
 * Plain Node is measured in a process that has not loaded the lab: with a megabyte or two more on its heap V8 collects garbage
 * far more often while buffers of 64 KiB come and go, and an echo is half as fast.
 */
const SUBJECTS: Record<SubjectName, () => Promise<Subject>> = {
  plain: async () => (await import('../subjects/plain-node')).plainNode(),
  lab: async () => (await import('../subjects/lab')).lab(),
  recorded: async () => (await import('../subjects/lab')).recorded(),
  unlimited: async () => (await import('../subjects/lab')).unlimited(),
}

/** What the ratio to plain Node has to reach while everything is recorded at the default limits. */
const GOALS: Record<WorkloadName, number> = { echo64k: 0.9, pingpong: 0.7, deep: 0.7, openclose: 0.8 }

/** The code is compiled before it is measured, ms. */
const WARM_UP_MS = 1200
const MEASURED_MS = 1000

export interface Speed {
  /** MB, messages or connections per second. */
  rate: number
  /** What the main thread has spent on each, µs of a processor; 0 where the system doesn't tell. */
  spent: number
}

/** One run, in this process. */
export async function speedOf(subjectName: string, workloadName: string): Promise<Speed> {
  const workload = workloadName as WorkloadName
  const subject = await SUBJECTS[subjectName as SubjectName]()
  const once = (ms: number) =>
    workload === 'openclose' ? subject.openClose(ms) : subject.echo(IN_FLIGHT[workload], ms)
  await once(WARM_UP_MS)
  const [start, spent] = [performance.now(), mainThreadMicroseconds()]
  const raw = await once(MEASURED_MS)
  const micros = mainThreadMicroseconds() - spent
  const seconds = (performance.now() - start) / 1000
  await subject.dispose()
  const unit = workload === 'openclose' ? 1 : workload === 'echo64k' ? 1e6 : IN_FLIGHT[workload].bytes
  const rate = raw / unit
  return { rate, spent: micros / (rate * seconds) }
}

/** Recorded at default limits, with a verdict, and with no limit to speak of, without one. `all`: not recorded, too. */
export function engineFigures(pairs: number, tell: (line: string) => void, all: boolean): Result[] {
  const subjects: SubjectName[] = ['plain', 'recorded', 'unlimited', ...(all ? (['lab'] as const) : [])]
  return workloads.flatMap((workload) => {
    const rounds = inRounds(pairs, subjects, (one) => apart<Speed>('speed', one, workload))
    const against = (subject: SubjectName, words: string, goal: Figure['goal']) =>
      figureOf(`${WORKLOADS[workload].name}, ${words}`, workload, rounds, subject, 'plain', goal, tell)
    return [
      against('recorded', 'recorded', { atLeast: GOALS[workload] }),
      against('unlimited', 'recorded without limits', null),
      ...(all ? [against('lab', 'in memory only', null)] : []),
    ]
  })
}

/** A lab that is recorded against the same lab that isn't. */
export function journalFigures(pairs: number, tell: (line: string) => void): Result[] {
  return workloads.map((workload) => {
    const rounds = inRounds(pairs, ['lab', 'recorded'], (one) => apart<Speed>('speed', one, workload))
    const name = `${WORKLOADS[workload].name}, recorded against in memory only`
    return figureOf(name, workload, rounds, 'recorded', 'lab', null, tell)
  })
}

const workloads = Object.keys(WORKLOADS) as WorkloadName[]

function figureOf<Name extends SubjectName>(
  name: string,
  workload: WorkloadName,
  rounds: readonly Record<Name, Speed>[],
  subject: Name,
  baseline: Name,
  goal: Figure['goal'],
  tell: (line: string) => void,
): Result {
  const ratios = rounds.map((round) => round[subject].rate / round[baseline].rate)
  // However busy the machine is, and whatever other threads do.
  const spent = median(rounds.map((round) => round[subject].spent / round[baseline].spent))
  const range = `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`
  tell(
    `${name}: ratios ${range}${Number.isFinite(spent) ? `, main thread ×${spent.toFixed(2)} for each` : ''}`,
  )
  const pairs = rounds.map((round) => ({ value: round[subject].rate, baseline: round[baseline].rate }))
  return judged({ name, unit: WORKLOADS[workload].unit, ...compared(pairs), goal })
}

/** What this thread has had of a processor, µs; Linux alone tells of one thread. */
function mainThreadMicroseconds(): number {
  if (process.platform !== 'linux') return 0
  const [nanoseconds] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'latin1').split(' ')
  return Number(nanoseconds) / 1000
}
