import { afterAll, beforeAll, describe, test } from 'vitest'
import { answerTo, EXPLORER, jumped, type ListOf, LOG, wheeled } from '../../e2e/support/sight'
import { median } from '../pairs'
import { judged, report } from '../results'
import { LabInWindow } from './lab-in-window'

const ROUNDS = 5
const MS = 600
/** Clients that fill the log as fast as the lab can. */
const FAST = 16
const EVENTS = 1_000_000

describe('lists', () => {
  let lab: LabInWindow
  beforeAll(async () => {
    lab = await LabInWindow.launch()
    await lab.crowd('many', 5_000)
    await lab.quiet()
  }, 120_000)
  afterAll(() => lab.close())

  test('10,000 sockets', { timeout: 120_000 }, async () => {
    await scroll('window, blank frames while 10,000 sockets scroll', EXPLORER)
    await search('window, search in 10,000 sockets', 'nav input', 'nav output', (round) => `many.${round}4`)
  })

  test('a million events', { timeout: 180_000 }, async () => {
    await lab.crowd('fast', FAST)
    while ((await lab.head()) < EVENTS) {
      await lab.sending('fast', FAST, 4_000, 0)
      await lab.quiet()
    }
    await scroll('window, blank frames while a million events scroll', LOG)
    const field = '[data-pane=bottom] input'
    await search(
      'window, search in the log',
      field,
      '[data-pane=bottom] output',
      (round) => `fast.${round} sixteen`,
    )
    await search(
      'window, search in the log for what is not there',
      field,
      '[data-pane=bottom] output',
      (round) => `nobody${round}`,
    )
  })

  async function scroll(name: string, of: ListOf): Promise<void> {
    const shares: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const [wheel, jump] = [await wheeled(lab.page, of, MS), await jumped(lab.page, of, MS)]
      shares.push(((wheel.blank + jump.blank) / (wheel.frames + jump.frames)) * 100)
    }
    const value = median(shares)
    report(judged({ name, unit: '% of frames', value, baseline: null, ratio: null, goal: { atMost: 0 } }))
  }

  async function search(name: string, field: string, output: string, textOf: (round: number) => string) {
    const times: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      times.push(await answerTo(lab.page, field, output, textOf(round + 1)))
      await lab.page.locator(field).fill('')
      await lab.quiet()
    }
    const value = median(times)
    report(judged({ name, unit: 'ms', value, baseline: null, ratio: null, goal: { atMost: 100 } }))
  }
})
