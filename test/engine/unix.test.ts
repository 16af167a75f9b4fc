import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SocketFile } from '../../src/main/engine/unix/socket-file'
import { boundAt } from '../../src/main/engine/unix/table'
import { event, events, openLab, receivedText, socketOf } from '../support/lab'

let folder = ''
let path = ''

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'socket-lab-')))
  path = join(folder, 'echo.sock')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Handles of Unix domain sockets that this process has. */
function pipes(): number {
  return process.getActiveResourcesInfo().filter((name) => /^Pipe/.test(name)).length
}

/** A lab with a listener at `path`. */
async function unixLab(options: Record<string, unknown> = {}) {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server', path, ...options }).done
  return lab
}

/** Leaves a socket file behind, as a program does that is killed. */
function leaveStale(at: string): void {
  const script = `
    const server = require('node:net').createServer().listen(${JSON.stringify(at)}, () => process.kill(process.pid, 'SIGKILL'))`
  spawnSync(process.execPath, ['-e', script])
  expect(statSync(at).isSocket()).toBe(true)
}

describe.skipIf(process.platform === 'win32')('a Unix domain socket', () => {
  test('listens at its path, answers, and takes its file with it', async () => {
    const lab = await unixLab({ respond: { with: 'upper' } })
    expect(await event(lab, 'listening')).toMatchObject({ transport: 'unix', local: path })
    await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
    lab.execute({ do: 'send', from: 'alice', text: 'hello' })
    await event(lab, 'received', 'alice')
    expect(receivedText(lab, 'alice')).toBe('HELLO')
    expect(socketOf(lab, 'alice')).toMatchObject({ transport: 'unix', remote: path, peer: 'alice@server' })
    lab.execute({ do: 'close', socket: 'server' })
    expect(await event(lab, 'closed', 'server')).toMatchObject({ removed: path })
    expect(existsSync(path)).toBe(false)
  })

  test('has no TCP states, whatever happens to it', async () => {
    const lab = await unixLab()
    await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
    lab.execute({ do: 'shutdown', socket: 'alice' })
    await event(lab, 'closed', 'alice')
    await lab.execute({ do: 'connect', as: 'late', path: join(folder, 'nobody') }).done
    expect(events(lab).filter((one) => one.kind === 'state')).toEqual([])
    expect(socketOf(lab, 'alice')).toMatchObject({
      state: 'CLOSED',
      path: [],
      descriptor: 'closed',
      ended: true,
    })
  })

  test('pairs each of a crowd with its own end', async () => {
    const lab = await unixLab({ respond: { with: 'echo' } })
    const { made, done } = lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: 300 })
    await done
    for (const name of made) lab.execute({ do: 'send', from: name, text: name })
    await Promise.all(made.map((name) => event(lab, 'received', name)))
    for (const name of made) {
      expect(receivedText(lab, `${name}@server`)).toBe(name)
      expect(receivedText(lab, name)).toBe(name)
    }
  })

  test.runIf(process.platform === 'linux')(
    'tells its clients from those of other programs that wait before them',
    async () => {
      const lab = await unixLab({ respond: { with: 'echo' } })
      await lab.execute({ do: 'freeze', socket: 'server' }).done
      const stranger = net.connect({ path })
      await once(stranger, 'connect')
      expect(boundAt(path)).toEqual({ sockets: 1, waiting: 1 })
      const { done } = lab.execute({ do: 'connect', as: 'alice', path })
      await done
      await lab.execute({ do: 'thaw', socket: 'server' }).done
      lab.execute({ do: 'send', from: 'alice', text: 'mine' })
      stranger.write('other')
      await event(lab, 'received', 'alice')
      await once(stranger, 'data')
      expect(receivedText(lab, 'alice@server')).toBe('mine')
      expect(receivedText(lab, 'unnamed:1@server')).toBe('other')
      expect(socketOf(lab, 'unnamed:1')).toMatchObject({ role: 'foreign', transport: 'unix', remote: path })
      stranger.destroy()
    },
  )

  test('is frozen and thawed with its file where it was', async () => {
    const lab = await unixLab()
    await lab.execute({ do: 'freeze', socket: 'server' }).done
    expect(readdirSync(folder)).toEqual(['echo.sock'])
    await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
    expect(socketOf(lab, 'alice')).toMatchObject({ descriptor: 'open' })
    expect(socketOf(lab, 'alice').peer).toBeUndefined()
    await lab.execute({ do: 'thaw', socket: 'server' }).done
    expect(socketOf(lab, 'alice').peer).toBe('alice@server')
    lab.execute({ do: 'close', socket: 'server' })
    await event(lab, 'closed', 'server')
    expect(readdirSync(folder)).toEqual([])
  })

  test('serves one client at a time, and its file is there all the time', async () => {
    const lab = await unixLab({ serve: 'one-at-a-time' })
    // Who moves a file changes its ctime.
    const { ctimeMs } = statSync(path)
    for (const as of ['alice', 'bob', 'carol']) {
      await lab.execute({ do: 'connect', as, to: 'server' }).done
      await event(lab, 'accepted', `${as}@server`)
      lab.execute({ do: 'close', socket: as })
      await event(lab, 'closed', `${as}@server`)
    }
    expect(statSync(path).ctimeMs).toBe(ctimeMs)
    lab.execute({ do: 'close', socket: 'server' })
    expect(await event(lab, 'closed', 'server')).toMatchObject({ removed: path })
  })

  test.each([{}, { serve: 'one-at-a-time' }])(
    'leaves no handle behind, however often its own has gone and come: %o',
    async (server) => {
      // Of the test's own process, the freezer's channel not yet among them.
      const before = pipes()
      const lab = await unixLab(server)
      for (const as of ['alice', 'bob', 'carol']) {
        await lab.execute({ do: 'freeze', socket: 'server' }).done
        await lab.execute({ do: 'connect', as, to: 'server' }).done
        await lab.execute({ do: 'thaw', socket: 'server' }).done
        await event(lab, 'accepted', `${as}@server`)
        lab.execute({ do: 'close', socket: as })
        await event(lab, 'closed', `${as}@server`)
      }
      await lab.dispose()
      await expect.poll(pipes).toBe(before)
    },
  )

  test('that is closed while it is frozen leaves no file, and resets whoever waits', async () => {
    const lab = await unixLab()
    await lab.execute({ do: 'freeze', socket: 'server' }).done
    await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
    lab.execute({ do: 'close', socket: 'server' })
    expect(await event(lab, 'dropped')).toMatchObject({ reason: 'listener-closed', peer: 'alice' })
    await event(lab, 'closed', 'server')
    expect(readdirSync(folder)).toEqual([])
  })

  test.runIf(process.platform === 'linux')('turns callers away when the queue is full', async () => {
    const lab = await unixLab({ backlog: 1 })
    await lab.execute({ do: 'freeze', socket: 'server' }).done
    await lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: 3 }).done
    expect(await event(lab, 'failed', 'crowd.3')).toMatchObject({ code: 'EAGAIN', syscall: 'connect' })
    await lab.execute({ do: 'thaw', socket: 'server' }).done
    expect(socketOf(lab, 'crowd.2').peer).toBe('crowd.2@server')
  })

  test('has no RST', async () => {
    const lab = await unixLab()
    await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
    for (const socket of ['alice', 'alice@server'])
      expect(lab.execute({ do: 'reset', socket }).error).toMatchObject({ code: 'LAB_NOT_POSSIBLE' })
    expect(socketOf(lab, 'alice').descriptor).toBe('open')
  })

  test('drops connections over its limit, and says whose', async () => {
    const lab = await unixLab({ maxConnections: 1 })
    await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
    await lab.execute({ do: 'connect', as: 'bob', to: 'server' }).done
    expect(await event(lab, 'dropped')).toMatchObject({ reason: 'maxConnections', peer: 'bob' })
  })

  test('is called by one address, whatever the path says', async () => {
    const lab = await unixLab()
    await lab.execute({ do: 'connect', as: 'alice', path: join(folder, '.', 'x', '..', 'echo.sock') }).done
    expect(socketOf(lab, 'alice').peer).toBe('alice@server')
  })

  test('takes loads, too', async () => {
    const lab = await unixLab({ respond: { with: 'echo' } })
    await lab.execute({ do: 'load', as: 'load', to: 'server', clients: 5, everyMs: 0, forMs: 50 }).done
    const last = events(lab).findLast((one) => one.kind === 'load')
    expect(last).toMatchObject({ phase: 'ended', opened: 5, failed: 0, unanswered: 0 })
  })
})

