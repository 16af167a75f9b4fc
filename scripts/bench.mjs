// The engine's speed against plain Node, and recorded against not, in paired runs; what the kernel observer costs; how quickly
// any moment of a recorded session is there; and what memory a long session takes: with --only memory, in the whole program,
// too (Linux).
//   node scripts/bench.mjs [--json] [--pairs N] [--only engine|journal|observer|seek|memory] [--events N]

import path from 'node:path'
import { ensureBuilt } from './build/ensure-built.mjs'
import { outputFolder } from './build/parts.mjs'
import { runInForeground } from './lib/run.mjs'
import { runMain } from './lib/run-main.mjs'
import { prepareElectron } from './test/prepare-electron.mjs'
import { runVitestProject } from './test/vitest.mjs'

await runMain(async () => {
  await ensureBuilt(['bench', 'workers'])
  const entry = path.join(outputFolder('bench'), 'index.js')
  const options = process.argv.slice(2)
  const status = await runInForeground(process.execPath, [entry, ...options])
  const after = (/** @type {string} */ option) => options[options.indexOf(option) + 1]
  const isMemory = options.includes('--only') && after('--only') === 'memory'
  if (status !== 0 || !isMemory || options.includes('--json') || process.platform !== 'linux') return status
  const env = await prepareElectron()
  if (options.includes('--events')) env.BENCH_EVENTS = after('--events') ?? ''
  const { failed } = await runVitestProject('bench', env)
  return failed === 0 ? 0 : 1
})
