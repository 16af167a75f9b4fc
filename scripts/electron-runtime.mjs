// Finds or gets a real Electron and prints its folder, as the last line of standard output.
//   node scripts/electron-runtime.mjs [--retry]
import { findRuntime } from './electron/find.mjs'
import { runMain } from './lib/run-main.mjs'

await runMain(async () => {
  const { folder } = await findRuntime({ retry: process.argv.includes('--retry') })
  console.log(folder)
})
