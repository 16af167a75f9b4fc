import { afterAll, beforeAll, describe, test } from 'vitest'
import { median } from '../pairs'
import { judged, report } from '../results'
import { EmptyWindow, frames, of60 } from './frames'
import { LabInWindow } from './lab-in-window'

const PAIRS = 5
const MS = 1000
const GOAL = { atLeast: 55 }

/** Each frame of an empty page beside the same second in the lab's window. */
async function compare(name: string, lab: LabInWindow, empty: EmptyWindow, busy: () => Promise<unknown>) {
  const values: number[] = []
  const baselines: number[] = []
  for (let pair = 0; pair < PAIRS; pair++) {
    const baseline = await empty.frames(MS)
    await busy()
    values.push(of60(await frames(lab.page, MS), baseline))
    baselines.push(baseline)
    await lab.quiet()
  }
  report(
    judged({
      name,
      unit: 'of 60 frames',
      value: median(values),
      baseline: median(baselines),
      ratio: null,
      goal: GOAL,
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
    // As fast as the lab can write: that is more than 50,000 events a second.
    await compare('window, burst of 50,000 events/s', lab, empty, () => lab.sending('busy', 8, 10_000, 0))
  })

  test('with 10,000 live sockets', { timeout: 120_000 }, async () => {
    await lab.crowd('many', 5_000)
    await lab.quiet()
    await compare('window, 10,000 live sockets', lab, empty, () => lab.sending('many', 8, 100, 10))
  })
})
