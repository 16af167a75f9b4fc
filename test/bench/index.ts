import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { lab, recorded } from './lab'
import { type MemorySample, memoryOf, memoryTable } from './memory'

import { OBSERVER_CASES, type ObserverCaseName, type ObserverCost, observerCost } from './observer'
import { plainNode } from './plain-node'
import { type SeekCost, seekCost } from './seek'
import { IN_FLIGHT, WORKLOADS, type WorkloadName } from './workloads'

/**
 * The lab against plain Node doing the same work. Machines are shared and noisy: each pair of runs is made back to
 * back, in fresh processes, in changing order, and the median of the pairs' ratios is what counts.
 *
 *     bench [--json] [--pairs N] [--only engine|journal|observer|seek|memory] [--events N]
 */

const SUBJECTS = { plain: plainNode, lab, recorded } as const
type SubjectName = keyof typeof SUBJECTS

/** What is measured against what. */
interface Pair {
  name: string
  subject: SubjectName
  baseline: SubjectName
  /** What they are called in the table. */
  words: [subject: string, baseline: string]
}
const ENGINE: Pair = { name: '', subject: 'lab', baseline: 'plain', words: ['lab', 'plain Node'] }
const JOURNAL: Pair = {
  name: 'recorded, ',
  subject: 'recorded',
  baseline: 'lab',
  words: ['recorded', 'in memory only'],
}

const [mode, ...rest] = process.argv.slice(2)
if (mode === 'measure') {
  process.stdout.write(`${JSON.stringify(await measure(rest[0] as SubjectName, rest[1] as WorkloadName))}\n`)
} else if (mode === 'observer') {
  process.stdout.write(`${JSON.stringify(await observerCost(rest[0] as ObserverCaseName))}\n`)
} else if (mode === 'seek') {
  process.stdout.write(`${JSON.stringify(await seekCost(Number(rest[0])))}\n`)
} else if (mode === 'memory') {
  await memoryOf(Number(rest[0]), (sample) => process.stdout.write(`${JSON.stringify(sample)}\n`))
} else compareAll(process.argv.slice(2))

interface Measured {
  /** Bytes, messages or connections per second. */
  rate: number
  /** What the main thread has spent on each, µs of a processor; 0 where the system doesn't tell. */
  spent: number
}

/** One run in this process. */
async function measure(subjectName: SubjectName, workload: WorkloadName): Promise<Measured> {
  const subject = await SUBJECTS[subjectName]()
  const { ms } = WORKLOADS[workload]
  const once = (time: number) =>
    workload === 'openclose' ? subject.openClose(time) : subject.echo(IN_FLIGHT[workload], time)
  // Warm-up: the code is compiled before it is measured.
  await once(ms / 3)
  const [start, spent] = [performance.now(), mainThreadMicroseconds()]
  const raw = await once(ms)
  const micros = mainThreadMicroseconds() - spent
  const seconds = (performance.now() - start) / 1000
  await subject.dispose()
  const unit = workload === 'openclose' ? 1 : workload === 'echo64k' ? 1e6 : IN_FLIGHT[workload].bytes
  const rate = raw / unit
  return { rate, spent: micros / (rate * seconds) }
}

/** What this thread has had of a processor, µs; Linux alone tells of one thread. */
function mainThreadMicroseconds(): number {
  if (process.platform !== 'linux') return 0
  const [nanoseconds] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'latin1').split(' ')
  return Number(nanoseconds) / 1000
}

function compareAll(options: string[]): void {
  const json = options.includes('--json')
  const pairs = options.includes('--pairs') ? Number(options[options.indexOf('--pairs') + 1]) : 5
  const only = options.includes('--only') ? options[options.indexOf('--only') + 1] : undefined
  const wants = (part: string) => only === undefined || only === part
  const results = [
    ...(wants('engine') ? compareSpeed(ENGINE, pairs, json) : []),
    ...(wants('journal') ? compareSpeed(JOURNAL, pairs, json) : []),
    ...(wants('observer') ? compareObserver(json) : []),
    ...(wants('seek') ? compareSeek(options, json) : []),
    ...(wants('memory') ? compareMemory(options, json) : []),
  ]
  if (json) process.stdout.write(`${JSON.stringify({ results })}\n`)
}

