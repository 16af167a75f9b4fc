import { describe, expect, test } from 'vitest'
import { type Draft, parseInput } from '../../src/renderer/composer/parse'
import { answerFormOf, readEdit } from '../../src/renderer/dialogs/answer'
import { fieldOf, isAllInterfaces } from '../../src/renderer/dialogs/fields'
import {
  clientsFormOf,
  emptyClients,
  emptyServer,
  readClients,
  readServer,
  serverFormOf,
} from '../../src/renderer/dialogs/forms'
import { emptyFraming, emptyLayers, framingFormOf, layersFor } from '../../src/renderer/dialogs/layers/form'
import { readUnixClients, readUnixServer } from '../../src/renderer/dialogs/unix'
import { commandSchema, type ListenCommand } from '../../src/shared/commands'

describe('the dialog for a new server', () => {
  test.each(['none', 'echo', 'upper', 'broadcast', 'discard'] as const)(
    'makes a valid command: %s',
    (answer) => {
      const read = readServer({ ...emptyServer, answer, delay: '5', thenClose: true, reply: 'left over' })
      expect(commandSchema.safeParse('command' in read && read.command).success).toBe(true)
    },
  )

  test('puts every field where it belongs', () => {
    const form = {
      ...emptyServer,
      name: ' web ',
      port: '8080',
      answer: 'reply',
      reply: 'hi',
      delay: '20',
    } as const
    expect(readServer({ ...form, allowHalfOpen: true, backlog: '1' })).toEqual({
      command: {
        do: 'listen',
        as: 'web',
        host: '127.0.0.1',
        port: 8080,
        respond: { with: 'reply', text: 'hi', delayMs: 20 },
        backlog: 1,
        allowHalfOpen: true,
      },
    })
  })

  test('says what is wrong with each field', () => {
    const form = {
      name: 'a@b',
      host: 'a b',
      port: '65536',
      delay: '-1',
      backlog: '',
      answer: 'reply',
    } as const
    expect(readServer({ ...emptyServer, ...form })).toEqual({
      problems: {
        name: { key: 'name' },
        host: { key: 'host' },
        port: { key: 'integer', min: 0, max: 65_535 },
        delay: { key: 'integer', min: 0, max: 3_600_000 },
        backlog: { key: 'required' },
        reply: { key: 'required' },
      },
    })
  })

  test.each(['0.0.0.0', '::', '[::]', '0', '0:0:0:0:0:0:0:0'])('knows that %s is everything', (host) => {
    expect(isAllInterfaces(host)).toBe(true)
  })
  test.each(['127.0.0.1', '::1', 'localhost', '10.0.0.0', ''])('knows that %j is not', (host) => {
    expect(isAllInterfaces(host)).toBe(false)
  })
})

describe('a dialog that is filled in', () => {
  const server = {
    do: 'listen',
    as: 'web-2',
    host: '::',
    port: 0,
    respond: { with: 'reply', hex: '00 ff', delayMs: 5, thenClose: true },
    backlog: 3,
    maxConnections: 7,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: 1000,
    timeout: 2000,
    allowHalfOpen: true,
    ipv6Only: true,
    exclusive: true,
    serve: 'one-at-a-time',
  } as const

  test('makes another server with the same options, also those it has no field for', () => {
    expect(readServer(serverFormOf(server), server)).toEqual({ command: server })
    const ruled = { ...server, respond: { with: 'rules' as const, rules: [{ match: { equals: 'a' } }] } }
    expect(readServer(serverFormOf(ruled), ruled)).toEqual({ command: ruled })
  })

  test('makes another client with the same options', () => {
    const client = {
      do: 'connect',
      as: 'alice-2',
      host: '10.0.0.1',
      port: 80,
      localAddress: '10.0.0.2',
      localPort: 5000,
      noDelay: true,
      timeout: 1,
    } as const
    expect(readClients(clientsFormOf(client), client)).toEqual({ command: client })
  })

  test('shows a reply with what is invisible as escapes', () => {
    const form = answerFormOf({ with: 'reply', text: 'a\\b\r\n' })
    expect(form).toMatchObject({ replyAs: 'text', reply: 'a\\\\b\\r\\n' })
    expect(readEdit({ ...form, ...emptyFraming, limit: '' }, 'server', undefined)).toEqual({
      command: { do: 'configure', socket: 'server', respond: { with: 'reply', text: 'a\\b\r\n' } },
    })
  })

  test('lifts the limit, sets it, or leaves it', () => {
    const limitOf = (limit: string, before: number | undefined) => {
      const read = readEdit({ ...answerFormOf({ with: 'echo' }), ...emptyFraming, limit }, 's', before)
      return 'command' in read ? read.command.maxConnections : read.problems.limit
    }
    expect(limitOf('', 5)).toBeNull()
    expect(limitOf('6', 5)).toBe(6)
    expect(limitOf('5', 5)).toBeUndefined()
    expect(limitOf('0', 5)).toEqual({ key: 'integerOrNone', min: 1, max: 1_000_000 })
  })
})

