import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './paths.mjs'
import { Trouble } from './trouble.mjs'

/** What has to be there before any script can do its work: a Node that is new enough, and the packages. */
export function checkRequirements() {
  const { engines } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  const needed = engines.node.replace('>=', '')
  if (compareVersions(process.versions.node, needed) < 0) {
    throw new Trouble(`Socket Lab needs Node ${needed} or newer; this is Node ${process.versions.node}.`)
  }
  // npm writes this file when it has installed everything.
  if (!existsSync(path.join(root, 'node_modules', '.package-lock.json'))) {
    throw new Trouble('The packages that Socket Lab needs are not installed.', `Install them:\n  npm ci`)
  }
}

/**
 * @param {string} a as in `20.19.0`
 * @param {string} b
 */
function compareVersions(a, b) {
  return a.localeCompare(b, 'en', { numeric: true })
}
