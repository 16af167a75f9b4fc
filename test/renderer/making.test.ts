import { describe, expect, test } from 'vitest'
import type { LabStore } from '../../src/renderer/lab/lab'
import { untrustedServer } from '../../src/renderer/layers/trusting'
import {
  connectAgain,
  duplicateRequest,
  listenAgain,
  type Making,
  makerOf,
  proxyAgain,
  reconnect,
  restart,
} from '../../src/renderer/making/again'
import { freeName, isTaken, series, seriesAfter, underFreeName } from '../../src/renderer/making/names'
import type { Command, ConnectCommand, ListenCommand } from '../../src/shared/commands'
import { LAB_CODES, labError } from '../../src/shared/errors'
import { emptyModel, type SocketModel } from '../../src/shared/model/model'
import { socket } from './builders'

function modelOf(...sockets: SocketModel[]) {
  const model = emptyModel()
  for (const each of sockets) model.sockets.set(each.name, each)
  return model
}

describe('names for what is made again', () => {
  test.each([
    ['alice', 'alice-2'],
    ['alice-2', 'alice-3'],
    ['server-9', 'server-10'],
    ['crowd.2', 'crowd-2-2'],
    ['crowd-2-2', 'crowd-2-3'],
    ['client1', 'client1-2'],
    ['a'.repeat(64), `${'a'.repeat(62)}-2`],
  ])('after %s comes %s', (name, next) => {
    const model = modelOf(socket(name, 'client'))
    expect(freeName(model, seriesAfter(model, name))).toBe(next)
  })

  test('go by what people call it, and pass over names that are taken', () => {
    const model = modelOf(
      socket('alice', 'client', { label: 'bob' }),
      socket('bob-2', 'client'),
      socket('x', 'client', { label: 'bob-3' }),
      socket('bob-4.1', 'client'),
    )
    expect(freeName(model, seriesAfter(model, 'alice'))).toBe('bob-5')
    expect(isTaken(model, 'bob-4')).toBe(true)
  })

  test('the lab has the last word, and other refusals are passed on', async () => {
    const tried: string[] = []
    const refused = (code: string) => ({ ok: false as const, error: labError(code, 'no') })
    const made = await underFreeName(emptyModel(), series('server'), async (name) => {
      tried.push(name)
      return tried.length < 3 ? refused(LAB_CODES.nameTaken) : refused(LAB_CODES.limit)
    })
    expect(tried).toEqual(['server', 'server-2', 'server-3'])
    expect(made).toMatchObject({ error: { code: LAB_CODES.limit } })
  })
})

const listen: ListenCommand = {
  do: 'listen',
  as: 'server',
  host: '::',
  port: 0,
  respond: { with: 'upper' },
  backlog: 4,
  nowait: true,
}
const connect: ConnectCommand = { do: 'connect', as: 'alice', to: 'server', noDelay: true, localPort: 4000 }

