import { describe, expect, test } from 'vitest'
import { parseInput } from '../../src/renderer/composer/parse'
import {
  emptyClients,
  emptyServer,
  fieldOf,
  isAllInterfaces,
  readClients,
  readServer,
} from '../../src/renderer/dialogs/forms'
import { commandSchema } from '../../src/shared/commands'

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

describe('the dialog for new clients', () => {
  test('names a server, or host and port', () => {
    expect(readClients(emptyClients('server'))).toEqual({ command: { do: 'connect', to: 'server' } })
    const elsewhere = { ...emptyClients(''), host: 'localhost', port: '80', count: '3', name: 'crowd' }
    const read = readClients(elsewhere)
    expect(read).toEqual({ command: { do: 'connect', as: 'crowd', host: 'localhost', port: 80, count: 3 } })
    expect(commandSchema.safeParse('command' in read && read.command).success).toBe(true)
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
  expect(fieldOf(emptyServer, 'somewhere')).toBeUndefined()
  expect(fieldOf(emptyServer, undefined)).toBeUndefined()
})

describe('what is typed to be sent', () => {
  test('text with its line ending', () => {
    expect(parseInput('hi', 'text', 'crlf')).toEqual({ ok: true, bytes: 4, payload: { text: 'hi\r\n' } })
    expect(parseInput('né', 'text', 'none')).toMatchObject({ bytes: 3 })
    expect(parseInput('', 'text', 'none')).toEqual({ ok: false, problem: 'nothing' })
    expect(parseInput('', 'text', 'lf')).toMatchObject({ ok: true, bytes: 1 })
  })

  test('hex, and what is wrong with it', () => {
    expect(parseInput(' 48 65 6C ', 'hex', 'lf')).toEqual({
      ok: true,
      bytes: 3,
      payload: { hex: '48 65 6C' },
    })
    expect(parseInput('48 6', 'hex', 'none')).toEqual({ ok: false, problem: 'oddHex', part: '6' })
    expect(parseInput('48 zz', 'hex', 'none')).toEqual({ ok: false, problem: 'badHex', part: 'zz' })
    expect(parseInput('0x48', 'hex', 'none')).toEqual({ ok: false, problem: 'badHex', part: '0x48' })
  })
})