describe('what stands above a stream', () => {
  test.each([
    { by: 'line', ending: 'crlf' },
    { by: 'length', bytes: 2, endian: 'little', maxBytes: 5 },
    { by: 'fixed', bytes: 9 },
    { by: 'delimiter', text: '\0|' },
    { by: 'delimiter', hex: 'ff00' },
  ] as const)('comes out of the dialogs as it went in: %o', (framing) => {
    const tls = { minVersion: 'TLSv1.3' as const, generate: { names: ['a.example', '::1'], days: -1 } }
    const server: ListenCommand = { do: 'listen', as: 'x', framing, tls }
    expect(readServer(serverFormOf(server), server)).toMatchObject({ command: { framing, tls } })
    const trusting = { ca: { of: 'x' }, servername: 'a.example', maxVersion: 'TLSv1.2' } as const
    const client = { do: 'connect', to: 'x', framing, tls: trusting } as const
    expect(readClients(clientsFormOf(client), client)).toEqual({ command: client })
    const edited = { ...answerFormOf({ with: 'echo' }), ...framingFormOf(framing), limit: '' }
    expect(readEdit(edited, 'x', undefined, framing)).toMatchObject({ command: { do: 'configure' } })
    expect(readEdit(edited, 'x', undefined, framing)).not.toHaveProperty('command.framing')
    expect(readEdit(edited, 'x', undefined)).toMatchObject({ command: { framing } })
    const plain = { ...edited, ...emptyFraming }
    expect(readEdit(plain, 'x', undefined, framing)).toMatchObject({ command: { framing: null } })
  })

  const PEM = '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n'

  test('has certificates and keys of the person, as text or files', () => {
    const tls = { cert: PEM, key: '/home/me/key.pem', maxVersion: 'TLSv1.2' as const }
    const server: ListenCommand = { do: 'listen', as: 'x', tls }
    const form = serverFormOf(server)
    expect(form).toMatchObject({
      certificate: 'own',
      ownCert: { text: PEM },
      ownKey: { file: '/home/me/key.pem' },
    })
    expect(readServer(form, server)).toHaveProperty('command.tls', tls)
    // Who changes their mind gets neither.
    expect(readServer({ ...form, certificate: 'generated' }, server)).toHaveProperty('command.tls', {
      maxVersion: 'TLSv1.2',
    })
    const client = { do: 'connect', to: 'x', tls: { ca: PEM } } as const
    expect(readClients(clientsFormOf(client), client)).toEqual({ command: client })
    const system = readClients({ ...clientsFormOf(client), trust: 'system' }, client)
    expect(system).toHaveProperty('command.tls', {})
  })

  test('is what the server has, for clients of it', () => {
    const none = { count: 0, bytes: 0 }
    const counts = { packed: none, unpacked: none, broken: 0 }
    expect(layersFor({ tls: 'server', framing: { by: 'line' }, ...counts })).toMatchObject({
      framing: 'line',
      tls: true,
      trust: 'server',
    })
    expect(layersFor(undefined)).toEqual(emptyLayers)
  })

  test('that is wrong is told at its field', () => {
    const problemsOf = (form: Partial<typeof emptyServer>) => {
      const read = readServer({ ...emptyServer, ...form })
      return 'problems' in read ? read.problems : {}
    }
    expect(problemsOf({ framing: 'delimiter' })).toEqual({ delimiter: { key: 'required' } })
    expect(problemsOf({ framing: 'delimiter', delimiter: 'x'.repeat(65) })).toEqual({
      delimiter: { key: 'delimiter', max: 64 },
    })
    expect(problemsOf({ framing: 'fixed', fixedBytes: '0' })).toHaveProperty('fixedBytes')
    expect(problemsOf({ framing: 'line', maxBytes: 'x' })).toHaveProperty('maxBytes')
    expect(problemsOf({ tls: true, minVersion: 'TLSv1.3', maxVersion: 'TLSv1.2' })).toHaveProperty(
      'maxVersion',
    )
    expect(problemsOf({ tls: true, certificateNames: 'a/b' })).toHaveProperty('certificateNames')
    const own = { tls: true, certificate: 'own' } as const
    expect(problemsOf(own)).toEqual({ ownCert: { key: 'required' }, ownKey: { key: 'required' } })
    expect(problemsOf({ ...own, ownCert: { text: 'cert.pem' }, ownKey: { file: '/key.pem' } })).toEqual({
      ownCert: { key: 'pem' },
    })
  })
})

