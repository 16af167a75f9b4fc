import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Lab } from '../../../src/main/engine/lab'
import { randomOf } from '../../../src/main/engine/proxy/random'
import type { Faults } from '../../../src/shared/commands'
import type { EventOf, LabEvent } from '../../../src/shared/events'
import { event, events, modelOf, openLab, pathOf, receivedText, socketOf } from '../../support/lab'

/** alice, a proxy with these faults, and an own server that answers. */
async function relayed(faults: Faults, respond: 'upper' | 'none' = 'upper'): Promise<Lab> {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server', respond: { with: respond }, allowHalfOpen: true }).done
  await lab.execute({ do: 'proxy', as: 'proxy', to: 'server', faults }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'proxy', allowHalfOpen: true }).done
  await event(lab, 'accepted', 'alice>proxy@server')
  return lab
}

const at = <K extends LabEvent['kind']>(lab: Lab, kind: K, socket: string): EventOf<K>[] =>
  events(lab).filter((one): one is EventOf<K> => one.kind === kind && one.socket === socket)

const faults = (lab: Lab, given: Faults) => lab.execute({ do: 'configure', socket: 'proxy', faults: given })

test('both ends that a proxy holds are the lab’s, named after the client, and told apart from it', async () => {
  const lab = await relayed({})
  lab.execute({ do: 'send', from: 'alice', text: 'hello' })
  await event(lab, 'received', 'alice')
  expect(receivedText(lab, 'alice')).toBe('HELLO')
  const [read] = at(lab, 'received', 'alice@proxy')
  const [written] = at(lab, 'sent', 'alice>proxy')
  expect(written).toMatchObject({ cause: read?.seq, bytes: 5 })
  expect(at(lab, 'sent', 'alice@proxy')[0]?.cause).toBe(at(lab, 'received', 'alice>proxy')[0]?.seq)
  const { sockets } = modelOf(lab)
  expect(sockets.get('proxy')).toMatchObject({ role: 'listener', proxy: { to: 'server', faults: {} } })
  expect(sockets.get('alice@proxy')).toMatchObject({ role: 'accepted', peer: 'alice', relay: 'alice>proxy' })
  expect(sockets.get('alice>proxy')).toMatchObject({
    role: 'client',
    peer: 'alice>proxy@server',
    relay: 'alice@proxy',
    listener: 'server',
  })
})

test('FIN is passed on as FIN, each direction by itself', async () => {
  const lab = await relayed({}, 'none')
  lab.execute({ do: 'shutdown', socket: 'alice' })
  await event(lab, 'ended', 'alice>proxy@server')
  lab.execute({ do: 'send', from: 'alice>proxy@server', text: 'still here' })
  await event(lab, 'received', 'alice')
  lab.execute({ do: 'shutdown', socket: 'alice>proxy@server' })
  for (const name of ['alice', 'alice@proxy', 'alice>proxy', 'alice>proxy@server'])
    await event(lab, 'closed', name)
  expect(receivedText(lab, 'alice')).toBe('still here')
  expect(pathOf(lab, 'alice')).toContain('FIN_WAIT_2 TIME_WAIT')
  expect(pathOf(lab, 'alice@proxy')).toContain('CLOSE_WAIT LAST_ACK')
  expect(pathOf(lab, 'alice>proxy')).toContain('FIN_WAIT_2 TIME_WAIT')
  expect(pathOf(lab, 'alice>proxy@server')).toContain('CLOSE_WAIT LAST_ACK')
  // Nothing more than the two FINs was asked for.
  const byLab = events(lab).filter(
    (one) => one.kind === 'asked' && one.by === 'lab' && one.command.do !== 'connect',
  )
  expect(byLab.map((one) => (one.kind === 'asked' ? `${one.command.do} ${one.socket}` : ''))).toEqual([
    'shutdown alice>proxy',
    'shutdown alice@proxy',
  ])
})

