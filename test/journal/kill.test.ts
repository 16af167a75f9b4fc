import { randomInt } from 'node:crypto'
import { test } from 'vitest'
import { expectLittleLost, type Killing, kill } from './killing'

const KILLS = 15

test('a lab that is killed under load leaves a journal that is whole but for its last moments', async () => {
  const killings: Killing[] = []
  for (let i = 0; i < KILLS; i++) killings.push(await kill(randomInt(1, 1_000_000)))
  expectLittleLost(killings)
}, 300_000)