describe('what is made again', () => {
  test('listens on the port that was picked', () => {
    const { nowait: _nowait, ...options } = listen
    expect(listenAgain(listen, socket('server', 'listener', { local: '[::]:8123' }))).toEqual({
      ...options,
      port: 8123,
    })
    expect(listenAgain(listen, undefined)).toEqual(options)
  })

  test('connects to the same listener, or to the address that it had', () => {
    const alice = socket('alice', 'client', { remote: '127.0.0.1:8123' })
    const server = socket('server', 'listener')
    expect(connectAgain(modelOf(server, alice), connect, alice)).toEqual(connect)
    const { to: _to, ...options } = connect
    const closed = socket('server', 'listener', { descriptor: 'closed', local: '127.0.0.1:8123' })
    const address = { ...options, host: '127.0.0.1', port: 8123 }
    expect(connectAgain(modelOf(closed, alice), connect, alice)).toEqual(address)
    // It never got as far as an address of its own.
    expect(connectAgain(modelOf(closed), connect, socket('alice', 'client'))).toEqual(address)
  })

  test('trusts the certificate of whoever listens there now', () => {
    const alice = socket('alice', 'client', { remote: '127.0.0.1:8123' })
    const tls = { ca: { of: 'server' }, servername: 'localhost' }
    const closed = socket('server', 'listener', { descriptor: 'closed', local: '127.0.0.1:8123' })
    const none = { count: 0, bytes: 0 }
    const layers = { tls: 'server' as const, packed: none, unpacked: none, broken: 0 }
    const next = socket('server-2', 'listener', { local: '127.0.0.1:8123', layers })
    const again = connectAgain(modelOf(closed, next, alice), { ...connect, tls }, alice)
    expect(again).toMatchObject({ port: 8123, tls: { ca: { of: 'server-2' }, servername: 'localhost' } })
    const alone = connectAgain(modelOf(closed, alice), { ...connect, tls }, alice)
    expect(alone.tls).toEqual({ servername: 'localhost' })

    const unix = { transport: 'unix', descriptor: 'closed', local: '/tmp/a.sock' } as const
    const gone = socket('server', 'listener', unix)
    const there = socket('server-2', 'listener', { ...unix, descriptor: 'open', layers })
    const { localPort: _port, ...byPath } = { ...connect, tls }
    expect(connectAgain(modelOf(gone, there), byPath, undefined)).toMatchObject({
      path: '/tmp/a.sock',
      tls: { ca: { of: 'server-2' } },
    })
  })

  test('a proxy goes to the same server, or to where that was', () => {
    const proxy = { do: 'proxy', to: 'server', port: 0 } as const
    const local = '127.0.0.1:8123'
    const closed = socket('server', 'listener', { descriptor: 'closed', local })
    const next = socket('server-2', 'listener', { local })
    expect(proxyAgain(modelOf(socket('server', 'listener', { local })), proxy)).toEqual(proxy)
    expect(proxyAgain(modelOf(closed, next), proxy)).toEqual({ ...proxy, to: 'server-2' })
    expect(proxyAgain(modelOf(closed), proxy)).toEqual({ ...proxy, to: local })
    expect(proxyAgain(modelOf(closed), { ...proxy, to: '127.0.0.1:1' }).to).toBe('127.0.0.1:1')
  })

  test('is made by the client, or by the listener itself', () => {
    const model = modelOf(
      socket('server', 'listener'),
      socket('alice', 'client'),
      socket('alice@server', 'accepted', { peer: 'alice' }),
      socket('127.0.0.1:1@server', 'accepted', { peer: '127.0.0.1:1' }),
      socket('127.0.0.1:1', 'foreign'),
    )
    expect(
      ['server', 'alice', 'alice@server', '127.0.0.1:1@server', 'nobody'].map(
        (name) => makerOf(model, name)?.name,
      ),
    ).toEqual(['server', 'alice', 'alice', undefined, undefined])
  })
})

/** A lab that takes every command and makes what it is told; `madeBy` answers with `command`. */
function labWith(model: ReturnType<typeof emptyModel>, command: ListenCommand | ConnectCommand) {
  const given: Command[] = []
  const selected: string[] = []
  const refusals: string[] = []
  const ui = {
    execute: async (each: Command) => {
      given.push(each)
      return { ok: true, value: { seq: given.length, made: [] } }
    },
    select: (name: string) => selected.push(name),
    bridge: { request: async () => ({ ok: true, value: command }) },
    notices: { addRefusal: ({ code }: { code: string }) => refusals.push(code) },
  } as unknown as Making
  const lab = {
    model,
    events: { find: () => undefined },
    watch: (watcher: (event: unknown) => void) => {
      queueMicrotask(() => watcher({ kind: 'listening', socket: 'server-2', seq: 9, t: 0 }))
      return () => {}
    },
  } as unknown as LabStore
  return { ui, lab, given, selected, refusals }
}

