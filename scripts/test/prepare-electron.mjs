import { ensureBuilt } from '../build/ensure-built.mjs'
import { partNames } from '../build/parts.mjs'
import { findRuntime } from '../electron/find.mjs'
import { ensureDisplayForTests } from '../system/display.mjs'
import { ensureLibraries } from '../system/libraries.mjs'
import { sandboxEnvironment } from '../system/sandbox.mjs'

/**
 * Sees to it that tests can drive the real program: runtime, libraries, X server, an up-to-date build.
 * @returns {Promise<Record<string, string>>} environment for these tests; Playwright starts the Electron it names
 */
export async function prepareElectron() {
  const { folder } = await findRuntime()
  await ensureLibraries(folder)
  await ensureDisplayForTests()
  await ensureBuilt(partNames)
  return { ELECTRON_OVERRIDE_DIST_PATH: folder, ...(await sandboxEnvironment(folder)) }
}
