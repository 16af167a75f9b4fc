import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { checksOf, give, hold, lessonOf, met } from '../support'
import type { Wrong } from './wrong'

/** What is met although the wrong thing was done is met within that, ms … */
const SOON = 3000
/** … and what isn't by then is looked at this much longer: nothing that is late may meet it, ms. */
const LATER = 400

/** Does each wrong thing, and looks at what is met in spite of it. */
export function tryWrong(wrongs: readonly Wrong[]): void {
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
}
