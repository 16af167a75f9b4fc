import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** @typedef {{ folder: string, from: 'override' | 'installed' | 'downloaded' | 'carried', version: string }} Runtime */

/** Where the executable is in a runtime's folder. */
export const executableName =
  process.platform === 'win32'
    ? 'electron.exe'
    : process.platform === 'darwin'
      ? path.join('Electron.app', 'Contents', 'MacOS', 'Electron')
      : 'electron'

/** @param {string} folder a runtime's folder */
export function executableIn(folder) {
  return path.join(folder, executableName)
}

/** @param {string} folder */
export function hasExecutable(folder) {
  return existsSync(executableIn(folder))
}

/**
 * The version that a runtime's folder says it has, as in `45.4.1`; undefined without such a file.
 * @param {string} folder
 */
export function versionIn(folder) {
  const file = path.join(folder, 'version')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : undefined
}
