import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { emptyDraft, rememberFormat } from '../../src/renderer/composer/drafts'
import { History, Walk } from '../../src/renderer/composer/history'
import { onFirstLine, onLastLine } from '../../src/renderer/composer/lines'
import { sendCommands } from '../../src/renderer/composer/message'
import type { Draft } from '../../src/renderer/composer/parse'
import { progressOf } from '../../src/renderer/composer/repeating'
import { SavedMessages } from '../../src/renderer/composer/saved'
import { ableToSend, sendingClients } from '../../src/renderer/composer/senders'
import { commandSchema } from '../../src/shared/commands'
import { emptyModel, type SocketModel } from '../../src/shared/model/model'
import { established, socket } from './builders'

const draft = (input: string, rest: Partial<Draft> = {}): Draft => ({
  input,
  format: 'text',
  ending: 'none',
  escapes: true,
  ...rest,
})

function modelOf(...sockets: SocketModel[]) {
  const model = emptyModel()
  for (const each of sockets) model.sockets.set(each.name, each)
  return model
}

let kept: Map<string, string>
beforeEach(() => {
  kept = new Map()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  })
})
afterEach(() => vi.unstubAllGlobals())

describe('the history', () => {
  function historyOf(...inputs: string[]): History {
    const history = new History()
    for (const input of inputs) history.push(draft(input))
    return history
  }

  test('is walked as in a shell, and what was being typed waits at its end', () => {
    const walk = new Walk(historyOf('one', 'two'))
    const own = draft('half', { format: 'hex' })
    expect(walk.forward()).toBeUndefined()
    expect(walk.back(own)?.input).toBe('two')
    expect(walk.back(draft('two, changed'))?.input).toBe('one')
    expect(walk.back(draft('one'))).toBeUndefined()
    expect(walk.forward()?.input).toBe('two')
    expect(walk.forward()).toEqual(own)
    expect(walk.forward()).toBeUndefined()
  })

  test('what was sent last and still stands there is not the one before', () => {
    const walk = new Walk(historyOf('one', 'two'))
    expect(walk.back(draft('two'))?.input).toBe('one')
    walk.end()
    expect(walk.back(draft('two', { ending: 'lf' }))?.input).toBe('two')
  })

  test('is there at the next start, without what is doubled, empty or very long', () => {
    const history = historyOf('a', 'a', '', 'x'.repeat(20_000), 'b')
    history.push(draft('b', { ending: 'crlf' }))
    const again = new History().drafts
    expect(again).toEqual([draft('a'), draft('b'), draft('b', { ending: 'crlf' })])
  })

  test('stays bounded in number and in size', () => {
    expect(historyOf(...Array.from({ length: 300 }, (_, i) => `m${i}`)).drafts.length).toBe(100)
    const large = historyOf(...Array.from({ length: 50 }, (_, i) => `${i}`.padEnd(10_000, 'x'))).drafts
    expect(large.reduce((sum, { input }) => sum + input.length, 0)).toBeLessThanOrEqual(256 * 1024)
    expect(large.at(-1)?.input).toMatch(/^49x/)
  })

  test.each([
    '{',
    '{}',
    '[1, {"input": 5}]',
    '[{"input":"a","format":"morse","ending":"none","escapes":true}]',
  ])('what is no history is forgotten: %s', (text) => {
    kept.set('socket-lab.composer.history', text)
    expect(new History().drafts).toEqual([])
  })
})

test('the format is remembered, the text is not', () => {
  expect(emptyDraft()).toEqual(draft(''))
  rememberFormat(draft('secret', { format: 'hex', ending: 'crlf', escapes: false }))
  expect(emptyDraft()).toEqual(draft('', { format: 'hex', ending: 'crlf', escapes: false }))
  expect([...kept.values()].join()).not.toContain('secret')
})

describe('saved messages', () => {
  test('are kept by name, replaced, renamed, removed, and there at the next start', () => {
    const saved = new SavedMessages()
    saved.save('ping', draft('PING'))
    saved.save('hello', draft('hi'))
    saved.save('ping', draft('PING 2', { ending: 'lf' }))
    expect(saved.rename('ping', 'hello')).toBe(false)
    expect(saved.rename('ping', 'a ping')).toBe(true)
    expect(new SavedMessages().current()).toEqual([
      { name: 'a ping', ...draft('PING 2', { ending: 'lf' }) },
      { name: 'hello', ...draft('hi') },
    ])
    saved.remove('hello')
    expect(new SavedMessages().current().map(({ name }) => name)).toEqual(['a ping'])
  })
})

describe('who sends', () => {
  const model = modelOf(
    socket('server', 'listener'),
    established('alice', 'client'),
    established('bob', 'client', { fin: 'sent' }),
    socket('late', 'client', { state: 'SYN_SENT' }),
    established('alice@server', 'accepted'),
    socket('127.0.0.1:5', 'foreign'),
    established('carol', 'client'),
  )
  test('is each that can, here and now', () => {
    expect(ableToSend(model, model.sockets.keys())).toEqual(['alice', 'alice@server', 'carol'])
    expect(sendingClients(model, new Set(['carol']))).toEqual(['alice'])
  })

  test('gets a command of its own that the gate accepts', () => {
    const file = { path: '/tmp/a', name: 'a', bytes: 3 }
    const commands = [
      ...sendCommands(['a', 'b'], { payload: { hex: '00' } }, { times: 3, everyMs: 0 }),
      ...sendCommands(['c'], { file }, { times: 1, everyMs: 500 }),
    ]
    expect(commands).toEqual([
      { do: 'send', from: 'a', hex: '00', repeat: 3, everyMs: 0 },
      { do: 'send', from: 'b', hex: '00', repeat: 3, everyMs: 0 },
      { do: 'send', from: 'c', file: '/tmp/a' },
    ])
    for (const command of commands) expect(commandSchema.safeParse(command).success).toBe(true)
  })
})

test('progress is that of all ends that repeat', () => {
  const repeating = [{ seq: 1, of: 100, everyMs: 5, from: 10 }]
  const model = modelOf(
    established('a', 'client', { repeating, sent: { count: 22, bytes: 22 } }),
    established('b', 'client', { repeating, sent: { count: 500, bytes: 500 } }),
    established('c', 'client'),
  )
  expect(progressOf(model, ['a', 'b', 'c', 'gone'])).toEqual({ sockets: ['a', 'b'], done: 112, of: 200 })
  expect(progressOf(model, ['c'])).toBeUndefined()
})

test('the arrows walk only from the first line up and from the last line down', () => {
  const area = (value: string, at: number) => ({ value, selectionStart: at, selectionEnd: at })
  expect([onFirstLine(area('a\nb', 1)), onLastLine(area('a\nb', 1))]).toEqual([true, false])
  expect([onFirstLine(area('a\nb', 2)), onLastLine(area('a\nb', 2))]).toEqual([false, true])
})