describe('the acts', () => {
  test('restart closes a listener that still listens, and listens again on its port', async () => {
    const model = modelOf(socket('server', 'listener', { local: '[::]:8123' }))
    const { ui, lab, given, selected } = labWith(model, listen)
    expect(await restart(ui, lab, 'server')).toBe('server-2')
    const { nowait: _nowait, ...options } = listen
    expect(given).toEqual([
      { do: 'close', socket: 'server' },
      { ...options, as: 'server-2', port: 8123 },
    ])
    expect(selected).toEqual(['server-2'])
  })

  test('restart only listens if nothing listens any more', async () => {
    const model = modelOf(socket('server', 'listener', { local: '[::]:8123', descriptor: 'closed' }))
    const { ui, lab, given } = labWith(model, listen)
    await restart(ui, lab, 'server')
    expect(given.map((command) => command.do)).toEqual(['listen'])
  })

  test('reconnect makes one client more, from the same source port', async () => {
    const model = modelOf(socket('server', 'listener'), socket('alice', 'client'))
    const { ui, lab, given, selected } = labWith(model, connect)
    expect(await reconnect(ui, lab, 'alice')).toBe('alice-2')
    expect(given).toEqual([{ ...connect, as: 'alice-2' }])
    expect(selected).toEqual(['alice-2'])
  })

  test('reconnect trusts the server that was not trusted, also behind a proxy', async () => {
    const none = { count: 0, bytes: 0 }
    const layers = { tls: 'server' as const, packed: none, unpacked: none, broken: 0 }
    const error = { ...labError('DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate'), seq: 9, t: 0 }
    const server = socket('server', 'listener', { layers })
    const direct = socket('alice', 'client', { peer: 'alice@server', error })
    const accepted = socket('alice@server', 'accepted', { listener: 'server' })
    const model = modelOf(server, direct, accepted)
    expect(untrustedServer(model, direct)).toBe(server)
    const relayed = socket('bob', 'client', { peer: 'bob@proxy', error })
    const behind = modelOf(
      server,
      relayed,
      socket('bob@proxy', 'accepted', { listener: 'proxy', relay: 'bob>proxy' }),
      socket('bob>proxy', 'client', { relay: 'bob@proxy', peer: 'bob>proxy@server' }),
      socket('bob>proxy@server', 'accepted', { listener: 'server' }),
    )
    expect(untrustedServer(behind, relayed)).toBe(server)

    const expired = { ...error, code: 'CERT_HAS_EXPIRED' }
    expect(untrustedServer(model, { ...direct, error: expired })).toBeUndefined()
    expect(untrustedServer(model, { ...direct, peer: '10.0.0.1:443' })).toBeUndefined()
    const closed = modelOf({ ...server, descriptor: 'closed' }, direct, accepted)
    expect(untrustedServer(closed, direct)).toBeUndefined()

    const command = { ...connect, tls: { servername: 'localhost' } }
    const { ui, lab, given } = labWith(model, command)
    expect(await reconnect(ui, lab, 'alice', 'server')).toBe('alice-2')
    expect(given).toEqual([
      { ...command, as: 'alice-2', tls: { servername: 'localhost', ca: { of: 'server' } } },
    ])
  })

  test('duplicate proposes a free name, and no port that is taken', async () => {
    const model = modelOf(socket('server', 'listener', { local: '[::]:8123' }), socket('alice', 'client'))
    expect(
      await duplicateRequest(labWith(model, listen).ui, labWith(model, listen).lab, 'server'),
    ).toMatchObject({
      name: 'server',
      like: { as: 'server-2', port: 0, respond: { with: 'upper' }, backlog: 4 },
    })
    const clients = labWith(model, connect)
    expect(await duplicateRequest(clients.ui, clients.lab, 'alice')).toEqual({
      name: 'clients',
      like: { do: 'connect', as: 'alice-2', to: 'server', noDelay: true },
    })
  })

  test('what the lab does not tell is a refusal, and nothing is made', async () => {
    const { ui, lab, given, refusals } = labWith(emptyModel(), listen)
    ui.bridge.request = (async () => ({
      ok: false,
      error: labError(LAB_CODES.unknownSocket, 'no'),
    })) as typeof ui.bridge.request
    expect(await restart(ui, lab, 'gone')).toBeUndefined()
    expect(await reconnect(ui, lab, 'gone')).toBeUndefined()
    expect(await duplicateRequest(ui, lab, 'gone')).toBeUndefined()
    expect(given).toEqual([])
    expect(refusals).toEqual([LAB_CODES.unknownSocket, LAB_CODES.unknownSocket, LAB_CODES.unknownSocket])
  })
})
