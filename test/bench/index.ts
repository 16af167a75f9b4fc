import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { lab } from './lab'
import { OBSERVER_CASES, type ObserverCaseName, type ObserverCost, observerCost } from './observer'
import { plainNode } from './plain-node'
import { type SeekCost, seekCost } from './seek'
import { IN_FLIGHT, WORKLOADS, type WorkloadName } from './workloads'

/**
 * The lab against plain Node doing the same work. Machines are shared and noisy: each pair of runs is made back to
 * back, in fresh processes, in changing order, and the median of the pairs' ratios is what counts.
 *
 *     bench [--json] [--pairs N] [--only engine|observer|seek] [--events N]
 */

const SUBJECTS = { plain: plainNode, lab } as const
type SubjectName = keyof typeof SUBJECTS

const [mode, ...rest] = process.argv.slice(2)
if (mode === 'measure')
  process.stdout.write(`${await measure(rest[0] as SubjectName, rest[1] as WorkloadName)}\n`)
else if (mode === 'observer') {
  process.stdout.write(`${JSON.stringify(await observerCost(rest[0] as ObserverCaseName))}\n`)
} else if (mode === 'seek') {
  process.stdout.write(`${JSON.stringify(await seekCost(Number(rest[0])))}\n`)
} else compareAll(process.argv.slice(2))

/** One run in this process: bytes, messages or connections per second. */
async function measure(subjectName: SubjectName, workload: WorkloadName): Promise<number> {
  const subject = await SUBJECTS[subjectName]()
  const { ms } = WORKLOADS[workload]
  const once = (time: number) =>
    workload === 'openclose' ? subject.openClose(time) : subject.echo(IN_FLIGHT[workload], time)
  // Warm-up: the code is compiled before it is measured.
  await once(ms / 3)
  const rate = await once(ms)
  await subject.dispose()
  if (workload === 'echo64k') return rate / 1e6
  return workload === 'pingpong' ? rate / IN_FLIGHT.pingpong.bytes : rate
}

function compareAll(options: string[]): void {
  const json = options.includes('--json')
  const pairs = options.includes('--pairs') ? Number(options[options.indexOf('--pairs') + 1]) : 5
  const only = options.includes('--only') ? options[options.indexOf('--only') + 1] : undefined
  const wants = (part: string) => only === undefined || only === part
  const results = [
    ...(wants('engine') ? compareEngine(pairs, json) : []),
    ...(wants('observer') ? compareObserver(json) : []),
    ...(wants('seek') ? compareSeek(options, json) : []),
  ]
  if (json) process.stdout.write(`${JSON.stringify({ results })}\n`)
}

function compareEngine(pairs: number, json: boolean) {
  return Object.entries(WORKLOADS).map(([key, { name, unit }]) => {
    const runs = Array.from({ length: pairs }, (_, pair) => {
      const order: SubjectName[] = pair % 2 === 0 ? ['plain', 'lab'] : ['lab', 'plain']
      const rates = Object.fromEntries(order.map((subject) => [subject, measureApart(subject, key)]))
      return rates as Record<SubjectName, number>
    })
    const result = {
      name,
      unit,
      value: median(runs.map((run) => run.lab)),
      baseline: median(runs.map((run) => run.plain)),
      ratio: median(runs.map((run) => run.lab / run.plain)),
      ratios: runs.map((run) => run.lab / run.plain),
    }
    if (!json) print(result)
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

function measureApart(subject: string, workload: string): number {
  return Number(apart('measure', subject, workload))
}

/** Runs a part of this in a process of its own, and gives what it prints. */
function apart(...args: string[]): string {
  return execFileSync(process.execPath, [fileURLToPath(import.meta.url), ...args], { encoding: 'utf8' })
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low = 0, high = 0] =
    sorted.length % 2 === 1 ? [sorted[middle], sorted[middle]] : sorted.slice(middle - 1)
  return (low + high) / 2
}

function print(result: {
  name: string
  unit: string
  value: number
  baseline: number
  ratio: number
  ratios: number[]
}) {
  const figure = (value: number) => Math.round(value).toLocaleString('en-US').padStart(9)
  const range = `${Math.min(...result.ratios).toFixed(2)}–${Math.max(...result.ratios).toFixed(2)}`
  process.stdout.write(
    `${result.name.padEnd(16)} lab ${figure(result.value)}  plain Node ${figure(result.baseline)} ${result.unit.padEnd(14)} ratio ${result.ratio.toFixed(2)} (${range})\n`,
  )
}
