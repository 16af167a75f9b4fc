import { randomInt } from 'node:crypto'
import { test } from 'vitest'
import { expectLittleLost, type Killing, kill } from '../journal/killing'

// As test/journal/kill.test.ts, more often. SOAK_KILLS: how often; SOAK_SEEDS=1,2,3 plays those again.

const given = (process.env.SOAK_SEEDS ?? '').split(',').filter(Boolean).map(Number)
const count = Number(process.env.SOAK_KILLS ?? 200)

test('a lab that is killed under load leaves a journal that is whole but for its last moments', async () => {
  const seeds = given.length > 0 ? given : Array.from({ length: count }, () => randomInt(1, 1_000_000))
  const killings: Killing[] = []
  for (const seed of seeds) killings.push(await kill(seed))
  expectLittleLost(killings)
})
