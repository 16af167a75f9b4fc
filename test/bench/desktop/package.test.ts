import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { root } from '../../../scripts/lib/paths.mjs'
import { run } from '../../../scripts/lib/run.mjs'
import { temporaryFolder } from '../../e2e/support/launch'
import { compared, pairsWanted } from '../pairs'
import { judged, report } from '../results'
import { type ProgramName, startProgram } from './program'

const LEAST_PAIRS = 9

/** How the lab is started: from its package, or as it is developed; and what both are compared with. */
const starts = ['packaged', 'lab', 'empty'] as const
type Start = (typeof starts)[number]

const profiles: Record<Start, string> = {
  packaged: temporaryFolder(),
  lab: temporaryFolder(),
  empty: temporaryFolder(),
}
let folder: string
let unpacked: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'socket-lab-bench-package-'))
  unpacked = path.join(folder, 'linux-unpacked')
  const words = [path.join(root, 'scripts/package.mjs'), '--dir', `-c.directories.output=${folder}`]
  const { status } = await run(process.execPath, words, { cwd: root, stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error(`packaging ended with status ${status}`)
}, 300_000)

afterAll(() =>
  Promise.all([folder, ...Object.values(profiles)].map((each) => rm(each, { recursive: true, force: true }))),
)

/** Bytes of all files in a folder. */
async function sizeOf(place: string): Promise<number> {
  const names = await readdir(place, { recursive: true })
  const found = await Promise.all(names.map((name) => stat(path.join(place, name))))
  return found.reduce((sum, one) => sum + (one.isFile() ? one.size : 0), 0)
}

test('size', async () => {
  const archive = path.join(unpacked, 'resources/app.asar')
  for (const [name, bytes] of [
    ['package, all of it', await sizeOf(unpacked)],
    ['package, the program without Electron', (await stat(archive)).size],
  ] as const) {
    report(judged({ name, value: bytes / 1e6, unit: 'MB', baseline: null, ratio: null, goal: null }))
  }
})

/** As in start.test.ts, ms. */
async function usableAfter(start: Start): Promise<number> {
  const executable = start === 'packaged' ? path.join(unpacked, 'socket-lab') : undefined
  const name: ProgramName = start === 'empty' ? 'empty' : 'lab'
  const program = await startProgram(name, profiles[start], executable)
  await program.close()
  return Math.max(program.painted, program.answered)
}

test('start', { timeout: 600_000 }, async () => {
  for (const start of [...starts, ...starts]) await usableAfter(start)
  const times: Record<Start, number>[] = []
  for (let round = 0; round < Math.max(LEAST_PAIRS, pairsWanted()); round++) {
    const order = starts.map((_, index) => starts[(index + round) % starts.length] as Start)
    const one = { packaged: 0, lab: 0, empty: 0 }
    for (const start of order) one[start] = await usableAfter(start)
    times.push(one)
  }
  for (const [baseline, called] of [
    ['empty', 'an empty Electron window'],
    ['lab', 'the same from its sources'],
  ] as const) {
    const pairs = times.map((time) => ({ value: time.packaged, baseline: time[baseline] }))
    report(
      judged({ name: `start of the package, against ${called}`, unit: 'ms', ...compared(pairs), goal: null }),
    )
  }
})
