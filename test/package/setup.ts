import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { root } from '../../scripts/lib/paths.mjs'
import { run } from '../../scripts/lib/run.mjs'
import prepare from '../e2e/setup'

/** Packages the program into a folder of its own; SOCKET_LAB_PACKAGE says where it is. */
export default async function setup(): Promise<() => Promise<void>> {
  await prepare()
  const folder = await mkdtemp(path.join(os.tmpdir(), 'socket-lab-package-'))
  const script = path.join(root, 'scripts/package.mjs')
  const { status } = await run(process.execPath, [script, '--dir', `-c.directories.output=${folder}`], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (status !== 0) throw new Error(`Packaging ended with status ${status}.`)
  process.env.SOCKET_LAB_PACKAGE = path.join(folder, 'linux-unpacked')
  return () => rm(folder, { recursive: true, force: true })
}
