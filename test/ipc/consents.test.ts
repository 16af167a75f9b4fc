import { once } from 'node:events'
import net from 'node:net'
import path from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { wantsOf } from '../../src/main/desktop/consent/wants'
import type { ConsentBox } from '../../src/main/desktop/consent/words'
import type { Command } from '../../src/shared/commands'
import { LAB_CODES } from '../../src/shared/errors'
import type { LabEvent } from '../../src/shared/events'
import { Desktop, temporaryFile, temporaryFolder } from './support/requests'
import { ALICE, ECHO, ScenarioDesktop } from './support/scenario-desktop'

// What goes beyond loopback sockets is asked by main itself. Whatever is allowed here stays on this machine: 0.0.0.0 as a goal, and
// ::ffff:127.0.0.1, mean loopback, though no file may use them unasked.

const MAPPED = '::ffff:127.0.0.1'

let desktop: ScenarioDesktop
beforeEach(() => {
  desktop = new ScenarioDesktop()
})

const execute = (command: object) => desktop.ask('execute', { command } as never)
const refusal = (command: object) => desktop.refusal('execute', { command })
const yes = () => {
  desktop.says = () => true
}

/** A port that was free just now. */
async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Whether anybody listens there. */
function isHeard(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

/** A server of another program: this one. */
async function otherServer(): Promise<{ server: net.Server; port: number; calls: () => number }> {
  let calls = 0
  const server = net.createServer((socket) => {
    calls++
    socket.on('error', () => {}).resume()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { server, port: (server.address() as net.AddressInfo).port, calls: () => calls }
}

/** Everything but what the lab says of itself when it begins. */
const happened = () => desktop.events().filter(({ kind }) => kind !== 'opened')

describe('a no', () => {
  test('to listening to the network opens nothing, and has a place and a remedy', async () => {
    const port = await freePort()
    for (const command of [
      { do: 'listen', as: 'server', host: '0.0.0.0', port },
      { do: 'listen', as: 'server', host: '::', port },
      { do: 'bind', as: 'server', host: '0.0.0.0', port },
      { do: 'listen', as: 'server', host: 'some.name', port },
    ]) {
      const error = await refusal(command)
      expect(error).toMatchObject({ code: LAB_CODES.refused, field: 'host' })
      expect(error.advice).toMatch(/Do it again to be asked again/)
    }
    expect(desktop.asked).toHaveLength(4)
    expect(desktop.asked[0]?.detail).toContain(`0.0.0.0:${port}`)
    expect(desktop.asked[0]?.detail).toContain('any network')
    expect(happened()).toEqual([])
    expect(await isHeard(port)).toBe(false)
  })

  test('to calling, sending and passing on calls nobody', async () => {
    const { server, port, calls } = await otherServer()
    await execute({ do: 'bind', as: 'udp' })
    const before = desktop.lab.log.head
    const goal = `[${MAPPED}]:${port}`
    for (const [command, field] of [
      [{ do: 'connect', as: 'a', host: MAPPED, port }, 'host'],
      [{ do: 'connect', as: 'a', transport: 'udp', host: MAPPED, port }, 'host'],
      [{ do: 'connect', as: 'a', host: 'localhost', port, addresses: [MAPPED] }, 'addresses.0'],
      [{ do: 'send', from: 'udp', to: `0.0.0.0:${port}`, text: 'x' }, 'to'],
      [{ do: 'proxy', as: 'a', to: goal }, 'to'],
      [{ do: 'proxy', as: 'a', host: '0.0.0.0', to: `127.0.0.1:${port}` }, 'host'],
      [{ do: 'load', as: 'a', host: '127.0.0.1', port, clients: 1, forMs: 10 }, 'port'],
      [{ do: 'lookup', as: 'a', host: MAPPED }, 'host'],
    ] as const) {
      expect([command, await refusal(command)]).toMatchObject([command, { code: LAB_CODES.refused, field }])
    }
    expect(desktop.asked).toHaveLength(8)
    expect(desktop.lab.log.head).toBe(before)
    expect(calls()).toBe(0)
    server.close()
  })

  test('to a capture reads no packets, and holds for this time only', async () => {
    const on = { source: 'capture', on: true } as const
    expect(await desktop.refusal('setSource', on)).toMatchObject({ code: LAB_CODES.refused })
    expect(happened()).toEqual([])
    yes()
    // Whether it can be had here is another question.
    const reply = await desktop.reply('setSource', on)
    expect(reply.ok ? undefined : reply.error.code).not.toBe(LAB_CODES.refused)
    await desktop.reply('setSource', on)
    expect(desktop.asked).toHaveLength(2)
    await desktop.ask('setSource', { source: 'capture', on: false })
    await desktop.ask('newLab', {})
    expect(desktop.events().filter(({ kind }) => kind === 'source')).toEqual([])
    await desktop.reply('setSource', on)
    expect(desktop.asked).toHaveLength(3)
  })
})

describe('a yes', () => {
  beforeEach(yes)

  test('is asked for once, holds for the very same thing, and is forgotten with the lab', async () => {
    const port = await freePort()
    const command = { do: 'listen', host: '0.0.0.0', port }
    const [name] = (await execute(command)).made
    await desktop.event(({ kind }) => kind === 'listening')
    expect(await isHeard(port)).toBe(true)
    await execute({ do: 'close', socket: name })
    await desktop.event(({ kind }) => kind === 'closed')
    await execute(command)
    expect(desktop.asked).toHaveLength(1)
    await execute({ ...command, port: await freePort() })
    await execute({ ...command, host: '::', ipv6Only: true })
    expect(desktop.asked).toHaveLength(3)
    await desktop.ask('newLab', {})
    await execute(command)
    expect(desktop.asked).toHaveLength(4)
    const next = new Desktop({}, desktop.folder)
    expect(await next.refusal('execute', { command })).toMatchObject({ code: LAB_CODES.refused })
  })

  test('to a call is none to a load, and one to a server none to a proxy', async () => {
    const { server, port, calls } = await otherServer()
    await execute({ do: 'connect', as: 'alice', host: MAPPED, port })
    await desktop.event((event) => event.kind === 'connected' && event.socket === 'alice')
    await execute({ do: 'connect', as: 'bob', host: MAPPED, port })
    expect(desktop.asked).toHaveLength(1)
    const crowd = { do: 'load', as: 'crowd', host: MAPPED, port, clients: 1, everyMs: 5, forMs: 20 }
    await execute(crowd)
    await desktop.event((event) => event.kind === 'load' && event.phase === 'ended')
    expect(calls()).toBe(3)
    expect(desktop.asked).toHaveLength(2)
    const host = '0.0.0.0'
    const free = await freePort()
    const listen = await execute({ do: 'listen', host, port: free })
    await execute({ do: 'close', socket: listen.made[0] })
    await desktop.event(({ kind, socket }) => kind === 'closed' && socket === listen.made[0])
    desktop.says = () => false
    const proxy = { do: 'proxy', as: 'way', host, port: free, to: `127.0.0.1:${port}` }
    expect(await refusal(proxy)).toMatchObject({ code: LAB_CODES.refused, field: 'host' })
    expect(desktop.asked.at(-1)?.detail).toContain(`0.0.0.0:${free} → 127.0.0.1:${port}`)
    expect(await isHeard(free)).toBe(false)
    server.close()
  })

  test('of a UDP socket is for one address', async () => {
    await execute({ do: 'bind', as: 'udp' })
    await execute({ do: 'bind', as: 'other' })
    const bound = (await desktop.event(
      (event) => event.kind === 'listening' && event.socket === 'other',
    )) as Extract<LabEvent, { kind: 'listening' }>
    const port = Number(bound.local.split(':')[1])
    const send = { do: 'send', from: 'udp', text: 'hi', to: `0.0.0.0:${port}`, repeat: 3, everyMs: 0 }
    await execute(send)
    await desktop.event((event) => event.kind === 'received' && event.socket === 'other')
    expect(desktop.asked).toHaveLength(1)
    await execute({ ...send, to: 'other' })
    expect(desktop.asked).toHaveLength(1)
  })
})

describe('loopback', () => {
  test('needs nobody’s word, in whatever way it is called', async () => {
    await execute({ do: 'listen', as: 'a' })
    await execute({ do: 'listen', as: 'b', host: 'localhost' })
    const { server, port } = await otherServer()
    await execute({ do: 'connect', as: 'c', host: '127.0.0.2', port })
    await execute({ do: 'connect', as: 'd', to: 'a' })
    await execute({ do: 'proxy', as: 'e', to: `localhost:${port}` })
    await execute({ do: 'lookup', host: 'localhost' })
    await execute({ do: 'lookup', by: 'gethostname' })
    await execute({ do: 'load', to: 'a', clients: 1, forMs: 10 })
    expect(desktop.asked).toEqual([])
    server.close()
  })
})

describe('an address of this machine', () => {
  const known = {
    isOwn: (host: string) => host === '192.0.2.7',
    serves: () => false,
    servesPath: () => false,
    folderOf: () => '/',
  }
  const wanted = (command: object) => wantsOf(command as Command, known).map(({ key }) => key)

  test('may be called unasked, and be listened on only with a yes', () => {
    expect(wanted({ do: 'connect', host: '192.0.2.7', port: 80 })).toEqual([])
    expect(wanted({ do: 'connect', localAddress: '192.0.2.7', host: '127.0.0.1', port: 80 })).toEqual([])
    expect(wanted({ do: 'proxy', to: '192.0.2.7:80' })).toEqual([])
    expect(wanted({ do: 'send', from: 'a', to: '192.0.2.7:80', text: '' })).toEqual([])
    expect(wanted({ do: 'listen', host: '192.0.2.7', port: 80 })).toEqual(['listen 192.0.2.7:80'])
    expect(wanted({ do: 'load', host: '192.0.2.7', port: 80, clients: 1, forMs: 1 })).toEqual([
      'target 192.0.2.7:80',
    ])
    expect(wanted({ do: 'connect', host: '192.0.2.8', port: 80 })).toEqual(['call 192.0.2.8:80'])
  })
})

describe.skipIf(process.platform === 'win32')('a Unix socket', () => {
  test('of another program is called only once that is allowed: one that starts programs may be among them', async () => {
    const folder = temporaryFolder()
    let calls = 0
    const server = net.createServer((socket) => {
      calls++
      socket.on('error', () => {}).resume()
    })
    const foreign = path.join(folder, 'foreign.sock')
    server.listen(foreign)
    await once(server, 'listening')
    const call = { do: 'connect', as: 'alice', path: foreign }
    expect(await refusal(call)).toMatchObject({ code: LAB_CODES.refused, field: 'path' })
    expect(desktop.asked[0]?.detail).toContain(foreign)
    expect(calls).toBe(0)
    // At those of the lab's own it may call, by whatever path.
    const own = path.join(folder, 'own.sock')
    await execute({ do: 'listen', path: own })
    await desktop.event(({ kind }) => kind === 'listening')
    await execute({ do: 'connect', as: 'bob', path: path.join(folder, '.', 'own.sock') })
    expect(desktop.asked).toHaveLength(1)
    yes()
    await execute(call)
    await desktop.event((event) => event.kind === 'connected' && event.socket === 'alice')
    expect(calls).toBe(1)
    server.close()
  })

  test.runIf(process.platform === 'linux')(
    'without a file is none of a scenario’s, unless it listens there',
    async () => {
      const own = `@lab-${process.pid}`
      const source = await desktop.picked([
        { do: 'listen', as: 'server', path: own },
        { do: 'connect', as: 'alice', path: own },
      ])
      await desktop.run(source)
      expect(await desktop.ended()).toMatchObject({ ending: 'done' })
      const foreign = await desktop.picked([{ do: 'connect', as: 'bob', path: '@/tmp/.X11-unix/X0' }])
      expect(await desktop.refusedRun(foreign)).toMatchObject({
        code: LAB_CODES.refused,
        field: 'steps.1.path',
      })
      expect(desktop.asked).toHaveLength(1)
    },
  )
})

describe('several at once', () => {
  /** Answers one by one, as the test says. */
  function answering() {
    const open: ((answer: boolean) => void)[] = []
    desktop.says = () => new Promise((resolve) => open.push(resolve))
    const next = async (answer: boolean) => {
      await expect.poll(() => open.length).toBe(1)
      open.shift()?.(answer)
    }
    return { open, next }
  }
  const wide = (as: string, host = '0.0.0.0') => ({ do: 'listen', as, host })

  test('are one question, if they are the same', async () => {
    const { next } = answering()
    const both = Promise.all([execute(wide('a')), execute(wide('b'))])
    await next(true)
    expect((await both).map(({ made }) => made)).toEqual([['a'], ['b']])
    expect(desktop.asked).toHaveLength(1)
  })

  test('are asked one after the other, if they are not', async () => {
    const { open, next } = answering()
    const both = Promise.all([execute(wide('a')), execute(wide('b', '::'))])
    await expect.poll(() => open.length).toBe(1)
    await execute(ECHO)
    expect(desktop.asked).toHaveLength(1)
    await next(true)
    await next(true)
    await both
    expect(desktop.asked).toHaveLength(2)
  })

  test('end with one no', async () => {
    const { next } = answering()
    const ports = Array.from({ length: 20 }, (_, index) => 40_000 + index)
    const all = Promise.all(ports.map((port) => refusal({ ...wide(`s${port}`), port })))
    await next(false)
    expect(new Set((await all).map(({ code }) => code))).toEqual(new Set([LAB_CODES.refused]))
    expect(desktop.asked).toHaveLength(1)
    expect(happened()).toEqual([])
  })

  test('count for the lab that was open when they were asked', async () => {
    const { next } = answering()
    const late = refusal(wide('a'))
    await expect.poll(() => desktop.asked.length).toBe(1)
    await desktop.ask('newLab', {})
    await next(true)
    expect(await late).toMatchObject({ code: LAB_CODES.refused })
    expect(happened()).toEqual([])
    expect(desktop.lab.execute(wide('a') as Command).error).toMatchObject({ code: LAB_CODES.unconfirmed })
  })

  test('in one request are one question; those that need none are done either way', async () => {
    const commands = [ECHO, wide('a'), ALICE, wide('b', '::')] as Command[]
    const refused = await desktop.ask('executeAll', { commands })
    expect(refused.map(({ ok }) => ok)).toEqual([true, false, true, false])
    expect(refused[3]).toMatchObject({ error: { code: LAB_CODES.refused, field: 'host' } })
    expect(desktop.asked).toHaveLength(1)
    yes()
    const allowed = await desktop.ask('executeAll', {
      commands: [wide('a'), wide('b', '::'), wide('c')] as Command[],
    })
    expect(allowed.map(({ ok }) => ok)).toEqual([true, true, true])
    expect(desktop.asked).toHaveLength(2)
    expect(desktop.asked[1]?.detail).toMatch(/• 0\.0\.0\.0\n[\s\S]*• ::\n/)
  })
})

describe('the engine itself', () => {
  test('refuses what nobody has allowed, so that no other way leads there', async () => {
    for (const command of [
      { do: 'listen', as: 'a', host: '0.0.0.0' },
      { do: 'connect', as: 'a', host: MAPPED, port: 9 },
      { do: 'proxy', as: 'a', host: '::', to: 'localhost:9' },
      { do: 'lookup', host: 'some.name' },
      { do: 'load', host: '127.0.0.1', port: 9, clients: 1, forMs: 10 },
      { do: 'spawn', command: 'node' },
    ] as Command[]) {
      expect([command.do, desktop.lab.execute(command).error?.code]).toEqual([
        command.do,
        LAB_CODES.unconfirmed,
      ])
    }
    expect(desktop.events().filter(({ kind }) => kind === 'listening' || kind === 'connecting')).toEqual([])
    expect(desktop.asked).toEqual([])
  })
})

describe('a scenario', () => {
  const node = process.execPath
  const steps = [
    { do: 'listen', as: 'server', host: '0.0.0.0' },
    { do: 'connect', as: 'alice', to: 'server' },
    { do: 'spawn', as: 'app', command: node, args: ['-e', '0'], env: { A: '1' } },
    { expect: 'exited', at: 'app', code: 0, within: 10_000 },
  ]

  test('asks for all that it wants at once, what can do most first, and runs by that', async () => {
    const folder = temporaryFolder()
    const source = await desktop.picked(steps, { title: 'Wide' }, folder)
    const error = await desktop.refusedRun(source)
    expect(error).toMatchObject({ code: LAB_CODES.refused, field: 'steps.1.host' })
    expect(happened()).toEqual([])
    const [{ message, detail }] = desktop.asked as [ConsentBox]
    expect(message).toContain('“Wide”')
    expect(detail.indexOf(node)).toBeGreaterThan(0)
    expect(detail.indexOf('0.0.0.0')).toBeGreaterThan(detail.indexOf(node))
    for (const part of [`in the folder ${folder}`, 'with A=1', `${node} -e 0`]) expect(detail).toContain(part)
    yes()
    await desktop.run(source)
    expect(await desktop.ended()).toMatchObject({ ending: 'done' })
    expect(desktop.asked).toHaveLength(2)
  })

  test('that wants files from elsewhere learns nothing of them before', async () => {
    const outside = temporaryFile('outside.txt', 'out')
    const none = `${outside}.none`
    const send = (file: string) => ({ do: 'send', from: 'alice', file })
    const source = await desktop.picked([ECHO, ALICE, send(none), send(outside)])
    expect(await desktop.refusedRun(source)).toMatchObject({
      code: LAB_CODES.refused,
      field: 'steps.3.file',
    })
    expect(desktop.asked[0]?.detail).toContain(outside)
    yes()
    expect((await desktop.refusedRun(source)).message).toMatch(/there is no such file/)
  })

  test('in a new lab is asked about before anything is closed', async () => {
    yes()
    const source = await desktop.picked(steps.slice(0, 2))
    await desktop.run(source)
    await desktop.ended()
    const { id } = desktop.labs
    desktop.says = () => false
    expect(await desktop.refusedRun(source, { fresh: true })).toMatchObject({ code: LAB_CODES.refused })
    expect(desktop.labs.id).toBe(id)
    yes()
    await desktop.run(source, { fresh: true })
    expect(await desktop.ended()).toMatchObject({ ending: 'done' })
    expect(desktop.labs.id).not.toBe(id)
    expect(desktop.asked).toHaveLength(3)
    // The same again, by hand, is allowed by now.
    await execute({ do: 'listen', host: '0.0.0.0' })
    expect(desktop.asked).toHaveLength(3)
  })
})

describe('a recorded session', () => {
  test('opens, starts and asks nothing, however it is replayed', async () => {
    desktop = new ScenarioDesktop({}, undefined, false, true)
    await desktop.ask('attach', {})
    yes()
    const port = await freePort()
    await execute({ do: 'listen', as: 'wide', host: '0.0.0.0', port })
    await desktop.event(({ kind }) => kind === 'listening')
    await execute({ do: 'spawn', as: 'app', command: process.execPath, args: ['-e', '0'] })
    await desktop.event(({ kind }) => kind === 'exited')
    await desktop.ask('newLab', {})
    await desktop.desk.journals.settled()
    const asked = desktop.asked.length
    const [session] = await desktop.ask('sessions', {})
    await desktop.ask('openSession', { source: { from: 'library', id: session?.id as string } })
    await desktop.ask('goTo', { seq: 2 })
    await desktop.ask('step', { by: 'event', direction: 1 })
    await desktop.ask('play', { playing: true, speed: 1000 })
    expect(await isHeard(port)).toBe(false)
    expect(happened().filter(({ kind }) => kind === 'asked' || kind === 'listening')).toEqual([])
    expect(await refusal({ do: 'listen', host: '0.0.0.0', port })).toMatchObject({ code: LAB_CODES.past })
    expect(desktop.asked).toHaveLength(asked)
  })
})