test.each([
  ['alice', 'alice>proxy@server'],
  ['alice>proxy@server', 'alice'],
])('RST of %s is passed on as RST', async (who, other) => {
  const lab = await relayed({})
  lab.execute({ do: 'reset', socket: who })
  expect(await event(lab, 'failed', other)).toMatchObject({ code: 'ECONNRESET' })
  await event(lab, 'closed', 'alice>proxy')
  await event(lab, 'closed', 'alice@proxy')
})

test('a server that refuses: the client is connected to the proxy, and then reset', async () => {
  const lab = openLab()
  await lab.execute({ do: 'proxy', as: 'proxy', to: '127.0.0.1:1' }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'proxy' }).done
  const refused = await event(lab, 'failed', 'alice>proxy')
  expect(refused).toMatchObject({ code: 'ECONNREFUSED', address: '127.0.0.1:1' })
  expect(await event(lab, 'failed', 'alice')).toMatchObject({ code: 'ECONNRESET' })
  expect(at(lab, 'connected', 'alice')).toHaveLength(1)
  expect(at(lab, 'asked', 'alice@proxy')[0]).toMatchObject({ by: 'lab', command: { do: 'reset' } })
})

test('latency lies between reading and writing', async () => {
  const lab = await relayed({ toServer: { latencyMs: 60 } })
  lab.execute({ do: 'send', from: 'alice', text: 'hello' })
  await event(lab, 'received', 'alice')
  const [read] = at(lab, 'received', 'alice@proxy')
  const [written] = at(lab, 'sent', 'alice>proxy')
  expect((written?.t ?? 0) - (read?.t ?? 0)).toBeGreaterThanOrEqual(59.9)
})

test('slices become writes of that size, and reads of it', async () => {
  const lab = await relayed({ toServer: { slice: { bytes: 2, pauseMs: 20 } } })
  lab.execute({ do: 'send', from: 'alice', text: 'hello' })
  await event(lab, 'received', 'alice', (one) => one.offset + one.bytes === 5)
  expect(at(lab, 'sent', 'alice>proxy').map(({ bytes }) => bytes)).toEqual([2, 2, 1])
  const [read] = at(lab, 'received', 'alice@proxy')
  expect(at(lab, 'sent', 'alice>proxy').every(({ cause }) => cause === read?.seq)).toBe(true)
})

test('a bandwidth spreads what passes', async () => {
  const lab = await relayed({ toServer: { bytesPerSecond: 100 } })
  lab.execute({ do: 'send', from: 'alice', text: 'x'.repeat(25) })
  await event(lab, 'received', 'alice>proxy@server', (one) => one.offset + one.bytes === 25)
  const writes = at(lab, 'sent', 'alice>proxy')
  expect(writes.map(({ bytes }) => bytes)).toEqual([10, 10, 5])
  expect((writes[2]?.t ?? 0) - (writes[0]?.t ?? 0)).toBeGreaterThanOrEqual(199)
})

test('what is held is told, bytes and FIN, and passes when it is released', async () => {
  const lab = await relayed({ toServer: { hold: true } })
  lab.execute({ do: 'send', from: 'alice', text: 'one' })
  const held = await event(lab, 'disturbed', 'alice@proxy')
  expect(held).toMatchObject({ by: 'hold', direction: 'toServer', bytes: 3 })
  expect(held).not.toHaveProperty('ending')
  lab.execute({ do: 'shutdown', socket: 'alice' })
  await event(lab, 'disturbed', 'alice@proxy', ({ ending }) => ending === true)
  expect(socketOf(lab, 'alice@proxy').disturbed).toMatchObject({ by: 'hold', bytes: 3, ending: true })
  expect(at(lab, 'received', 'alice>proxy@server')).toEqual([])
  faults(lab, {})
  const { seq } = await event(lab, 'configured', 'proxy')
  expect(await event(lab, 'disturbed', 'alice@proxy', ({ by }) => by === 'release')).toMatchObject({
    cause: seq,
    bytes: 3,
    ending: true,
  })
  await event(lab, 'ended', 'alice>proxy@server')
  expect(receivedText(lab, 'alice>proxy@server')).toBe('one')
})

