// The long tests, with seeds by chance: npm run test:soak. SOAK_MINUTES (3 unless given) each, SOAK_KILLS (200) of a recorded
// lab; SOAK_SEEDS=1,2 instead of chance.
import { ensureBuilt } from './build/ensure-built.mjs'
import { runMain } from './lib/run-main.mjs'
import { ensureKernelTrace } from './test/kernel-trace.mjs'
import { runVitestProject } from './test/vitest.mjs'

await runMain(async () => {
  await ensureBuilt(['workers', 'programs'])
  await ensureKernelTrace()
  const { passed, failed } = await runVitestProject('soak')
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
})
