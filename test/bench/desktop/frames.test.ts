import { afterAll, beforeAll, describe, test } from 'vitest'
import { median } from '../pairs'
import { judged, report } from '../results'
import { EmptyWindow, frames, of60 } from './frames'
import { LabInWindow } from './lab-in-window'

const PAIRS = 5
const MS = 1000
const GOAL = { atLeast: 55 }
/** Clients that send every millisecond, for more than 50,000 events a second: each message is one that is sent, one received. */
const FAST = 72

/** Each frame of an empty page beside the same second in the lab's window. */
async function compare(
  name: string,
  lab: LabInWindow,
  empty: EmptyWindow,
  busy: { begin: () => Promise<unknown>; end?: () => Promise<unknown>; goal?: typeof GOAL },
) {
  const values: number[] = []
  const baselines: number[] = []
  const rates: number[] = []
  for (let pair = 0; pair < PAIRS; pair++) {
    const baseline = await empty.frames(MS)
    const before = await lab.head()
    const start = performance.now()
    await busy.begin()
    values.push(of60(await frames(lab.page, MS), baseline))
    rates.push(((await lab.head()) - before) / ((performance.now() - start) / 1000))
    await busy.end?.()
    baselines.push(baseline)
    await lab.quiet()
  }
  report(
    judged({
      name: `window, ${name}, ${Math.round(median(rates) / 1000)},000 events/s`,
      unit: 'of 60 frames',
      value: median(values),
      baseline: median(baselines),
      ratio: null,
      goal: busy.goal ?? null,
    }),
  )
}

describe('frames', () => {
  let lab: LabInWindow
  let empty: EmptyWindow
  beforeAll(async () => {
    lab = await LabInWindow.launch()
    empty = await EmptyWindow.open(lab.running.app)
    await lab.crowd('busy', 8)
  })
  afterAll(() => lab.close())

  test('with a burst of events', { timeout: 120_000 }, async () => {
    await lab.crowd('fast', FAST)
    await compare('burst', lab, empty, {
      begin: () => lab.sending('fast', FAST, 100_000, 1),
      end: () => lab.stopSending('fast', FAST),
      goal: GOAL,
    })
    await compare('messages as fast as the lab can', lab, empty, {
      begin: () => lab.sending('busy', 8, 10_000, 0),
    })
  })

  test('with 10,000 live sockets', { timeout: 120_000 }, async () => {
    await lab.crowd('many', 5_000)
    await lab.quiet()
    await compare('10,000 live sockets', lab, empty, {
      begin: () => lab.sending('many', 8, 100, 10),
      goal: GOAL,
    })
  })
})
