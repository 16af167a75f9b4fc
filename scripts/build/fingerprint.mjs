import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { root } from '../lib/paths.mjs'
import { commonSources, outputFolder, parts } from './parts.mjs'

const fileName = '.fingerprint'

/**
 * A hash of the names and contents of all that a part is built from. Contents rather than times, because checkouts
 * and copies change times.
 * @param {import('./parts.mjs').PartName} part
 */
export async function fingerprint(part) {
  const hash = createHash('sha256')
  for (const source of [...parts[part].sources, ...commonSources]) {
    for (const file of await filesIn(path.join(root, source))) {
      hash.update(`${path.relative(root, file)}\0`).update(await readFile(file))
    }
  }
  return hash.digest('hex')
}

/**
 * Whether a part has to be built. The fingerprint lies in its output, so that neither is there without the other.
 * @param {import('./parts.mjs').PartName} part
 */
export async function isStale(part) {
  const file = path.join(outputFolder(part), fileName)
  return !existsSync(file) || readFileSync(file, 'utf8') !== (await fingerprint(part))
}

/**
 * @param {string} folder
 * @param {string} print
 */
export function writeFingerprint(folder, print) {
  writeFileSync(path.join(folder, fileName), print)
}

/**
 * @param {string} place a file, or a folder with all that is in it; may be missing
 * @returns {Promise<string[]>} sorted
 */
async function filesIn(place) {
  const stats = statSync(place, { throwIfNoEntry: false })
  if (!stats) return []
  if (!stats.isDirectory()) return [place]
  const entries = await readdir(place, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
}
