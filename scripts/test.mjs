// Runs everything that has to pass, or the checks that are named. With CI set or --strict, what can't run here fails.
//   node scripts/test.mjs [--strict] [types] [types-electron-33] [lint] [unit] [engine] [observe] [capture] [oracle] [faults] [foreign] [journal] [kill] [disk] [export] [ipc] [cli] [lessons] [e2e] [package]
import { parseArgs } from 'node:util'
import { runMain } from './lib/run-main.mjs'
import { say, sayTrouble, Trouble } from './lib/trouble.mjs'
import { besides, checks } from './test/checks.mjs'
import { summarise } from './test/summary.mjs'
import { timed } from './test/timed.mjs'

await runMain(async () => {
  const { values, positionals } = parseArgs({
    options: { strict: { type: 'boolean' } },
    allowPositionals: true,
  })
  const names = Object.keys(checks)
  const unknown = positionals.find((name) => !names.includes(name))
  if (unknown) throw new Trouble(`There is no check ${unknown}.`, `Checks: ${names.join(', ')}`)
  const wanted = names.filter((name) => positionals.length === 0 || positionals.includes(name))
  const results = /** @type {import('./test/summary.mjs').Finished[]} */ ([])
  for (const name of wanted) {
    if (results.some((result) => result.name === name)) continue
    const pair = besides.find((both) => both.includes(name))?.filter((each) => wanted.includes(each)) ?? []
    const now = pair.length > 1 ? pair : [name]
    say(`\n--- ${now.join(', beside it ')}`)
    const how = /** @type {const} */ ({ output: now.length > 1 ? 'after' : 'inherit' })
    results.push(...(await Promise.all(now.map((each) => timed(each, () => outcome(each, how))))))
  }
  const inCi = Boolean(process.env.CI) && process.env.CI !== 'false'
  const { text, failed } = summarise(results, { strict: (values.strict ?? false) || inCi })
  console.log(text)
  return failed === 0 ? 0 : 1
})

/**
 * @param {string} name
 * @param {import('./test/checks.mjs').How} how
 * @returns {Promise<import('./test/checks.mjs').Result>}
 */
async function outcome(name, how) {
  try {
    return await /** @type {NonNullable<typeof checks[string]>} */ (checks[name])(how)
  } catch (error) {
    sayTrouble(error)
    return { passed: 0, failed: 1 }
  }
}
