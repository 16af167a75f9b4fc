// The engine's speed against plain Node, and recorded against not, in paired runs; what the kernel observer costs; and how
// quickly any moment of a recorded session is there.
//   node scripts/bench.mjs [--json] [--pairs N] [--only engine|journal|observer|seek] [--events N]
import path from 'node:path'
import { ensureBuilt } from './build/ensure-built.mjs'
import { outputFolder } from './build/parts.mjs'
import { runInForeground } from './lib/run.mjs'
import { runMain } from './lib/run-main.mjs'

await runMain(async () => {
  await ensureBuilt(['bench', 'workers'])
  const entry = path.join(outputFolder('bench'), 'index.js')
  return runInForeground(process.execPath, [entry, ...process.argv.slice(2)])
})
