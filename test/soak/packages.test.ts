import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { version } from '../../package.json'
import { root } from '../../scripts/lib/paths.mjs'
import { run } from '../../scripts/lib/run.mjs'

const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...NO_DISPLAY } = process.env

// Each is 230 MB that are compressed: too long for every run of the tests, which look at the same program in a folder.
describe.runIf(process.platform === 'linux')('a package', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'socket-lab-packages-'))
    const script = path.join(root, 'scripts/package.mjs')
    const words = ['--linux', 'tar.gz', 'deb', `-c.directories.output=${folder}`, '-c.deb.compression=gz']
    const { status } = await run(process.execPath, [script, ...words], {
      cwd: root,
      env: { ...process.env, ELECTRON_BUILDER_COMPRESSION_LEVEL: '1' },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    expect(status).toBe(0)
  }, 15 * 60_000)
  afterAll(() => rm(folder, { recursive: true, force: true }))

  async function made(ending: string): Promise<string> {
    const [name] = (await readdir(folder)).filter((name) => name.endsWith(ending))
    expect(name).toBeDefined()
    return path.join(folder, name as string)
  }

  test('.tar.gz is unpacked anywhere, and runs through a link on the PATH', async () => {
    const elsewhere = path.join(folder, 'some where')
    const bin = path.join(folder, 'bin')
    await Promise.all([mkdir(elsewhere), mkdir(bin)])
    expect(await run('tar', ['-xzf', await made('.tar.gz'), '-C', elsewhere])).toMatchObject({ status: 0 })
    const [name] = await readdir(elsewhere)
    const program = path.join(elsewhere, name as string)
    await symlink(path.join(program, 'bin/socket-lab'), path.join(bin, 'socket-lab'))
    const options = { cwd: bin, env: { ...NO_DISPLAY, PATH: `${bin}:${process.env.PATH}` } }
    expect(await run('socket-lab', ['--version'], options)).toMatchObject({
      status: 0,
      stdout: `${version}\n`,
    })
    const example = path.join(program, 'resources/examples/half-close.json')
    expect(await run('socket-lab', ['run', example], options)).toMatchObject({ status: 0 })
  })

  test('.deb is installed, serves root and everybody else, and is removed whole', async () => {
    const scratch = path.join(folder, 'system')
    await mkdir(scratch)
    const script = path.join(import.meta.dirname, 'install-deb.sh')
    const words = ['--mount', '--propagation', 'private', script, scratch, await made('.deb')]
    const { status, stdout, stderr } = await run('unshare', words)
    expect(status, stderr).toBe(0)
    expect(stdout).toContain('owner: socket-lab: /usr/bin/socket-lab')
    expect(stdout).toContain(`root: ${version}`)
    expect(stdout).toContain('nobody: {')
    expect(stdout).toContain('8 of 8 expectations met')
    expect(stdout).toContain('application/x-socketlab:*.socketlab')
    expect(stdout).toContain('application/x-labscenario:*.labscenario')
    expect(stdout).not.toContain('left:')
  })
})
