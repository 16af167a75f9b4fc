// Sees to it that Electron finds the shared libraries it needs; with --for-tests, an X server for tests as well.
//   node scripts/system-libraries.mjs [--for-tests]
import { findRuntime } from './electron/find.mjs'
import { runMain } from './lib/run-main.mjs'
import { ensureDisplayForTests } from './system/display.mjs'
import { ensureLibraries } from './system/libraries.mjs'

await runMain(async () => {
  const { folder } = await findRuntime()
  await ensureLibraries(folder)
  if (process.argv.includes('--for-tests')) await ensureDisplayForTests()
})
