// Builds the program and packages it into dist/. Arguments are handed on to electron-builder.
//   node scripts/package.mjs [--dir] [--linux | --mac | --win] …
import path from 'node:path'
import { ensureBuilt } from './build/ensure-built.mjs'
import { shippedParts } from './build/parts.mjs'
import { findRuntime } from './electron/find.mjs'
import { root } from './lib/paths.mjs'
import { runInForeground } from './lib/run.mjs'
import { runMain } from './lib/run-main.mjs'
import { say } from './lib/trouble.mjs'
import { writeNotices } from './package/notices.mjs'
import { toolsOfRegistry } from './package/registry-tools.mjs'

/** electron-builder's words for the platforms. */
const platformFlags = {
  linux: ['--linux', '-l'],
  darwin: ['--mac', '-m', '-o', '--macos'],
  win32: ['--win', '-w', '--windows'],
}
const archFlags = ['--x64', '--arm64', '--armv7l', '--ia32', '--universal']

await runMain(async () => {
  const args = process.argv.slice(2)
  await ensureBuilt(shippedParts)
  await writeNotices()
  const { words, env } = isForThisMachine(args) ? await electronAtHand() : { words: [], env: {} }
  const cli = path.join(root, 'node_modules/electron-builder/cli.js')
  const config = ['--config', path.join(root, 'electron-builder.yml')]
  return runInForeground(process.execPath, [cli, ...config, ...words, ...args], { ...process.env, ...env })
})

/**
 * For another platform electron-builder downloads that platform's Electron.
 * @param {readonly string[]} args
 */
function isForThisMachine(args) {
  const own = /** @type {Record<string, readonly string[]>} */ (platformFlags)[process.platform] ?? []
  const others = Object.values(platformFlags)
    .flat()
    .filter((flag) => !own.includes(flag))
  const otherArchs = archFlags.filter((flag) => flag !== `--${process.arch}`)
  return !args.some((arg) => others.includes(arg) || otherArchs.includes(arg))
}

/** The Electron that is here, as arguments for electron-builder; for a carried one also the tools that take downloads, too. */
async function electronAtHand() {
  const { folder, from, version } = await findRuntime()
  if (from === 'carried') {
    const line = '!'.repeat(72)
    say(
      `${line}\nThis package is for trying only, NOT FOR SHIPPING: its Electron is not Electron's own release.\n${line}`,
    )
  }
  return {
    words: [`-c.electronDist=${folder}`, `-c.electronVersion=${version}`],
    env: from === 'carried' ? await toolsOfRegistry() : {},
  }
}
