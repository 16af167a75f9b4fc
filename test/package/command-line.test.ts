import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { version } from '../../package.json'
import { type Ended, example, NO_DISPLAY, packageFolder, runToEnd } from './support/program'

// As somebody has it who put a link to it into a folder of the PATH, and works somewhere else, without a display.
describe.runIf(process.platform === 'linux')('the packaged command line', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'socket-lab-path-'))
    await symlink(path.join(packageFolder(), 'bin/socket-lab'), path.join(folder, 'socket-lab'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  /** Chromium's sandbox is left to the launcher, which has to see to it that a command runs for anybody. */
  function lab(...words: string[]): Promise<Ended> {
    const { ELECTRON_DISABLE_SANDBOX: _sandbox, ...env } = NO_DISPLAY
    return runToEnd('socket-lab', words, {
      cwd: folder,
      // As in a script of npm's of some other project.
      env: { ...env, INIT_CWD: os.homedir(), PATH: `${folder}:${process.env.PATH}` },
    })
  }

  test('prints its version, what there is, and the schema', async () => {
    expect(await lab('--version')).toMatchObject({ status: 0, stdout: `${version}\n` })
    const help = await lab('--help')
    expect(help.status).toBe(0)
    expect(help.stdout).toMatch(/^Usage: socket-lab/)
    const { stdout } = await lab('schema')
    expect(JSON.parse(stdout)).toHaveProperty('$schema')
  })

  test('freezes and thaws', async () => {
    const { status, stdout } = await lab('run', example('backlog-full.json'), '--format', 'ndjson')
    expect(kindsIn(stdout)).toEqual(expect.arrayContaining(['frozen', 'thawed']))
    expect(status).toBe(0)
  })

  test('records a scenario, tells it again, and exports it', async () => {
    const steps = [
      { do: 'listen', as: 'server', respond: { with: 'upper' } },
      { do: 'connect', as: 'alice', to: 'server' },
      { do: 'send', from: 'alice', text: 'packed' },
      { expect: 'received', at: 'alice', text: 'PACKED' },
    ]
    await writeFile(path.join(folder, 'upper.labscenario'), JSON.stringify({ version: 1, steps }))
    const ran = await lab('run', 'upper.labscenario', '--format', 'ndjson', '--journal', 'session')
    expect(ran).toMatchObject({ status: 0 })
    const again = await lab('replay', 'session', '--format', 'ndjson')
    expect(kindsIn(again.stdout)).toEqual(expect.arrayContaining(['listening', 'connected', 'received']))
    expect(await lab('export', 'session', '--to', 'pcapng', '--out', 'session.pcapng')).toMatchObject({
      status: 0,
    })
    const capture = await readFile(path.join(folder, 'session.pcapng'))
    expect(capture.readUInt32LE(0)).toBe(0x0a0d0d0a)
    expect(capture.includes('PACKED')).toBe(true)
  })

  test('lists the lessons and does one; its recordings are there', async () => {
    const { stdout } = await lab('lessons', '--format', 'json')
    const lessons = JSON.parse(stdout) as { id: string }[]
    const recorded = (await readdir(example('lessons'))).map((name) => path.parse(name).name)
    expect(lessons.map(({ id }) => id).sort()).toEqual(recorded.sort())
    expect(await lab('run', 'connection-refused')).toMatchObject({ status: 0 })
  })
})

function kindsIn(ndjson: string): string[] {
  const lines = ndjson.split('\n').filter((line) => line !== '')
  return lines.map((line) => (JSON.parse(line) as { kind: string }).kind)
}