test('a limit passes so many bytes, and ends the direction', async () => {
  const lab = await relayed({ toServer: { limit: { bytes: 4 } } })
  lab.execute({ do: 'send', from: 'alice', text: 'hello' })
  await event(lab, 'ended', 'alice>proxy@server')
  expect(receivedText(lab, 'alice>proxy@server')).toBe('hell')
  expect(at(lab, 'disturbed', 'alice@proxy')).toMatchObject([{ by: 'limit', bytes: 1 }])
  await event(lab, 'received', 'alice')
  expect(receivedText(lab, 'alice')).toBe('HELL')
  lab.execute({ do: 'send', from: 'alice', text: ' world' })
  await event(lab, 'disturbed', 'alice@proxy', ({ bytes }) => bytes === 7)
})

test('a limit that stops is silent: neither bytes nor FIN come, and it can be taken back', async () => {
  const lab = await relayed({ toServer: { limit: { bytes: 0, end: 'stop' } } })
  lab.execute({ do: 'send', from: 'alice', text: 'lost' })
  await event(lab, 'disturbed', 'alice@proxy', ({ bytes }) => bytes === 4)
  faults(lab, {})
  lab.execute({ do: 'send', from: 'alice', text: 'found' })
  await event(lab, 'received', 'alice')
  expect(receivedText(lab, 'alice')).toBe('FOUND')
})

test('a limit that is switched on counts from then on', async () => {
  const lab = await relayed({})
  lab.execute({ do: 'send', from: 'alice', text: 'before' })
  await event(lab, 'received', 'alice')
  faults(lab, { toServer: { limit: { bytes: 2 } } })
  lab.execute({ do: 'send', from: 'alice', text: 'after' })
  await event(lab, 'ended', 'alice>proxy@server')
  expect(receivedText(lab, 'alice>proxy@server')).toBe('beforeaf')
})

test('FIN is passed on late', async () => {
  const lab = await relayed({ toServer: { slowCloseMs: 50 } }, 'none')
  lab.execute({ do: 'send', from: 'alice', text: 'hello' })
  lab.execute({ do: 'shutdown', socket: 'alice' })
  const told = await event(lab, 'disturbed', 'alice@proxy')
  expect(told).toMatchObject({ by: 'slowClose', ms: 50, bytes: 0 })
  const fin = await event(lab, 'finished', 'alice>proxy')
  expect(fin.t - told.t).toBeGreaterThanOrEqual(49.9)
})

test('a reset comes after so many bytes, which are there', async () => {
  const lab = await relayed({ toServer: { reset: { afterBytes: 3 } } }, 'none')
  lab.execute({ do: 'send', from: 'alice', text: 'hello' })
  for (const end of ['alice', 'alice>proxy@server']) {
    expect(await event(lab, 'failed', end)).toMatchObject({ code: 'ECONNRESET' })
  }
  expect(receivedText(lab, 'alice>proxy@server')).toBe('hel')
  expect(at(lab, 'disturbed', 'alice@proxy')).toMatchObject([{ by: 'reset', bytes: 2 }])
})

test('a reset that is taken back before the server has answered does not come', async () => {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server', respond: { with: 'upper' } }).done
  const given: Faults = { toServer: { reset: { afterBytes: 0 } } }
  await lab.execute({ do: 'proxy', as: 'proxy', to: 'server', faults: given }).done
  lab.execute({ do: 'connect', as: 'alice', to: 'proxy' })
  await event(lab, 'accepted', 'alice@proxy')
  faults(lab, {})
  await event(lab, 'connected', 'alice')
  lab.execute({ do: 'send', from: 'alice', text: 'still here' })
  await event(lab, 'received', 'alice')
  expect(at(lab, 'disturbed', 'alice@proxy')).toEqual([])
})

