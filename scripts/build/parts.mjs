import path from 'node:path'
import { root } from '../lib/paths.mjs'

/**
 * What is built, each part by itself: from which sources, and into which folder of `out`.
 * @typedef {'main' | 'preload' | 'workers' | 'cli' | 'renderer' | 'bench' | 'programs'} PartName
 */

/** @type {Record<PartName, { sources: readonly string[] }>} */
export const parts = {
  main: { sources: ['src/main', 'src/shared'] },
  preload: { sources: ['src/main/desktop', 'src/shared'] },
  workers: { sources: ['src/main', 'src/shared'] },
  cli: { sources: ['src/main', 'src/shared'] },
  renderer: { sources: ['src/renderer', 'src/shared'] },
  bench: { sources: ['test/bench', 'src/main', 'src/shared'] },
  // What tests start as processes of their own.
  programs: { sources: ['test/journal/programs', 'test/support', 'src/main', 'src/shared'] },
}

/** What the packaged program consists of. Its command line is in `main`. */
export const shippedParts = /** @type {const} */ (['main', 'preload', 'workers', 'renderer'])

/** In each part's folder: the packages that are bundled there, with their licences. */
export const bundledFile = '.bundled.json'

/** Everything else that the result of a build depends on. */
export const commonSources = ['scripts/build', 'package.json', 'package-lock.json', 'tsconfig.base.json']

export const partNames = /** @type {PartName[]} */ (Object.keys(parts))

/** @param {PartName} name */
export function outputFolder(name) {
  return path.join(root, 'out', name)
}
