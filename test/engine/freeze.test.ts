import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import net from 'node:net'
import { describe, expect, test } from 'vitest'
import type { Lab, LabOptions } from '../../src/main/engine/lab'
import { startInNode } from '../../src/main/freezer/start'
import { parseAddress } from '../../src/shared/ids'
import { entered, event, events, modelOf, openLab, pathOf, socketOf } from '../support/lab'

/** A lab with a listener `server` that is frozen. */
async function frozenLab(listen: Record<string, unknown> = {}, options?: LabOptions): Promise<Lab> {
  const lab = openLab(options)
  await lab.execute({ do: 'listen', as: 'server', ...listen }).done
  await freeze(lab)
  return lab
}

async function freeze(lab: Lab) {
  const { done, error } = lab.execute({ do: 'freeze', socket: 'server' })
  expect(error).toBeUndefined()
  await done
}

async function thaw(lab: Lab) {
  const { done, error } = lab.execute({ do: 'thaw', socket: 'server' })
  expect(error).toBeUndefined()
  await done
}

function portOf(lab: Lab): number {
  return parseAddress(socketOf(lab, 'server').local ?? '')?.port ?? 0
}

/** The freezer that a lab starts. */
function watched(): { options: LabOptions; child: () => ChildProcess } {
  let child: ChildProcess | undefined
  const startFreezer = () => {
    child = startInNode()
    return child
  }
  return { options: { startFreezer }, child: () => child as ChildProcess }
}

const kinds = (lab: Lab, socket: string) =>
  events(lab)
    .filter((one) => one.socket === socket)
    .map((one) => one.kind)

test('a frozen listener accepts nothing, its kernel goes on connecting; thawed, it accepts what waits', async () => {
  const lab = await frozenLab()
  expect(socketOf(lab, 'server')).toMatchObject({ frozen: true, state: 'LISTEN' })
  await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
  expect(socketOf(lab, 'alice')).toMatchObject({ state: 'ESTABLISHED' })
  expect(socketOf(lab, 'alice').peer).toBeUndefined()
  await thaw(lab)
  const accepted = await event(lab, 'accepted', 'alice@server')
  expect(accepted).toMatchObject({ peer: 'alice', listener: 'server' })
  const thawed = await event(lab, 'thawed', 'server')
  expect(thawed.seq).toBeLessThan(accepted.seq)
  expect(events(lab).find(({ seq }) => seq === thawed.cause)).toMatchObject({ kind: 'asked' })
  expect(socketOf(lab, 'server')).toMatchObject({ frozen: false, accepted: 1 })
  expect(socketOf(lab, 'alice').peer).toBe('alice@server')
})

test('whoever waited is accepted before the next act, even if that freezes the listener again', async () => {
  const lab = await frozenLab()
  await lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: 20 }).done
  await thaw(lab)
  await freeze(lab)
  expect(socketOf(lab, 'server')).toMatchObject({ accepted: 20, frozen: true })
})

test('what was accepted before lives on', async () => {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server', respond: { with: 'echo' } }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
  await freeze(lab)
  lab.execute({ do: 'send', from: 'alice', text: 'hello' })
  await event(lab, 'received', 'alice')
  lab.execute({ do: 'close', socket: 'alice' })
  await event(lab, 'closed', 'alice@server')
  expect(socketOf(lab, 'server').descriptor).toBe('open')
})

test.runIf(process.platform === 'linux')(
  'with a backlog of 1, two of four clients connect and two stay in SYN_SENT; all are accepted in the end',
  async () => {
    const lab = await frozenLab({ backlog: 1 })
    await lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: 4 }).done
    const states = () => [1, 2, 3, 4].map((i) => socketOf(lab, `crowd.${i}`).state)
    expect(states()).toEqual(['ESTABLISHED', 'ESTABLISHED', 'SYN_SENT', 'SYN_SENT'])
    expect(queueOf(portOf(lab))).toBe(2)
    await thaw(lab)
    // The kernel repeats a SYN after 1 s.
    for (const i of [1, 2, 3, 4]) await event(lab, 'accepted', `crowd.${i}@server`)
    expect(states()).toEqual(Array(4).fill('ESTABLISHED'))
  },
)

/** How many connections the kernel has in the queue of the listener at `port`. */
function queueOf(port: number): number {
  const hex = port.toString(16).toUpperCase().padStart(4, '0')
  const row = readFileSync('/proc/net/tcp', 'latin1')
    .split('\n')
    .find((line) => new RegExp(`^ *\\d+: [0-9A-F]{8}:${hex} [0-9A-F]{8}:0000 0A `).test(line))
  return Number.parseInt(row?.trim().split(/\s+/)[4]?.split(':')[1] ?? '', 16)
}

