import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { cacheFolder } from '../lib/paths.mjs'
import { say } from '../lib/trouble.mjs'
import { executableName, hasExecutable, versionIn } from './executable.mjs'

const require = createRequire(import.meta.url)
/** A slow line may take this long; then the download counts as failed. */
const downloadLimitMs = 15 * 60_000
/** How long a failed download isn't tried again. */
const rememberMs = 24 * 60 * 60_000

/** The `electron` package that npm installed. */
function installedPackage() {
  const folder = path.dirname(require.resolve('electron/package.json'))
  const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  return { folder, dist: path.join(folder, 'dist'), version: /** @type {string} */ (version) }
}

/**
 * The runtime in the installed `electron` package, if it has been downloaded, completely and in the right version.
 * @returns {import('./executable.mjs').Runtime | undefined}
 */
export function findInstalled() {
  const { folder, dist, version } = installedPackage()
  if (versionIn(dist) !== version || !hasExecutable(dist)) return undefined
  // The package's own install script writes this file last: without it, unpacking was interrupted.
  if (read(path.join(folder, 'path.txt')).split(path.posix.sep).join(path.sep) !== executableName)
    return undefined
  return { folder: dist, from: 'installed', version }
}

/**
 * Lets the `electron` package download its runtime (it honours ELECTRON_MIRROR, and checks what it gets against its
 * own list). A failure is remembered for a day, or until Electron's version or the mirror changes.
 * @param {{ retry: boolean }} options `retry`: try even so
 * @returns {Promise<import('./executable.mjs').Runtime | undefined>} undefined if it can't be had
 */
export async function download({ retry }) {
  const { folder, version } = installedPackage()
  if (process.env.ELECTRON_SKIP_BINARY_DOWNLOAD) {
    say('Electron is not downloaded, because ELECTRON_SKIP_BINARY_DOWNLOAD is set.')
    return undefined
  }
  const failure = failureOf(version)
  if (!retry && failure.isRemembered()) return undefined
  say(`Downloading Electron ${version}, once …`)
  const { status, stderr } = await runInstaller(path.join(folder, 'install.js'))
  const runtime = status === 0 ? findInstalled() : undefined
  if (runtime) {
    failure.forget()
    return { ...runtime, from: 'downloaded' }
  }
  const reason = firstError(stderr) || `exit status ${status}`
  failure.remember(reason)
  say(`Electron ${version} could not be downloaded: ${reason}`)
  say(
    'It is tried again after a day, when ELECTRON_MIRROR is set, or with: node scripts/electron-runtime.mjs --retry',
  )
  return undefined
}

/** @param {string} version */
function failureOf(version) {
  const file = path.join(
    cacheFolder(),
    `electron-${version}-${process.platform}-${process.arch}.unavailable.json`,
  )
  const mirror = process.env.ELECTRON_MIRROR ?? ''
  return {
    isRemembered() {
      try {
        const saved = JSON.parse(read(file))
        return saved.mirror === mirror && Math.abs(Date.now() - saved.at) < rememberMs
      } catch {
        return false
      }
    },
    /** @param {string} reason */
    remember(reason) {
      mkdirSync(path.dirname(file), { recursive: true })
      writeFileSync(file, JSON.stringify({ at: Date.now(), mirror, reason }))
    },
    forget() {
      rmSync(file, { force: true })
    },
  }
}

/**
 * Its progress goes to our standard error, since our standard output is for the result.
 * @param {string} script
 * @returns {Promise<{ status: number | null, stderr: string }>}
 */
function runInstaller(script) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script], {
      stdio: ['ignore', 2, 'pipe'],
      timeout: downloadLimitMs,
    })
    let stderr = ''
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      stderr += text
    })
    child.once('error', (error) => resolve({ status: null, stderr: error.message }))
    child.once('close', (status) =>
      resolve({ status, stderr: status === null ? `${stderr}took too long` : stderr }),
    )
  })
}

/**
 * The line of a printed stack that says what happened.
 * @param {string} text
 */
function firstError(text) {
  const lines = text.split('\n').map((line) => line.trim())
  return lines.find((line) => /^\w*Error: /.test(line)) ?? lines.find((line) => line !== '')
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
