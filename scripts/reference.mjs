// Writes docs/scenario-reference.md anew, from the JSON Schema of scenario files.
//   node scripts/reference.mjs
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { ensureBuilt } from './build/ensure-built.mjs'
import { scenarioReference } from './docs/scenario-reference.mjs'
import { schemaOfScenarios } from './docs/schema.mjs'
import { root } from './lib/paths.mjs'
import { runMain } from './lib/run-main.mjs'
import { say } from './lib/trouble.mjs'

await runMain(async () => {
  await ensureBuilt(['cli', 'workers'])
  const file = path.join(root, 'docs/scenario-reference.md')
  await writeFile(file, scenarioReference(await schemaOfScenarios()))
  say(`${path.relative(root, file)} is written.`)
  return 0
})
