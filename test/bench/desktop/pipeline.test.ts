import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compared, median } from '../pairs'
import { judged, report } from '../results'
import { attended, countLogged, unattended } from './flood'
import { LabInWindow } from './lab-in-window'
import { latencies, paintedFor } from './pixels'

const ROUNDS = 5
const PIXEL_ROUNDS = 7
const MS = 1000
/** Seconds in which V8 has yet to compile what the window runs: they are not the rule. */
const WARM_UP = 2
/** Of all events of a flood, so many are asked for again. That each is there is for tests to find out. */
const SAMPLE = 20_000
/** Clients that send every millisecond, for 10,000 events a second: each message is two, and timers are often late. */
const STEADY = 8
/** Clients that send without a pause: more than 100,000 events a second. */
const FAST = 8

describe('main to window', () => {
  let lab: LabInWindow
  beforeAll(async () => {
    lab = await LabInWindow.launch()
    await lab.crowd('steady', STEADY)
    await lab.crowd('fast', FAST)
  })
  afterAll(() => lab.close())

  test('from an event to its pixels', { timeout: 120_000 }, async () => {
    const rounds: { rate: number; p99: number }[] = []
    for (let round = -WARM_UP; round < PIXEL_ROUNDS; round++) {
      await lab.sending('steady', STEADY, 100_000, 1)
      const painted = await lab.page.evaluate(paintedFor, MS)
      await lab.stopSending('steady', STEADY)
      const found = await latencies(lab, painted)
      if (round >= 0) rounds.push({ rate: (found.length / MS) * 1000, p99: percentile99(found) })
      await lab.quiet()
    }
    const rate = median(rounds.map((round) => round.rate))
    report(
      judged({
        name: `window, event to pixel at ${thousands(rate)} events/s, p99`,
        unit: 'ms',
        value: median(rounds.map(({ p99 }) => p99)),
        baseline: null,
        ratio: null,
        goal: { atMost: 50 },
      }),
    )
  })

  test('an answer while events flood in, and how many come', { timeout: 120_000 }, async () => {
    const p99s: number[] = []
    const pairs: { value: number; baseline: number }[] = []
    for (let round = 0; round < ROUNDS; round++) {
      await lab.sending('fast', FAST, 1_000_000, 0)
      let baseline = round % 2 === 0 ? await unattended(lab, MS) : 0
      const { rate: value, answers } = await attended(lab, MS)
      if (round % 2 === 1) baseline = await unattended(lab, MS)
      await lab.stopSending('fast', FAST)
      pairs.push({ value, baseline })
      p99s.push(percentile99(answers))
      const head = await lab.head()
      expect(await countLogged(lab, head - SAMPLE, head), 'events in the log').toBe(SAMPLE)
      await lab.quiet()
    }
    const { value, baseline, ratio } = compared(pairs)
    report(
      judged({
        name: `window, answer to a command at ${thousands(value)} events/s, p99`,
        unit: 'ms',
        value: median(p99s),
        baseline: null,
        ratio: null,
        goal: { atMost: 100 },
      }),
    )
    report(
      judged({
        name: 'window, events of the engine against a window that takes none',
        unit: 'events/s',
        value,
        baseline,
        ratio,
        // It waits for no window, but shares the processors with it.
        goal: null,
      }),
    )
  })
})

function percentile99(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * 0.99)] ?? Number.NaN
}

function thousands(rate: number): string {
  return `${Math.round(rate / 1000)},000`
}
