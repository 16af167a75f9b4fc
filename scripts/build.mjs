// Builds the program into out/: all of it, or the parts that are named.
//   node scripts/build.mjs [--stale] [main] [preload] [cli] [renderer]
import { parseArgs } from 'node:util'
import { partNames } from './build/parts.mjs'
import { runMain } from './lib/run-main.mjs'
import { Trouble } from './lib/trouble.mjs'

await runMain(async () => {
  const { values, positionals } = parseArgs({
    options: { stale: { type: 'boolean' } },
    allowPositionals: true,
  })
  const unknown = positionals.find((name) => !partNames.some((part) => part === name))
  if (unknown) throw new Trouble(`There is no part ${unknown}.`, `Parts: ${partNames.join(', ')}`)
  const wanted = positionals.length > 0 ? partNames.filter((part) => positionals.includes(part)) : partNames
  // Set before the bundler is loaded: it takes what it finds, and React has two very different builds.
  process.env.NODE_ENV = 'production'
  const { buildParts } = await import('./build/build-parts.mjs')
  await buildParts(wanted, { onlyStale: values.stale ?? false })
})