describe('the reply of a server', () => {
  const replyOf = (reply: string, replyAs: 'text' | 'hex') => {
    const read = readServer({ ...emptyServer, answer: 'reply', reply, replyAs })
    return 'command' in read ? read.command.respond : read.problems.reply
  }
  test.each([
    ['OK\\r\\n', 'text', { with: 'reply', text: 'OK\r\n' }],
    ['\\xff', 'text', { with: 'reply', hex: 'ff' }],
    ['4f 4b', 'hex', { with: 'reply', hex: '4f 4b' }],
    ['a\\q', 'text', { key: 'escape', part: '\\q' }],
    ['4', 'hex', { key: 'oddHex' }],
    ['4x', 'hex', { key: 'hex', part: '4x' }],
    ['', 'hex', { key: 'required' }],
  ] as const)('%j as %s', (reply, replyAs, expected) => {
    expect(replyOf(reply, replyAs)).toEqual(expected)
  })
})

describe('the dialog for new clients', () => {
  test('names a server, or host and port', () => {
    expect(readClients(emptyClients('server'))).toEqual({ command: { do: 'connect', to: 'server' } })
    const elsewhere = { ...emptyClients(''), host: 'localhost', port: '80', count: '3', name: 'crowd' }
    const read = readClients(elsewhere)
    expect(read).toEqual({ command: { do: 'connect', as: 'crowd', host: 'localhost', port: 80, count: 3 } })
    expect(commandSchema.safeParse('command' in read && read.command).success).toBe(true)
  })

  test('connects from where it is told, and several from no port of their own', () => {
    const form = { ...emptyClients('server'), localAddress: ' 127.0.0.2 ', localPort: '4000' }
    expect(readClients(form)).toMatchObject({ command: { localAddress: '127.0.0.2', localPort: 4000 } })
    const several = readClients({ ...form, count: '2' })
    expect('command' in several && several.command).toEqual({
      do: 'connect',
      to: 'server',
      count: 2,
      localAddress: '127.0.0.2',
    })
    expect(
      readClients({ ...form, localAddress: '', localPort: '0', keepAlive: true, keepAliveDelay: 'x' }),
    ).toEqual({
      problems: {
        localPort: { key: 'integerOrNone', min: 1, max: 65_535 },
        keepAliveDelay: { key: 'integerOrNone', min: 0, max: 3_600_000 },
      },
    })
  })

  test('says what is wrong', () => {
    expect(readClients({ ...emptyClients(''), count: '1001' })).toEqual({
      problems: { count: { key: 'integer', min: 1, max: 1000 }, port: { key: 'required' } },
    })
  })
})

