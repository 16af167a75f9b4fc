import path from 'node:path'
import { executableIn } from '../electron/executable.mjs'
import { withLock } from '../lib/lock.mjs'
import { cacheFolder } from '../lib/paths.mjs'
import { run } from '../lib/run.mjs'
import { Trouble } from '../lib/trouble.mjs'
import { electronNeeds, installAdvice, installOrExplain } from './packages.mjs'

/**
 * Sees to it that Electron finds its shared libraries (Linux only). Asking the linker takes 10 ms, so it is asked
 * each time and no note of an earlier answer can be wrong.
 * @param {string} folder the runtime's
 */
export async function ensureLibraries(folder) {
  const executable = executableIn(folder)
  if ((await missingLibraries(executable)).length === 0) return
  const lock = path.join(cacheFolder(), 'packages.lock')
  await withLock(lock, 'Another process is installing packages; waiting for it …', async () => {
    const missing = await missingLibraries(executable)
    if (missing.length === 0) return
    await installOrExplain(
      `Electron needs libraries that this system lacks: ${missing.join(', ')}.`,
      electronNeeds,
    )
    const still = await missingLibraries(executable)
    if (still.length > 0) {
      throw new Trouble(`Electron still lacks ${still.join(', ')}.`, await installAdvice(electronNeeds))
    }
  })
}

/** Chromium opens it by name when it meets an X server, and without it ends in a trap that says nothing. */
const LOADED = 'libX11-xcb.so.1'

/**
 * @param {string} executable
 * @returns {Promise<string[]>}
 */
async function missingLibraries(executable) {
  if (process.platform !== 'linux') return []
  const { stdout } = await run('ldd', [executable])
  const linked = Array.from(stdout.matchAll(/^\s*(\S+) => not found$/gm), (match) => match[1] ?? '')
  return (await isKnownToLack(LOADED)) ? [...linked, LOADED] : linked
}

/**
 * Whether the linker's cache has libraries, but not this one. Where there is no such cache (musl, NixOS) nothing is known.
 * @param {string} library
 */
async function isKnownToLack(library) {
  // Its folder is not on the PATH of everybody.
  const { stdout } = await run('/sbin/ldconfig', ['-p'])
  return stdout.includes('libX11.so.6 ') && !stdout.includes(`${library} `)
}
