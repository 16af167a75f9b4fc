// The command line, built first if need be. Standard output is the command line's alone.
//   node scripts/lab.mjs run|schema …
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt } from './build/ensure-built.mjs'
import { outputFolder } from './build/parts.mjs'
import { sayTrouble } from './lib/trouble.mjs'

const entry = path.join(outputFolder('cli'), 'index.js')
if (await isBuilt()) {
  // In this same process, as if it had been called directly: no second Node to start, signals and pipes are its own.
  process.argv[1] = entry
  await import(pathToFileURL(entry).href)
}

async function isBuilt() {
  try {
    await ensureBuilt(['cli', 'workers'])
    return true
  } catch (error) {
    sayTrouble(error)
    // 1 would mean that an expectation was not met.
    process.exitCode = 2
    return false
  }
}
