// Makes all icons in build/ of the drawings there. To be run when one of these changes; the results are committed.
//   node scripts/package/icons.mjs
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { executableIn } from '../electron/executable.mjs'
import { findRuntime } from '../electron/find.mjs'
import { root } from '../lib/paths.mjs'
import { run } from '../lib/run.mjs'
import { runMain } from '../lib/run-main.mjs'
import { say, Trouble } from '../lib/trouble.mjs'
import { ensureLibraries } from '../system/libraries.mjs'
import { sandboxEnvironment } from '../system/sandbox.mjs'
import { icns, ico } from './icon-containers.mjs'

const build = path.join(root, 'build')
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
const whole = '0 0 1024 1024'
/** Where each pixel counts, the tile has no margin. */
const small = { upTo: 48, box: '64 64 896 896' }
const windowsSizes = [16, 24, 32, 48, 64, 128, 256]
const macSizes = [16, 32, 64, 128, 256, 512, 1024]
const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512]

/** Each drawing's name in build/; a document's picture fills its height as it is. */
const drawings = [
  { name: 'icon', cropped: true },
  { name: 'session', cropped: false, mime: 'application-x-socketlab' },
  { name: 'scenario', cropped: false, mime: 'application-x-labscenario' },
]
/** So large are documents on Linux; that is enough for any view of files. */
const mimeSizes = [16, 32, 48, 128, 256]

await runMain(async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'socket-lab-icons-'))
  try {
    const jobs = drawings.flatMap(({ name, cropped }) =>
      sizes.map((size) => ({
        svg: path.join(build, `${name}.svg`),
        box: cropped && size <= small.upTo ? small.box : whole,
        size,
        png: path.join(folder, `${name}-${size}.png`),
      })),
    )
    await draw(jobs)
    for (const { name, mime } of drawings) {
      /** @param {readonly number[]} wanted */
      const pictures = (wanted) =>
        Promise.all(
          wanted.map(async (size) => ({
            size,
            png: await readFile(path.join(folder, `${name}-${size}.png`)),
          })),
        )
      // Documents are never shown at 1024 px, which would be most of their file.
      await writeFile(
        path.join(build, `${name}.icns`),
        icns(await pictures(mime ? macSizes.slice(0, -1) : macSizes)),
      )
      await writeFile(path.join(build, `${name}.ico`), ico(await pictures(windowsSizes)))
      const linux = path.join(build, mime ? 'mime-icons' : 'icons')
      await mkdir(linux, { recursive: true })
      for (const { size, png } of await pictures(mime ? mimeSizes : linuxSizes)) {
        await writeFile(path.join(linux, mime ? `${mime}-${size}.png` : `${size}x${size}.png`), png)
      }
    }
    say('The icons are in build/.')
    return 0
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

/** @param {readonly { svg: string, box: string, size: number, png: string }[]} jobs */
async function draw(jobs) {
  const { folder } = await findRuntime()
  await ensureLibraries(folder)
  const headless = process.platform === 'linux' ? ['--ozone-platform=headless', '--disable-gpu'] : []
  const renderer = path.join(import.meta.dirname, 'icon-renderer')
  const { status, stderr } = await run(executableIn(folder), [...headless, renderer, JSON.stringify(jobs)], {
    env: { ...process.env, ...(await sandboxEnvironment(folder)) },
  })
  if (status !== 0) throw new Trouble(`The icons could not be drawn:\n${stderr}`)
}