test('a reset comes after a time', async () => {
  const lab = await relayed({ both: { reset: { afterMs: 60 } } }, 'none')
  await event(lab, 'failed', 'alice')
  await event(lab, 'closed', 'alice>proxy')
  expect(events(lab).filter(({ kind }) => kind === 'disturbed')).toHaveLength(1)
})

test('a change of the latency holds for what is on its way', async () => {
  const lab = await relayed({ both: { latencyMs: 3_600_000 } })
  lab.execute({ do: 'send', from: 'alice', text: 'hello' })
  await event(lab, 'received', 'alice@proxy')
  faults(lab, {})
  await event(lab, 'received', 'alice')
  expect(receivedText(lab, 'alice')).toBe('HELLO')
})

test('jitter is up to so much, and the same for the same seed', async () => {
  const lab = await relayed({ toServer: { latencyMs: 30, jitterMs: 30 }, seed: 7 })
  const random = randomOf(7, 1, 'toServer')
  const expected: number[] = []
  for (const text of ['one', 'two', 'three']) {
    expected.push(60 * random())
    lab.execute({ do: 'send', from: 'alice', text })
    await event(
      lab,
      'received',
      'alice',
      (one) => Buffer.from(one.data ?? []).toString() === text.toUpperCase(),
    )
  }
  const written = at(lab, 'sent', 'alice>proxy')
  const delays = at(lab, 'received', 'alice@proxy').map(({ t }, index) => (written[index]?.t ?? 0) - t)
  // Timers come late, never early.
  expect(delays.map((delay, index) => delay - (expected[index] ?? 0)).every((late) => late > -0.1)).toBe(true)
  expect(new Set(expected.map((one) => Math.round(one))).size).toBe(3)
  const draws = (seed: number, number: number, direction: 'toServer' | 'toClient') =>
    Array.from({ length: 3 }, randomOf(seed, number, direction))
  expect(draws(7, 1, 'toServer')).toEqual(draws(7, 1, 'toServer'))
  expect(draws(7, 1, 'toClient')).not.toEqual(draws(7, 1, 'toServer'))
  expect(draws(7, 2, 'toServer')).not.toEqual(draws(7, 1, 'toServer'))
})

test('a proxy in front of a proxy, and over IPv6', async () => {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server', host: '::1', respond: { with: 'echo' } }).done
  await lab.execute({ do: 'proxy', as: 'inner', to: 'server', host: '::1' }).done
  await lab.execute({ do: 'proxy', as: 'outer', to: 'inner' }).done
  await lab.execute({ do: 'connect', as: 'crowd', to: 'outer', count: 2 }).done
  lab.execute({ do: 'send', from: 'crowd', text: 'hi' })
  for (const name of ['crowd.1', 'crowd.2']) {
    await event(lab, 'received', name)
    await event(lab, 'received', `${name}>outer>inner@server`)
  }
  expect(lab.execute({ do: 'close', socket: 'crowd>outer>inner@server' }).error).toBeUndefined()
  await event(lab, 'ended', 'crowd.1')
  expect(lab.isTaken('crowd.1>outer')).toBe(true)
  expect(lab.isTaken('alice>outer')).toBe(false)
})

test('a proxy that would call itself does not', async () => {
  const lab = openLab()
  await lab.execute({ do: 'proxy', as: 'first', to: '127.0.0.1:9' }).done
  const port = Number(socketOf(lab, 'first').local?.split(':')[1])
  await lab.execute({ do: 'close', socket: 'first' }).done
  await lab.execute({ do: 'proxy', as: 'proxy', to: `127.0.0.1:${port}`, port }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'proxy' }).done
  expect(await event(lab, 'failed', 'alice')).toMatchObject({ code: 'ECONNRESET' })
  expect(await event(lab, 'failed', 'alice>proxy')).toMatchObject({ code: 'LAB_NOT_POSSIBLE', field: 'to' })
})

