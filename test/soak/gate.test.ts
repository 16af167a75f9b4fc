import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import { fuzz } from '../ipc/fuzz/run'

// As test/ipc/fuzz.test.ts, more of it. SOAK_REQUESTS: how many; SOAK_SEEDS=1,2,3 plays those again.

const given = (process.env.SOAK_SEEDS ?? '').split(',').filter(Boolean).map(Number)
const count = Number(process.env.SOAK_REQUESTS ?? 1_000_000)

test('whatever is asked: an answer, once, and no harm', async () => {
  for (const seed of given.length > 0 ? given : [randomInt(1, 1_000_000)]) {
    console.log(`seed ${seed}`)
    const report = await fuzz(seed, count)
    console.log(JSON.stringify(report))
    expect(report.requests).toBe(count)
  }
})
