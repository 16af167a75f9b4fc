import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import { figuresOf, mismatches, percent, table } from '../oracle/figures'
import { LIMITS } from '../oracle/limits'
import { type OracleRun, runSeed } from '../oracle/run'

// As test/oracle, with seeds by chance and for as long as one likes: a seed that shows something new is printed, and
// SOAK_SEEDS=1,2,3 plays it again.

const minutes = Number(process.env.SOAK_MINUTES ?? 3)
const given = (process.env.SOAK_SEEDS ?? '').split(',').filter(Boolean).map(Number)
const CONNECTIONS = 400

function* seeds(): Generator<number> {
  if (given.length > 0) return yield* given
  const end = performance.now() + minutes * 60_000
  while (performance.now() < end) yield randomInt(1, 1_000_000)
}

test('states of random workloads are those of the kernel, whatever the seed', async () => {
  const runs: OracleRun[] = []
  for (const seed of seeds()) runs.push(await runSeed(seed, CONNECTIONS))
  console.log(`\n${table(`Node ${process.versions.node}`, runs)}\n\n${mismatches(runs)}\n`)
  const { ends, main, right, alternatives, wrongExact } = figuresOf(runs.flatMap(({ compared }) => compared))
  expect(wrongExact).toBe(0)
  expect(percent(main, ends)).toBeGreaterThanOrEqual(LIMITS.main)
  expect(percent(right, ends)).toBeGreaterThanOrEqual(LIMITS.right)
  expect(percent(alternatives, ends)).toBeLessThanOrEqual(LIMITS.alternatives)
})