test('can be frozen again and again, and closed and configured as ever', async () => {
  const lab = await frozenLab({ maxConnections: 1 })
  for (let round = 0; round < 3; round++) {
    await thaw(lab)
    await freeze(lab)
  }
  lab.execute({ do: 'configure', socket: 'server', respond: { with: 'echo' }, maxConnections: 2 })
  await lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: 3 }).done
  await thaw(lab)
  // In the order of the queue; the limit counts from then on.
  await event(lab, 'accepted', 'crowd.2@server')
  expect(await event(lab, 'dropped', 'server')).toMatchObject({ reason: 'maxConnections', peer: 'crowd.3' })
  lab.execute({ do: 'send', from: 'crowd.1', text: 'hello' })
  await event(lab, 'received', 'crowd.1')
  lab.execute({ do: 'close', socket: 'server' })
  expect(await event(lab, 'closed', 'server')).toMatchObject({ hadError: false })
})

test('the limit of connections counts those that were accepted before it was frozen', async () => {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server', maxConnections: 1 }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
  await freeze(lab)
  await lab.execute({ do: 'connect', as: 'bob', to: 'server' }).done
  await thaw(lab)
  expect(await event(lab, 'dropped', 'server')).toMatchObject({ peer: 'bob' })
  await event(lab, 'closed', 'bob')
})

describe('is refused', () => {
  const refusal = (lab: Lab, act: 'freeze' | 'thaw', socket = 'server') =>
    lab.execute({ do: act, socket }).error?.message

  test('where it makes no sense', async () => {
    const lab = openLab()
    await lab.execute({ do: 'listen', as: 'server' }).done
    await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
    expect(refusal(lab, 'thaw')).toBe('server is not frozen: it accepts')
    expect(refusal(lab, 'freeze', 'alice')).toBe('alice is not a listener')
    expect(refusal(lab, 'freeze', 'nobody')).toBe('there is no socket called nobody')
    const { done } = lab.execute({ do: 'freeze', socket: 'server' })
    expect(refusal(lab, 'freeze')).toBe('server is just being frozen')
    expect(refusal(lab, 'thaw')).toBe('server is just being frozen')
    await done
    expect(refusal(lab, 'freeze')).toBe('server is frozen already; thaw lets it accept again')
    const thawing = lab.execute({ do: 'thaw', socket: 'server' })
    expect(refusal(lab, 'thaw')).toBe('server is just being thawed')
    await thawing.done
    lab.execute({ do: 'close', socket: 'server' })
    expect(refusal(lab, 'freeze')).toBe('server is not listening; there is nothing to freeze')
  })

  test('before it listens', async () => {
    const lab = openLab()
    const { done } = lab.execute({ do: 'listen', as: 'server' })
    expect(refusal(lab, 'freeze')).toBe('server is not listening')
    await done
  })
})