test('a proxy whose server’s name leads back to itself calls itself once', async () => {
  const lab = openLab()
  await lab.execute({ do: 'proxy', as: 'first', to: '127.0.0.1:9' }).done
  const port = Number(socketOf(lab, 'first').local?.split(':')[1])
  await lab.execute({ do: 'close', socket: 'first' }).done
  await lab.execute({ do: 'proxy', as: 'proxy', to: `localhost:${port}`, port }).done
  await lab.execute({ do: 'proxy', as: 'outer', to: 'proxy' }).done
  for (const [to, leg] of [
    ['proxy', 'alice>proxy>proxy'],
    ['outer', 'bob>outer>proxy>proxy'],
  ] as const) {
    const as = leg.slice(0, leg.indexOf('>'))
    await lab.execute({ do: 'connect', as, to }).done
    expect(await event(lab, 'failed', leg)).toMatchObject({ code: 'LAB_NOT_POSSIBLE', field: 'to' })
    expect(await event(lab, 'failed', as)).toMatchObject({ code: 'ECONNRESET' })
  }
})

test('what a proxy can’t be is refused', async () => {
  const lab = await relayed({})
  const refused = (command: Parameters<Lab['execute']>[0]) => lab.execute(command).error
  expect(refused({ do: 'proxy', to: 'nobody' })).toMatchObject({ code: 'LAB_UNKNOWN_SOCKET', field: 'to' })
  expect(refused({ do: 'proxy', to: 'alice' })).toMatchObject({ code: 'LAB_NOT_POSSIBLE', field: 'to' })
  expect(refused({ do: 'configure', socket: 'proxy', respond: { with: 'echo' } })).toMatchObject({
    code: 'LAB_NOT_POSSIBLE',
    field: 'respond',
  })
  expect(refused({ do: 'configure', socket: 'server', faults: {} })).toMatchObject({
    code: 'LAB_NOT_POSSIBLE',
    field: 'faults',
  })
  faults(lab, { both: { latencyMs: 5 } })
  expect(lab.madeBy('proxy')).toEqual({
    do: 'proxy',
    as: 'proxy',
    to: 'server',
    faults: { both: { latencyMs: 5 } },
  })
  lab.execute({ do: 'close', socket: 'server' })
  expect(refused({ do: 'proxy', to: 'server' })).toMatchObject({ code: 'LAB_NOT_POSSIBLE', field: 'to' })
})

test('a load on a proxy is measured by what its server answers', async () => {
  const lab = await relayed({ both: { latencyMs: 15 } })
  const run = async (to: string) => {
    await lab.execute({ do: 'load', as: `${to}-load`, to, clients: 2, forMs: 150, everyMs: 20, bytes: 8 })
      .done
    return event(lab, 'load', `${to}-load`, ({ phase }) => phase === 'ended')
  }
  const late = await run('proxy')
  expect(late).toMatchObject({ failed: 0, unanswered: 0 })
  expect(late.latency?.min).toBeGreaterThanOrEqual(30)
  expect(await event(lab, 'load', 'proxy-load', ({ phase }) => phase === 'started')).toMatchObject({
    plan: { measured: 'answer' },
  })
})

test.skipIf(process.platform === 'win32')(
  'a server at a path is called there; it knows no RST, and is closed',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'socket-lab-proxy-'))
    const lab = openLab()
    await lab.execute({ do: 'listen', as: 'server', path: join(folder, 's'), respond: { with: 'upper' } })
      .done
    await lab.execute({
      do: 'proxy',
      as: 'proxy',
      to: 'server',
      faults: { toServer: { slice: { bytes: 2 } } },
    }).done
    await lab.execute({ do: 'connect', as: 'alice', to: 'proxy' }).done
    lab.execute({ do: 'send', from: 'alice', text: 'hello' })
    await event(lab, 'received', 'alice', (one) => one.offset + one.bytes === 5)
    expect(receivedText(lab, 'alice')).toBe('HELLO')
    expect(socketOf(lab, 'alice>proxy')).toMatchObject({ transport: 'unix', relay: 'alice@proxy' })
    lab.execute({ do: 'reset', socket: 'alice' })
    await event(lab, 'closed', 'alice>proxy@server')
    await rm(folder, { recursive: true })
  },
)
