// Runs everything that has to pass, or the checks that are named. With CI set or --strict, what can't run here fails.
//   node scripts/test.mjs [--strict] [types] [types-electron-33] [lint] [unit] [engine] [observe] [capture] [oracle] [faults] [foreign] [journal] [kill] [disk] [export] [ipc] [cli] [lessons] [e2e] [package]
import { parseArgs } from 'node:util'
import { runMain } from './lib/run-main.mjs'
import { say, sayTrouble, Trouble } from './lib/trouble.mjs'
import { checks } from './test/checks.mjs'
import { summarise } from './test/summary.mjs'

await runMain(async () => {
  const { values, positionals } = parseArgs({
    options: { strict: { type: 'boolean' } },
    allowPositionals: true,
  })
  const names = Object.keys(checks)
  const unknown = positionals.find((name) => !names.includes(name))
  if (unknown) throw new Trouble(`There is no check ${unknown}.`, `Checks: ${names.join(', ')}`)
  const results = []
  for (const [name, check] of Object.entries(checks)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue
    say(`\n--- ${name}`)
    const start = performance.now()
    const result = await outcome(check)
    results.push({ name, ...result, seconds: (performance.now() - start) / 1000 })
  }
  const inCi = Boolean(process.env.CI) && process.env.CI !== 'false'
  const { text, failed } = summarise(results, { strict: (values.strict ?? false) || inCi })
  console.log(text)
  return failed === 0 ? 0 : 1
})

/** @param {() => Promise<import('./test/checks.mjs').Result>} check */
async function outcome(check) {
  try {
    return await check()
  } catch (error) {
    sayTrouble(error)
    return { passed: 0, failed: 1 }
  }
}