describe('clients that wait in the queue', () => {
  test('are accepted in the order in which they came, by their names, and those of other programs too', async () => {
    const lab = await frozenLab()
    await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
    const other = net.connect(portOf(lab), '127.0.0.1')
    await once(other, 'connect')
    await lab.execute({ do: 'connect', as: 'bob', to: 'server' }).done
    await thaw(lab)
    await event(lab, 'accepted', 'bob@server')
    const accepted = events(lab).flatMap((one) => (one.kind === 'accepted' ? [one.peer] : []))
    expect(accepted).toEqual(['alice', `127.0.0.1:${other.localPort}`, 'bob'])
    other.destroy()
    await once(other, 'close')
  })

  test('may send, and are heard when they are accepted', async () => {
    const lab = await frozenLab({ respond: { with: 'upper' } })
    await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
    lab.execute({ do: 'send', from: 'alice', text: 'early' })
    await event(lab, 'sent', 'alice')
    await thaw(lab)
    expect((await event(lab, 'received', 'alice')).bytes).toBe(5)
  })

  test('and close, are accepted in CLOSE_WAIT', async () => {
    const lab = await frozenLab()
    await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
    lab.execute({ do: 'close', socket: 'alice' })
    const closed = await event(lab, 'closed', 'alice')
    expect(pathOf(lab, 'alice')).toBe('SYN_SENT ESTABLISHED FIN_WAIT_1 FIN_WAIT_2')
    await thaw(lab)
    await event(lab, 'closed', 'alice@server')
    expect(pathOf(lab, 'alice@server')).toBe('SYN_RECEIVED ESTABLISHED CLOSE_WAIT LAST_ACK CLOSED')
    expect(pathOf(lab, 'alice')).toBe('SYN_SENT ESTABLISHED FIN_WAIT_1 FIN_WAIT_2 TIME_WAIT')
    const [received, established, waiting] = socketOf(lab, 'alice@server').path
    const called = await event(lab, 'connecting', 'alice')
    const connected = await event(lab, 'connected', 'alice')
    // The handshake was over when the client had connected; FIN came when it closed: both long before it was accepted.
    expect(received).toMatchObject({ tMin: called.t })
    expect(received?.tMax).toBeLessThanOrEqual(connected.t)
    expect(established).toMatchObject({ tMin: called.t, confidence: 'order' })
    expect(waiting?.tMin).toBeLessThanOrEqual(closed.t)
    expect(waiting?.confidence).toBe('order')
  })

  test('and reset, are accepted all the same, and known by name', async () => {
    const lab = await frozenLab()
    for (const as of ['alice', 'bob', 'carol']) await lab.execute({ do: 'connect', as, to: 'server' }).done
    lab.execute({ do: 'reset', socket: 'alice' })
    lab.execute({ do: 'destroy', socket: 'bob' })
    await event(lab, 'closed', 'bob')
    await thaw(lab)
    await event(lab, 'accepted', 'carol@server')
    await event(lab, 'closed', 'alice@server')
    await event(lab, 'closed', 'bob@server')
    expect(pathOf(lab, 'alice')).toBe('SYN_SENT ESTABLISHED CLOSED')
    expect(pathOf(lab, 'alice@server')).toBe('SYN_RECEIVED ESTABLISHED CLOSED')
    // RST came while it was queued, and was read much later.
    const frozen = await event(lab, 'frozen', 'server')
    const gone = socketOf(lab, 'alice@server').path.at(-1)
    expect(gone?.confidence).toBe('order')
    expect(gone?.tMin).toBeLessThan((await event(lab, 'thawed', 'server')).t)
    expect(gone?.tMin).toBeGreaterThan(frozen.t)
    expect(pathOf(lab, 'bob@server')).toBe('SYN_RECEIVED ESTABLISHED CLOSE_WAIT LAST_ACK CLOSED')
    expect(socketOf(lab, 'carol').state).toBe('ESTABLISHED')
  })

  test.runIf(process.platform === 'linux')(
    'or for room in it, and give up, are not taken for one that was reset',
    async () => {
      const lab = await frozenLab({ backlog: 1 })
      for (const as of ['alice', 'bob', 'carol']) await lab.execute({ do: 'connect', as, to: 'server' }).done
      expect(socketOf(lab, 'carol').state).toBe('SYN_SENT')
      lab.execute({ do: 'destroy', socket: 'carol' })
      lab.execute({ do: 'reset', socket: 'bob' })
      await event(lab, 'closed', 'bob')
      await thaw(lab)
      await event(lab, 'accepted', 'bob@server')
      expect(socketOf(lab, 'carol')).toMatchObject({ state: 'CLOSED' })
      expect(pathOf(lab, 'carol')).toBe('SYN_SENT CLOSED')
    },
  )

  test('are connected where the listener is frozen while they call', async () => {
    const lab = openLab()
    await lab.execute({ do: 'listen', as: 'server', backlog: 1 }).done
    const freezing = lab.execute({ do: 'freeze', socket: 'server' }).done
    const calling = lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: 100 }).done
    await Promise.all([freezing, calling])
    // Each call has come to something: none is waited for until somebody thaws the listener.
    for (const { role, state } of modelOf(lab).sockets.values()) {
      if (role === 'client') expect(state).toMatch(/ESTABLISHED|SYN_SENT/)
    }
  })
})

