import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { build } from 'vite'
import { withLock } from '../lib/lock.mjs'
import { root } from '../lib/paths.mjs'
import { say, Trouble } from '../lib/trouble.mjs'
import { writeNotices } from '../package/notices.mjs'
import { configs } from './configs.mjs'
import { fingerprint, isStale, writeFingerprint } from './fingerprint.mjs'
import { bundledFile, outputFolder, shippedParts } from './parts.mjs'

/**
 * Builds parts, side by side. Each is built in a temporary folder that then takes the place of the old one: an
 * interrupted or failed build leaves the old one as it was.
 * @param {readonly import('./parts.mjs').PartName[]} names
 * @param {{ onlyStale: boolean }} options `onlyStale`: leave alone what is up to date
 */
export async function buildParts(names, { onlyStale }) {
  const lock = path.join(root, 'node_modules/.cache/build.lock')
  await withLock(lock, 'Another process is building; waiting for it …', async () => {
    const wanted = /** @type {import('./parts.mjs').PartName[]} */ ([])
    for (const name of names) if (!onlyStale || (await isStale(name))) wanted.push(name)
    if (wanted.length === 0) return
    const start = performance.now()
    say(`Building ${wanted.join(', ')} …`)
    const results = await Promise.allSettled(wanted.map(buildPart))
    const failed = results.find((result) => result.status === 'rejected')
    if (failed)
      throw new Trouble(failed.reason instanceof Error ? failed.reason.message : String(failed.reason))
    if (shippedParts.every((name) => existsSync(path.join(outputFolder(name), bundledFile))))
      await writeNotices()
    say(`Built in ${((performance.now() - start) / 1000).toFixed(1)} s.`)
  })
}

/** @param {import('./parts.mjs').PartName} name */
async function buildPart(name) {
  const folder = outputFolder(name)
  await mkdir(path.dirname(folder), { recursive: true })
  const temporary = await mkdtemp(path.join(path.dirname(folder), '.building-'))
  try {
    const print = await fingerprint(name)
    const config = configs[name]
    const outDir = path.join(temporary, name)
    await build({ ...config, build: { ...config.build, outDir } })
    writeFingerprint(outDir, print)
    await rm(folder, { recursive: true, force: true })
    await rename(outDir, folder)
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}
