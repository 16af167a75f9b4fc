import { rm } from 'node:fs/promises'
import { afterAll, test } from 'vitest'
import { temporaryFolder } from '../../e2e/support/launch'
import { compared, pairsWanted } from '../pairs'
import { judged, report } from '../results'
import { type ProgramName, startProgram } from './program'

/** Each has its own, as on a person's machine: what Chromium keeps there from the first start on helps the next ones. */
const profiles: Record<ProgramName, string> = { empty: temporaryFolder(), lab: temporaryFolder() }
afterAll(() =>
  Promise.all(Object.values(profiles).map((folder) => rm(folder, { recursive: true, force: true }))),
)

/** A start is short, and varies more than what is measured for a second. */
const LEAST_PAIRS = 9

/** Until the first view is painted, and the page has been answered: ms since the process was started. */
async function usableAfter(name: ProgramName): Promise<number> {
  const program = await startProgram(name, profiles[name])
  await program.close()
  return Math.max(program.painted, program.answered)
}

test('start', { timeout: 300_000 }, async () => {
  // From the third start on Chromium has the compiled page.
  for (const name of ['empty', 'lab', 'empty', 'lab'] as const) await usableAfter(name)
  const pairs: { value: number; baseline: number }[] = []
  for (let pair = 0; pair < Math.max(LEAST_PAIRS, pairsWanted()); pair++) {
    const order = pair % 2 === 0 ? (['empty', 'lab'] as const) : (['lab', 'empty'] as const)
    const times = { empty: 0, lab: 0 }
    for (const name of order) times[name] = await usableAfter(name)
    pairs.push({ value: times.lab, baseline: times.empty })
  }
  const figure = { name: 'start, until the window is usable', unit: 'ms', ...compared(pairs) }
  report(judged({ ...figure, goal: { atMost: 1.5 } }))
})