describe('the socket is closed for good', () => {
  test('by close, while it is frozen: the queue is reset', async () => {
    const lab = await frozenLab()
    await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
    const port = portOf(lab)
    lab.execute({ do: 'close', socket: 'server' })
    expect(lab.execute({ do: 'close', socket: 'server' }).error?.code).toBe('LAB_NOT_POSSIBLE')
    const closed = await event(lab, 'closed', 'server')
    expect(closed.hadError).toBe(false)
    const [asked] = events(lab).filter((one) => one.seq === closed.cause)
    // Another process closed it, between the call and its answer.
    expect(socketOf(lab, 'server').path.at(-1)).toMatchObject({
      to: 'CLOSED',
      confidence: 'order',
      tMin: asked?.t,
      tMax: closed.t,
    })
    expect(await event(lab, 'failed', 'alice')).toMatchObject({ code: 'ECONNRESET' })
    await event(lab, 'closed', 'alice')
    expect(events(lab).filter((one) => one.kind === 'dropped')).toMatchObject([
      { reason: 'listener-closed', peer: 'alice' },
    ])
    expect(socketOf(lab, 'server')).toMatchObject({ state: 'CLOSED', frozen: false, descriptor: 'closed' })
    // The port is free at once.
    await lab.execute({ do: 'listen', as: 'again', port }).done
    expect(socketOf(lab, 'again').state).toBe('LISTEN')
  })

  test('by close, while it is being frozen or thawed', async () => {
    const lab = openLab()
    await lab.execute({ do: 'listen', as: 'server' }).done
    const { done } = lab.execute({ do: 'freeze', socket: 'server' })
    lab.execute({ do: 'close', socket: 'server' })
    await done
    await event(lab, 'closed', 'server')
    expect(kinds(lab, 'server')).not.toContain('frozen')

    await lab.execute({ do: 'listen', as: 'other' }).done
    await lab.execute({ do: 'freeze', socket: 'other' }).done
    const thawing = lab.execute({ do: 'thaw', socket: 'other' })
    lab.execute({ do: 'close', socket: 'other' })
    await thawing.done
    await event(lab, 'closed', 'other')
    expect(kinds(lab, 'other')).not.toContain('thawed')
    expect(modelOf(lab).failures).toBe(0)
  })

  test('with the lab, at whatever moment, and its helper process with it', async () => {
    for (const moment of ['freezing', 'frozen', 'thawing', 'closing'] as const) {
      const { options, child } = watched()
      const lab = openLab(options)
      await lab.execute({ do: 'listen', as: 'server' }).done
      const port = portOf(lab)
      const { done } = lab.execute({ do: 'freeze', socket: 'server' })
      if (moment !== 'freezing') await done
      if (moment === 'frozen') await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
      if (moment === 'thawing') lab.execute({ do: 'thaw', socket: 'server' })
      if (moment === 'closing') lab.execute({ do: 'close', socket: 'server' })
      await lab.dispose()
      expect(child().exitCode ?? child().signalCode).not.toBeNull()
      expect(modelOf(lab).failures).toBe(0)
      const free = net.createServer().listen(port, '127.0.0.1')
      await once(free, 'listening')
      free.close()
      await once(free, 'close')
    }
  })

  test('by the death of the helper process: said as what it is', async () => {
    const { options, child } = watched()
    const lab = await frozenLab({}, options)
    await lab.execute({ do: 'listen', as: 'other' }).done
    await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
    child().kill('SIGKILL')
    const failed = await event(lab, 'failed', 'server')
    expect(failed).toMatchObject({ code: 'LAB_HELPER' })
    expect(failed.message).toContain('SIGKILL')
    expect(await event(lab, 'closed', 'server')).toMatchObject({ hadError: true, cause: failed.seq })
    expect(await event(lab, 'failed', 'alice')).toMatchObject({ code: 'ECONNRESET' })
    expect(socketOf(lab, 'server')).toMatchObject({ state: 'CLOSED', error: { code: 'LAB_HELPER' } })
    // Others are frozen by another one.
    await lab.execute({ do: 'freeze', socket: 'other' }).done
    expect(socketOf(lab, 'other').frozen).toBe(true)
  })

  test('by its death while it is thawed', async () => {
    const { options, child } = watched()
    const lab = await frozenLab({}, options)
    child().kill('SIGSTOP')
    const { done } = lab.execute({ do: 'thaw', socket: 'server' })
    child().kill('SIGKILL')
    await done
    expect(kinds(lab, 'server').slice(-3)).toEqual(['failed', 'closed', 'state'])
  })
})

describe('a helper process that can’t do it', () => {
  test.each([
    [
      'that ends at once',
      () => spawn(process.execPath, ['-e', ''], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] }),
    ],
    [
      'that is not there',
      () => spawn('/nowhere/at/all', [], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] }),
    ],
    [
      'whose start throws',
      () => {
        throw new Error('no')
      },
    ],
  ])('%s: the listener goes on accepting', async (_name, startFreezer) => {
    const lab = openLab({ startFreezer })
    await lab.execute({ do: 'listen', as: 'server' }).done
    const { seq, done } = lab.execute({ do: 'freeze', socket: 'server' })
    await done
    expect(await event(lab, 'failed', 'server')).toMatchObject({ code: 'LAB_HELPER', cause: seq })
    expect(socketOf(lab, 'server')).toMatchObject({ frozen: false, state: 'LISTEN' })
    await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
    expect(socketOf(lab, 'alice').peer).toBe('alice@server')
  })
})

describe('over', () => {
  test.each([
    ['IPv6', { host: '::1' }, undefined],
    ['the wildcard address', { host: '0.0.0.0' }, undefined],
    ['the wildcard address of both families', { host: '::' }, '127.0.0.1'],
  ])('%s', async (_name, listen, host) => {
    const lab = await frozenLab(listen)
    const to = host === undefined ? { to: 'server' } : { host, port: portOf(lab) }
    await lab.execute({ do: 'connect', as: 'alice', ...to }).done
    expect(socketOf(lab, 'alice').state).toBe('ESTABLISHED')
    await thaw(lab)
    await event(lab, 'accepted', 'alice@server')
    await entered(lab, 'alice@server', 'ESTABLISHED')
  })
})
