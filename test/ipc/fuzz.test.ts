import { expect, test } from 'vitest'
import { fuzz } from './fuzz/run'

// SEED=1 plays it again; npm run test:soak asks a million.

const COUNT = Number(process.env.FUZZ_COUNT ?? 20_000)

test('whatever is asked: an answer, once, and no harm', async () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
  console.info(`seed ${seed}`)
  const report = await fuzz(seed, COUNT)
  console.info(JSON.stringify(report))
  expect(report.requests).toBe(COUNT)
  // Else it has tested nothing but the check of requests.
  expect(report.granted).toBeGreaterThan(COUNT / 10)
  expect(Object.keys(report.refused).length).toBeGreaterThan(5)
}, 300_000)
