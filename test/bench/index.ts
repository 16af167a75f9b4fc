import { writeSync } from 'node:fs'
import { connectionFigures, crowdCost } from './figures/connections'
import { memoryFigures, memoryOf } from './figures/memory'
import { observerCost, observerFigures } from './figures/observer'
import { seekCost, seekFigures } from './figures/seek'
import { engineFigures, journalFigures, speedOf } from './figures/speed'
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

/** What is measured in Node. The rest is measured in the window: test/bench/desktop. */
const FIGURES: Record<string, () => Result[]> = {
  engine: () => engineFigures(pairs, tell, isAlone),
  journal: () => journalFigures(pairs, tell),
  connections: () => connectionFigures(pairs, tell, isAlone),
  observer: () => observerFigures(),
  seek: () => seekFigures(Number(events ?? (isAlone ? 1_000_000 : 100_000)), tell),
  memory: () => memoryFigures(Number(events ?? (isAlone ? 1_000_000 : 300_000)), tell),
}

const MEASUREMENTS: Record<string, (...args: string[]) => Promise<unknown>> = {
  speed: (subject = '', workload = '') => speedOf(subject, workload),
  crowd: (subject = '', count = '') => crowdCost(subject, count),
  observer: (name = '') => observerCost(name),
  seek: (count) => seekCost(Number(count)),
  memory: (count) => memoryOf(Number(count)),
}

if (mode === 'figures') measure(args)
else if (mode === 'tell') tellAll(args.includes('--json'))
else process.stdout.write(`${JSON.stringify(await MEASUREMENTS[mode]?.(...args))}\n`)

function measure(names: readonly string[]): void {
  for (const name of names) {
    try {
      for (const result of FIGURES[name]?.() ?? []) report(result)
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
