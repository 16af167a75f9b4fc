import path from 'node:path'
import { root } from '../lib/paths.mjs'
import { run } from '../lib/run.mjs'
import { Trouble } from '../lib/trouble.mjs'
import { isStale } from './fingerprint.mjs'

/**
 * Builds those of the parts that are not up to date; otherwise takes a few ms and loads no bundler. Building happens
 * in a process of its own: whatever a bundler or plugin prints goes to our standard error, and nothing it changes
 * (NODE_ENV, for one) is left in this process.
 * @param {readonly import('./parts.mjs').PartName[]} names
 */
export async function ensureBuilt(names) {
  const stale = await Promise.all(names.map(isStale))
  const wanted = names.filter((_, i) => stale[i])
  if (wanted.length === 0) return
  const script = path.join(root, 'scripts/build.mjs')
  const { status } = await run(process.execPath, [script, '--stale', ...wanted], { stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Trouble('The build failed.')
}
