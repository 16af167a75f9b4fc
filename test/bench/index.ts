import { writeSync } from 'node:fs'
import { pairsWanted } from './pairs'
import { type Result, report, reported } from './results'
import { tableOf } from './table'

/**
 * What `npm run bench` (scripts/bench.mjs) runs: `figures NAME…` measures and reports, `tell [--json]` prints what has been
 * reported. Everything else is one measurement in a process of its own, which prints its outcome as JSON.
 */

const pairs = pairsWanted()
const events = process.env.BENCH_EVENTS
const [mode = '', ...args] = process.argv.slice(2)
const isAlone = process.env.BENCH_ALONE === '1'

// A process loads only what it measures: what else is on its heap counts.
const speed = () => import('./figures/speed')
const connections = () => import('./figures/connections')
const observer = () => import('./figures/observer')
const seek = () => import('./figures/seek')
const memory = () => import('./figures/memory')

/** What is measured in Node. The rest is measured in the window: test/bench/desktop. */
const FIGURES: Record<string, () => Promise<Result[]>> = {
  engine: async () => (await speed()).engineFigures(pairs, tell, isAlone),
  journal: async () => (await speed()).journalFigures(pairs, tell),
  connections: async () => (await connections()).connectionFigures(pairs, tell, isAlone),
  observer: async () => (await observer()).observerFigures(),
  seek: async () => (await seek()).seekFigures(Number(events ?? (isAlone ? 1_000_000 : 100_000)), tell),
  memory: async () => (await memory()).memoryFigures(Number(events ?? (isAlone ? 1_000_000 : 300_000)), tell),
}

const MEASUREMENTS: Record<string, (...args: string[]) => Promise<unknown>> = {
  speed: async (subject = '', workload = '') => (await speed()).speedOf(subject, workload),
  crowd: async (subject = '', count = '') => (await connections()).crowdCost(subject, count),
  observer: async (name = '') => (await observer()).observerCost(name),
  seek: async (count) => (await seek()).seekCost(Number(count)),
  memory: async (count) => (await memory()).memoryOf(Number(count)),
}

if (mode === 'figures') await measure(args)
else if (mode === 'tell') tellAll(args.includes('--json'))
else process.stdout.write(`${JSON.stringify(await MEASUREMENTS[mode]?.(...args))}\n`)

async function measure(names: readonly string[]): Promise<void> {
  for (const name of names) {
    try {
      for (const result of (await FIGURES[name]?.()) ?? []) report(result)
    } catch (error) {
      process.exitCode = 1
      tell(`${name} could not be measured: ${error instanceof Error ? error.message : error}`)
    }
  }
}

function tellAll(json: boolean): void {
  const results = reported()
  process.stdout.write(json ? `${JSON.stringify({ results })}\n` : tableOf(results))
}

/** Beside the results, which alone go to standard output. */
function tell(line: string): void {
  writeSync(2, `${line}\n`)
}