describe.skipIf(process.platform === 'win32')('what is at the path already', () => {
  test('is a stale file: it is said so, and removed if that is asked for', async () => {
    leaveStale(path)
    const lab = await unixLab()
    expect(await event(lab, 'failed', 'server')).toMatchObject({ code: 'EADDRINUSE', reason: 'stale' })
    await lab.execute({ do: 'connect', as: 'alice', path }).done
    expect(await event(lab, 'failed', 'alice')).toMatchObject({ code: 'ECONNREFUSED', reason: 'stale' })
    await lab.execute({ do: 'listen', as: 'next', path, removeStale: true }).done
    expect(await event(lab, 'listening', 'next')).toMatchObject({ local: path, replaced: true })
    await lab.execute({ do: 'connect', as: 'bob', to: 'next' }).done
    expect(socketOf(lab, 'bob').peer).toBe('bob@next')
  })

  test('is a stale file that may not be removed: it is said why', async () => {
    leaveStale(path)
    chmodSync(path, 0o777)
    chmodSync(folder, 0o555)
    // Nothing keeps root from removing a file.
    const isRoot = process.geteuid?.() === 0
    if (isRoot) process.seteuid?.(65_534)
    try {
      const lab = await unixLab({ removeStale: true })
      const failed = await event(lab, 'failed', 'server')
      expect(failed).toMatchObject({ code: 'EACCES', syscall: 'unlink', address: path, reason: 'path' })
      expect(socketOf(lab, 'server').descriptor).toBe('none')
    } finally {
      if (isRoot) process.seteuid?.(0)
      chmodSync(folder, 0o755)
    }
    expect(readdirSync(folder)).toEqual(['echo.sock'])
  })

  test('is a listener: it is never removed, the lab’s own or another’s', async () => {
    const lab = await unixLab()
    await lab.execute({ do: 'listen', as: 'second', path, removeStale: true }).done
    expect(await event(lab, 'failed', 'second')).toMatchObject({ code: 'EADDRINUSE', reason: 'listened' })
    const there = join(folder, 'other.sock')
    const other = net.createServer().listen(there)
    await once(other, 'listening')
    await lab.execute({ do: 'listen', as: 'third', path: there, removeStale: true }).done
    expect(await event(lab, 'failed', 'third')).toMatchObject({ code: 'EADDRINUSE', reason: 'listened' })
    expect(readdirSync(folder)).toEqual(['echo.sock', 'other.sock'])
    other.close()
    // The look-up whether somebody listens was none of the lab's connections.
    expect(events(lab).some((one) => one.kind === 'accepted')).toBe(false)
  })

  test('is another file: it stays', async () => {
    writeFileSync(path, 'mine')
    const lab = await unixLab({ removeStale: true })
    expect(await event(lab, 'failed', 'server')).toMatchObject({ code: 'EADDRINUSE', reason: 'file' })
    await lab.execute({ do: 'connect', as: 'alice', path }).done
    expect(await event(lab, 'failed', 'alice')).toMatchObject({ reason: 'file' })
    expect(statSync(path).size).toBe(4)
  })

  test('lies in a folder that is missing, or the path is too long', async () => {
    const lab = openLab()
    await lab.execute({ do: 'listen', as: 'lost', path: join(folder, 'none', 'a.sock') }).done
    expect(await event(lab, 'failed', 'lost')).toMatchObject({ code: 'ENOENT', reason: 'folder' })
    const long = join(folder, 'x'.repeat(108))
    const { error } = lab.execute({ do: 'listen', as: 'long', path: long })
    expect(error).toMatchObject({ code: 'ENAMETOOLONG', field: 'path' })
    expect(lab.execute({ do: 'connect', as: 'far', path: long }).error).toMatchObject({
      code: 'ENAMETOOLONG',
    })
    expect(readdirSync(folder)).toEqual([])
  })

  test('has the permissions that are asked for', async () => {
    const lab = await unixLab()
    const mode = statSync(path).mode & 0o777
    expect(await event(lab, 'listening', 'server')).toMatchObject({ mode })
    await lab.execute({ do: 'listen', as: 'all', path: join(folder, 'all'), writableAll: true }).done
    const { mode: open = 0 } = await event(lab, 'listening', 'all')
    expect(open & 0o222).toBe(0o222)
    expect(socketOf(lab, 'all').mode).toBe(open)
  })

  test('is another program’s by the time it is closed: that one stays', () => {
    const file = join(folder, 'a')
    writeFileSync(file, '')
    const own = new SocketFile(file)
    rmSync(file)
    writeFileSync(join(folder, 'b'), '')
    writeFileSync(file, 'theirs')
    expect(own.removeWith(() => rmSync(file, { force: true }))).toBe(false)
    expect(readdirSync(folder)).toEqual(['a', 'b'])
  })
})

test.runIf(process.platform === 'linux')('an abstract address has no file', async () => {
  const lab = openLab()
  const name = `@socket-lab-${process.pid}`
  await lab.execute({ do: 'listen', as: 'server', path: name, respond: { with: 'echo' } }).done
  const listening = await event(lab, 'listening')
  expect(listening).toMatchObject({ transport: 'unix', local: name })
  expect(listening.mode).toBeUndefined()
  await lab.execute({ do: 'connect', as: 'alice', path: name }).done
  expect(socketOf(lab, 'alice').peer).toBe('alice@server')
  await lab.execute({ do: 'listen', as: 'second', path: name, removeStale: true }).done
  expect(await event(lab, 'failed', 'second')).toMatchObject({ code: 'EADDRINUSE', reason: 'listened' })
  await lab.execute({ do: 'connect', as: 'bob', path: `${name}-none` }).done
  expect(await event(lab, 'failed', 'bob')).toMatchObject({ code: 'ECONNREFUSED', reason: 'path' })
})
