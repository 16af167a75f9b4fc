// The long tests, with seeds by chance: npm run test:soak. SOAK_MINUTES (3 unless given) each, SOAK_KILLS (200) of a recorded
// lab, SOAK_REQUESTS (a million) to the gate; SOAK_SEEDS=1,2 instead of chance; packages that take long to make. Then every test of
// the window in both languages.
import { ensureBuilt } from './build/ensure-built.mjs'
import { runMain } from './lib/run-main.mjs'
import { ensureKernelTrace } from './test/kernel-trace.mjs'
import { prepareElectron } from './test/prepare-electron.mjs'
import { runVitestProject } from './test/vitest.mjs'

await runMain(async () => {
  await ensureBuilt(['workers', 'programs'])
  await ensureKernelTrace()
  const electron = await prepareElectron()
  const workloads = await runVitestProject('soak')
  const window = await runVitestProject('e2e', { ...electron, E2E_LANGUAGES: 'all' })
  const [passed, failed] = [workloads.passed + window.passed, workloads.failed + window.failed]
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
})
