// The long tests, with seeds by chance: npm run test:soak. SOAK_MINUTES (3 unless given) each, SOAK_KILLS (200) of a recorded
// lab, SOAK_REQUESTS (a million) to the gate; SOAK_SEEDS=1,2 instead of chance; packages that take long to make. Then what
// `npm test` leaves to this, and with it every test of the window, in both languages.
import { ensureBuilt } from './build/ensure-built.mjs'
import { partNames } from './build/parts.mjs'
import { runMain } from './lib/run-main.mjs'
import { ensureExporting, prepareDriving } from './test/checks.mjs'
import { ensureKernelTrace } from './test/kernel-trace.mjs'
import { summarise } from './test/summary.mjs'
import { timed } from './test/timed.mjs'
import { runVitestProject } from './test/vitest.mjs'

await runMain(async () => {
  await ensureBuilt(partNames)
  await ensureKernelTrace()
  await ensureExporting()
  const window = { ...(await prepareDriving()), E2E_LANGUAGES: 'all' }
  const results = [
    await timed('soak', () => runVitestProject('soak')),
    await timed('export', () => runVitestProject('export', {}, { soak: 'alone' })),
    await timed('e2e', () => runVitestProject('e2e', window, { soak: 'too' })),
  ]
  const { text, failed } = summarise(results, { strict: true })
  console.log(text)
  return failed === 0 ? 0 : 1
})
