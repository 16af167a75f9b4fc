import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { packagingConfig } from '../support/packaging'
import { executable, NO_DISPLAY, resources, runToEnd } from './support/program'

/** In the executable a fuse is the character 0 or 1. */
const ON = '1'.charCodeAt(0)

describe.runIf(process.platform === 'linux')('the fuses of the packaged program', () => {
  test('are as the configuration wants them, each of those that there are', async () => {
    const { resetAdHocDarwinSignature: _noFuse, ...electronFuses } = (await packagingConfig()).electronFuses
    const wire = await getCurrentFuseWire(executable())
    const names = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)))
    const burnt = names.map((name) => {
      const state = wire[FuseV1Options[name as keyof typeof FuseV1Options]]
      return [`${name.charAt(0).toLowerCase()}${name.slice(1)}`, state === ON]
    })
    expect(Object.fromEntries(burnt)).toEqual(electronFuses)
    expect(electronFuses).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      onlyLoadAppFromAsar: true,
    })
  })

  describe('hold', () => {
    let folder: string
    let mark: string
    let script: string
    beforeEach(async () => {
      folder = await mkdtemp(path.join(os.tmpdir(), 'socket-lab-fuses-'))
      mark = path.join(folder, 'mark')
      script = `require('node:fs').writeFileSync(${JSON.stringify(mark)}, ''); process.exit(7)\n`
    })
    afterEach(() => rm(folder, { recursive: true, force: true }))

    /** Fails unless the program does what it does for anybody. */
    async function printsSchema(env: NodeJS.ProcessEnv = {}): Promise<void> {
      const ended = await runToEnd(executable(), ['schema'], { cwd: folder, env: { ...NO_DISPLAY, ...env } })
      expect(ended.status).toBe(0)
      expect(JSON.parse(ended.stdout)).toHaveProperty('$schema')
      expect(existsSync(mark)).toBe(false)
    }

    test('it is no Node: a script of the name of a command is not run', async () => {
      await writeFile(path.join(folder, 'schema'), script)
      await printsSchema({ ELECTRON_RUN_AS_NODE: '1' })
    })

    test('NODE_OPTIONS means nothing to it, not even together with that', async () => {
      const file = path.join(folder, 'first.cjs')
      await writeFile(file, script)
      const env = { NODE_OPTIONS: `--require=${file}` }
      await printsSchema(env)
      await printsSchema({ ...env, ELECTRON_RUN_AS_NODE: '1' })
    })

    test('a folder in the place of its archive is not loaded', async () => {
      const app = path.join(resources(), 'app')
      const archive = path.join(resources(), 'app.asar')
      const aside = path.join(resources(), 'aside.asar')
      await mkdir(app)
      await rename(archive, aside)
      try {
        await writeFile(path.join(app, 'package.json'), '{ "name": "other", "main": "main.cjs" }')
        await writeFile(path.join(app, 'main.cjs'), script)
        const { status } = await runToEnd(executable(), ['schema'], { cwd: folder })
        expect(status).not.toBe(7)
        expect(existsSync(mark)).toBe(false)
      } finally {
        await rename(aside, archive)
        await rm(app, { recursive: true })
      }
    })

    test('no debugger is let in', async () => {
      const file = path.join(folder, 'long.json')
      const steps = [
        { do: 'listen', as: 'server' },
        { do: 'wait', ms: 60_000 },
      ]
      await writeFile(file, JSON.stringify({ version: 1, steps }))
      const port = await freePort()
      const child = spawn(executable(), [`--inspect=127.0.0.1:${port}`, 'run', file, '--format', 'ndjson'], {
        env: NO_DISPLAY,
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      const ended = once(child, 'exit')
      let said = ''
      child.stderr.on('data', (text) => {
        said += text
      })
      // Node would have opened it before anything runs.
      for await (const text of child.stdout) if (String(text).includes('"listening"')) break
      await expect(connect(port)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
      child.kill('SIGKILL')
      await ended
      expect(said).not.toMatch(/debugger/i)
    })
  })
})

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function connect(port: number): Promise<void> {
  const socket = net.connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.destroy()
}
