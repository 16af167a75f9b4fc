import { rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, test } from 'vitest'
import type { LabBridge } from '../../../src/shared/ipc'
import { temporaryFolder } from '../../e2e/support/launch'
import { median, pairsWanted } from '../pairs'
import { judged, report } from '../results'
import { waitsOf, wakeups } from '../wakeups'
import { type ProgramName, startProgram } from './program'

declare const window: Window & { lab: LabBridge }

/** Until what a start brings with it is over, and the kernel's tables are read as seldom as they are of an idle lab, ms. */
const SETTLE_MS = 12_000
const WINDOW_MS = 5000

const profiles: Record<ProgramName, string> = { empty: temporaryFolder(), lab: temporaryFolder() }
afterAll(() =>
  Promise.all(Object.values(profiles).map((folder) => rm(folder, { recursive: true, force: true }))),
)

/** A lab with its window open and a server that nobody calls, beside an empty window in the same seconds. */
test.runIf(process.platform === 'linux')('idle', { timeout: 300_000 }, async () => {
  const empty = await startProgram('empty', profiles.empty)
  const lab = await startProgram('lab', profiles.lab)
  await lab.page.evaluate(() =>
    window.lab.request('execute', { command: { do: 'listen', as: 'server', respond: { with: 'echo' } } }),
  )
  await sleep(SETTLE_MS)
  const rates: { lab: number; empty: number }[] = []
  const busiest = new Map<string, number>()
  for (let i = 0; i < pairsWanted(); i++) {
    const before = { lab: waitsOf(lab.pid), empty: waitsOf(empty.pid) }
    await sleep(WINDOW_MS)
    const ofLab = wakeups(before.lab, waitsOf(lab.pid))
    const ofEmpty = wakeups(before.empty, waitsOf(empty.pid))
    for (const { thread, count } of ofLab.threads) busiest.set(thread, (busiest.get(thread) ?? 0) + count)
    rates.push({ lab: (ofLab.total / WINDOW_MS) * 1000, empty: (ofEmpty.total / WINDOW_MS) * 1000 })
  }
  await Promise.all([lab.close(), empty.close()])
  const seconds = (pairsWanted() * WINDOW_MS) / 1000
  const lines = [...busiest].sort((a, b) => b[1] - a[1]).slice(0, 8)
  for (const [thread, count] of lines) console.log(`${(count / seconds).toFixed(1)} a second: ${thread}`)
  report(
    judged({
      name: 'idle lab, wake-ups more than of an empty window',
      value: median(rates.map((rate) => rate.lab - rate.empty)),
      unit: 'a second',
      baseline: median(rates.map((rate) => rate.empty)),
      ratio: null,
      goal: { atMost: 4 },
    }),
  )
})