test('the gate’s fields are found in the dialogs', () => {
  expect(fieldOf(emptyServer, 'as')).toBe('name')
  expect(fieldOf(emptyServer, 'command.respond.text')).toBe('reply')
  expect(fieldOf(emptyServer, 'params.command.port')).toBe('port')
  expect(fieldOf(emptyServer, 'maxConnections')).toBe('limit')
  expect(fieldOf(emptyServer, 'somewhere')).toBeUndefined()
  expect(fieldOf(emptyServer, undefined)).toBeUndefined()
})

const typed = (input: string, rest: Partial<Draft> = {}) =>
  parseInput({ input, format: 'text', ending: 'none', escapes: true, ...rest })

describe('what is typed to be sent', () => {
  test('text with its line ending', () => {
    expect(typed('hi', { ending: 'crlf' })).toEqual({
      ok: true,
      bytes: 4,
      escapes: 0,
      payload: { text: 'hi\r\n' },
    })
    expect(typed('né')).toMatchObject({ bytes: 3 })
    expect(typed('')).toEqual({ ok: false, problem: 'nothing' })
    expect(typed('', { ending: 'lf' })).toMatchObject({ ok: true, bytes: 1 })
  })

  test('text with escapes, and without', () => {
    expect(typed('a\\n\\x00')).toMatchObject({ bytes: 3, escapes: 2, payload: { text: 'a\n\0' } })
    expect(typed('\\xff!', { ending: 'lf' })).toMatchObject({ bytes: 3, payload: { hex: 'ff210a' } })
    expect(typed('C:\\new', { escapes: false })).toMatchObject({ bytes: 6, payload: { text: 'C:\\new' } })
    expect(typed('a\\q')).toEqual({ ok: false, problem: 'badEscape', part: '\\q' })
  })

  test('hex, and what is wrong with it', () => {
    const hex = { format: 'hex', ending: 'lf' } as const
    expect(typed(' 48 65 6C ', hex)).toMatchObject({ ok: true, bytes: 3, payload: { hex: '48 65 6C' } })
    expect(typed('4865', hex)).toMatchObject({ ok: true, bytes: 2, payload: { hex: '4865' } })
    expect(typed('48 6', hex)).toEqual({ ok: false, problem: 'oddHex', part: '6' })
    expect(typed('48 zz', hex)).toEqual({ ok: false, problem: 'badHex', part: 'zz' })
    expect(typed('0x48', hex)).toEqual({ ok: false, problem: 'badHex', part: '0x48' })
  })

  test('no more than one message may have', () => {
    const most = 16 * 1024 * 1024
    expect(typed('x'.repeat(most))).toMatchObject({ ok: true, bytes: most })
    expect(typed('x'.repeat(most), { ending: 'lf' })).toEqual({ ok: false, problem: 'tooLong' })
    expect(typed(`\\xff${'x'.repeat(most / 2)}`)).toEqual({ ok: false, problem: 'tooLong' })
  })
})

describe('the dialogs for Unix domain sockets', () => {
  const form = { ...emptyServer, transport: 'unix', writableAll: true, removeStale: true } as const

  test('say of a socket file who may connect, and nothing of an abstract address, which has none', () => {
    const common = { do: 'listen', respond: { with: 'echo' }, backlog: 511 }
    expect(readUnixServer({ ...form, path: ' /tmp/a.sock ' })).toEqual({
      command: { ...common, path: '/tmp/a.sock', writableAll: true, removeStale: true },
    })
    expect(readUnixServer({ ...form, path: '@a' })).toEqual({ command: { ...common, path: '@a' } })
  })

  test('leave out what only TCP has', () => {
    const tcp = { noDelay: true, keepAlive: true, keepAliveDelay: 'soon', localPort: 'none' }
    const read = readUnixClients({ ...emptyClients('', 'unix'), ...tcp, path: '/tmp/a.sock', byHand: true })
    expect(read).toEqual({ command: { do: 'connect', path: '/tmp/a.sock', reading: 'by-hand' } })
    expect(readUnixClients(emptyClients('', 'unix'))).toEqual({ problems: { path: { key: 'required' } } })
  })
})
