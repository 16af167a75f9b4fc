import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { LESSONS } from '../../src/shared/lessons/chapters'
import { checksOf, give, hold, lessonOf, met } from './support'
import { basics } from './wrong/basics'
import { closing } from './wrong/closing'
import { queues } from './wrong/queues'
import { together } from './wrong/together'
import { trouble } from './wrong/trouble'
import { wider } from './wrong/wider'
import type { Wrong } from './wrong/wrong'

const wrongs: Wrong[] = [...basics, ...closing, ...trouble, ...queues, ...wider, ...together]

/** What is met although the wrong thing was done is met within that, ms … */
const SOON = 3000
/** … and what isn't by then is looked at this much longer: nothing that is late may meet it, ms. */
const LATER = 400

test('in each lesson, something wrong is done', () => {
  const done = new Set(wrongs.map(({ lesson }) => lesson))
  expect(LESSONS.map(({ id }) => id).filter((id) => !done.has(id))).toEqual([])
})

describe('a check that the wrong thing was done for is not met', () => {
  test.each(wrongs)('$lesson, step $step', async ({ lesson: id, step, instead, unmet }) => {
    const lesson = lessonOf(id)
    const held = await hold(lesson)
    const { run } = held
    for (let before = 1; before < step; before++) {
      run.show(before)
      expect(await run.perform(before), `step ${before}`).toBe(true)
    }
    run.show(step)
    await give(held, instead)
    const right = checksOf(lesson, step).filter((check) => !unmet.includes(check))
    const deadline = performance.now() + SOON
    while (performance.now() < deadline && right.some((check) => !run.isMet(step, check))) await sleep(20)
    await sleep(LATER)
    expect(met(held, step)).toEqual(right)
  })
})