function compareSpeed({ name: of, subject, baseline, words }: Pair, pairs: number, json: boolean) {
  return Object.entries(WORKLOADS).map(([key, { name, unit }]) => {
    const runs = Array.from({ length: pairs }, (_, pair) => {
      const order = pair % 2 === 0 ? [baseline, subject] : [subject, baseline]
      const rates = Object.fromEntries(order.map((one) => [one, measureApart(one, key)]))
      return { value: rates[subject] as Measured, baseline: rates[baseline] as Measured }
    })
    const ratios = runs.map((run) => run.value.rate / run.baseline.rate)
    const result = {
      name: `${of}${name}`,
      unit,
      value: median(runs.map((run) => run.value.rate)),
      baseline: median(runs.map((run) => run.baseline.rate)),
      ratio: median(ratios),
      ratios,
      // However busy the machine is, and whatever other threads do.
      spentRatio: median(runs.map((run) => run.value.spent / run.baseline.spent)),
    }
    if (!json) print(result, words)
    return result
  })
}

/** What reading the kernel's tables costs, against the same lab without. */
function compareObserver(json: boolean) {
  if (process.platform !== 'linux') return []
  return Object.entries(OBSERVER_CASES).map(([key, { name, limit }]) => {
    const cost = JSON.parse(apart('observer', key)) as ObserverCost
    const result = {
      name: `kernel observer, ${name}`,
      unit: '% of a core',
      value: cost.with,
      baseline: cost.without,
      limit,
    }
    const percent = (value: number) => value.toFixed(1).padStart(5)
    const more = cost.with - cost.without
    if (!json) {
      process.stdout.write(
        `${result.name.padEnd(34)} with ${percent(cost.with)}  without ${percent(cost.without)} ${result.unit}  costs ${percent(more)} (at most ${limit})\n`,
      )
    }
    return result
  })
}

/** Going to any moment of a recorded session, against folding all of it. */
function compareSeek(options: string[], json: boolean) {
  const events = options.includes('--events') ? options[options.indexOf('--events') + 1] : '1000000'
  const cost = JSON.parse(apart('seek', String(events))) as SeekCost
  const { median: value, worst, cpu, whole: baseline, open, memory, sockets } = cost
  const name = `seek in ${cost.events.toLocaleString('en-US')} events`
  const result = {
    name,
    unit: 'ms',
    value,
    worst,
    cpu,
    baseline,
    ratio: value / baseline,
    open,
    memory,
    sockets,
  }
  if (!json) {
    const [ms, most, busy, all] = [value, worst, cpu, baseline].map((time) => time.toFixed(0))
    process.stdout.write(
      `${name}  median ${ms}  worst ${most}  of processors ${busy}  to fold all ${all} ms  ratio ${(value / baseline).toFixed(4)}; ${sockets} sockets in the model; opened in ${(open / 1000).toFixed(1)} s, with ${memory.toFixed(0)} MiB\n`,
    )
  }
  return [result]
}

/** What a long session costs the main process, against the first events of it. */
function compareMemory(options: string[], json: boolean) {
  const events = options.includes('--events') ? options[options.indexOf('--events') + 1] : '1000000'
  const lines = apart('memory', String(events)).trim().split('\n')
  const samples = lines.map((line) => JSON.parse(line) as MemorySample)
  const [first, last] = [samples[0], samples.at(-1)] as [MemorySample, MemorySample]
  const name = `memory after ${last.events.toLocaleString('en-US')} events`
  const ratio = last.rss / first.rss
  if (!json) {
    process.stdout.write(
      `${name}, of which ${last.connections.toLocaleString('en-US')} connections  ratio ${ratio.toFixed(2)}\n${memoryTable(samples)}`,
    )
  }
  return [{ name, unit: 'MB', value: last.rss, baseline: first.rss, ratio, samples }]
}

function measureApart(subject: string, workload: string): Measured {
  return JSON.parse(apart('measure', subject, workload)) as Measured
}

/** Runs a part of this in a process of its own, and gives what it prints. */
function apart(...args: string[]): string {
  const words = ['--expose-gc', fileURLToPath(import.meta.url), ...args]
  return execFileSync(process.execPath, words, { encoding: 'utf8' })
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low = 0, high = 0] =
    sorted.length % 2 === 1 ? [sorted[middle], sorted[middle]] : sorted.slice(middle - 1)
  return (low + high) / 2
}

function print(
  result: {
    name: string
    unit: string
    value: number
    baseline: number
    ratio: number
    ratios: number[]
    spentRatio: number
  },
  [value, baseline]: [string, string],
) {
  const figure = (value: number) => Math.round(value).toLocaleString('en-US').padStart(9)
  const range = `${Math.min(...result.ratios).toFixed(2)}–${Math.max(...result.ratios).toFixed(2)}`
  const spent = Number.isFinite(result.spentRatio) ? `  main thread ×${result.spentRatio.toFixed(2)}` : ''
  process.stdout.write(
    `${result.name.padEnd(24)} ${value} ${figure(result.value)}  ${baseline} ${figure(result.baseline)} ${result.unit.padEnd(14)} ratio ${result.ratio.toFixed(2)} (${range})${spent}\n`,
  )
}
