import { once } from 'node:events'
import net from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { CurrentLab } from '../../src/main/desktop/current-lab'
import { type News, newsOf } from '../../src/main/desktop/notifying/news'
import { LEAST_PAUSE_MS, LONG_MS, Notifier } from '../../src/main/desktop/notifying/notifier'
import { wordsOf } from '../../src/main/desktop/notifying/words'
import { labelsFor } from '../../src/main/desktop/window/labels'
import { Lab } from '../../src/main/engine/lab'
import type { EventDraft, LabEvent } from '../../src/shared/events'
import { Desktop } from './support/requests'

const none = new Map<string, string>()
const at = { t: 1, seq: 1 }
const failed = (code: string, syscall?: string, socket: string | null = 'alice') =>
  ({
    ...at,
    kind: 'failed',
    code,
    message: code,
    ...(syscall && { syscall }),
    ...(socket && { socket }),
  }) as LabEvent

describe('what is news', () => {
  test.each([
    [failed('ECONNRESET', 'read'), 'reset'],
    [failed('EPIPE', 'write'), 'reset'],
    [failed('ECONNREFUSED', 'connect'), 'failed'],
    [failed('ETIMEDOUT', 'connect'), 'failed'],
    [failed('EADDRINUSE', 'listen'), 'listenerFailed'],
    [failed('EMFILE', 'accept'), 'listenerFailed'],
  ])('a failure: %j', (event, what) => {
    expect(newsOf(event, none)).toEqual({
      what,
      socket: 'alice',
      code: event.kind === 'failed' && event.code,
    })
  })

  test.each([
    ['a refusal of the lab’s own', failed('LAB_NOT_POSSIBLE')],
    ['a failure of no socket', failed('EIO', 'read', null)],
    ['a message', { ...at, kind: 'received', socket: 'alice', bytes: 1, offset: 0, index: 0 }],
    ['an orderly end', { ...at, kind: 'closed', socket: 'alice', hadError: false }],
    ['a load in its course', { ...at, kind: 'load', socket: 'crowd', phase: 'progress' }],
    ['a load that ends with the lab', { ...at, kind: 'load', socket: 'crowd', phase: 'ended', by: 'lab' }],
    ['a recording that begins', { ...at, kind: 'recording', phase: 'started', session: 's' }],
    ['a recording without bytes', { ...at, kind: 'recording', phase: 'limited', of: 'payloads', limit: 1 }],
    ['a foreign end of a connection', { ...at, kind: 'found', as: 'server', socket: 'x', local: '::1:9' }],
  ])('not %s', (_what, event) => {
    expect(newsOf(event as LabEvent, none)).toBeUndefined()
  })

  test('the end of a load, and of a recording', () => {
    const ended = { ...at, kind: 'load', socket: 'crowd', phase: 'ended', by: 'time' } as LabEvent
    expect(newsOf(ended, none)).toEqual({ what: 'loadEnded', socket: 'crowd' })
    const error = { code: 'ENOSPC', message: 'no space' }
    const full = { ...at, kind: 'recording', phase: 'failed', error } as LabEvent
    expect(newsOf(full, none)).toEqual({ what: 'recordingFailed', code: 'ENOSPC' })
    const limit = { ...at, kind: 'recording', phase: 'limited', of: 'session', limit: 9 } as LabEvent
    expect(newsOf(limit, none)).toEqual({ what: 'recordingFull' })
  })

  test('a listener of another program, once, and its end', () => {
    const local = '127.0.0.1:8080'
    const found = { ...at, kind: 'found', as: 'listener', socket: local, local, watch: 'app' } as LabEvent
    expect(newsOf(found, none)).toEqual({ what: 'listening', socket: local, local })
    const known = new Map([[local, local]])
    expect(newsOf(found, known)).toBeUndefined()
    const row = { ...at, kind: 'observed', socket: local, by: 'procfs' }
    expect(newsOf({ ...row, state: 'LISTEN' } as LabEvent, known)).toBeUndefined()
    expect(newsOf({ ...row, state: 'CLOSED' } as LabEvent, known)).toEqual({
      what: 'notListening',
      socket: local,
      local,
    })
    expect(newsOf({ ...row, state: 'CLOSED' } as LabEvent, none)).toBeUndefined()
  })
})

describe('what a notification says', () => {
  const all: News[] = [
    { what: 'reset', socket: 'alice', code: 'ECONNRESET' },
    { what: 'failed', socket: 'alice', code: 'ECONNREFUSED' },
    { what: 'listenerFailed', socket: 'server', code: 'EADDRINUSE' },
    { what: 'listening', socket: 'x', local: '127.0.0.1:80' },
    { what: 'notListening', socket: 'x', local: '127.0.0.1:80' },
    { what: 'loadEnded', socket: 'crowd' },
    { what: 'recordingFailed', code: 'ENOSPC' },
    { what: 'recordingFull' },
    { what: 'exported', file: '/home/me/session.pcapng' },
  ]
  test.each(['en', 'zh-CN'])('is whole and its own for each, in %s', (language) => {
    const words = all.map((news) => wordsOf(news, labelsFor(language), (name) => name, 12))
    expect(new Set(words.map(({ title }) => title)).size).toBe(all.length)
    for (const { title, body } of words) {
      expect(`${title}${body}`).not.toMatch(/[{}]/)
      expect(body).toContain('12')
    }
  })

  test('has the names that people gave, and never what a terminal or a screen would obey', () => {
    const [reset] = all as [News]
    const english = labelsFor('en')
    expect(wordsOf(reset, english, () => 'Bob', 0)).toEqual({ title: 'Bob was reset', body: 'ECONNRESET' })
    expect(wordsOf(reset, english, () => 'a\u202eb{count}', 2).title).toBe('a\\u{202e}b{count} was reset')
    expect(wordsOf({ what: 'exported', file: '/a/b\n.csv' }, english, () => '', 0).title).toBe(
      'b\\n.csv is exported',
    )
  })
})

describe('notifications', () => {
  let desktop: Desktop
  beforeEach(async () => {
    desktop = new Desktop()
    await desktop.ask('execute', { command: { do: 'listen', as: 'server' } })
    await desktop.event((event) => event.kind === 'listening')
    await desktop.ask('setSettings', { change: { notify: true } })
    desktop.inFront = false
  })

  async function connect(name: string): Promise<void> {
    await desktop.ask('execute', { command: { do: 'connect', as: name, to: 'server' } })
    await desktop.event((event) => event.kind === 'accepted' && event.socket === `${name}@server`)
    await desktop.event((event) => event.kind === 'connected' && event.socket === name)
  }

  /** Resets a client; its other end is told so. */
  async function reset(name: string): Promise<void> {
    await connect(name)
    await desktop.ask('execute', { command: { do: 'reset', socket: name } })
    await desktop.event((event) => event.kind === 'failed' && event.socket === `${name}@server`)
  }

  test('tell of a reset while the window is not in front, once', async () => {
    await reset('alice')
    expect(desktop.notified).toEqual([{ title: 'alice@server was reset', body: 'ECONNRESET' }])
  })

  test('are in the language of the window, and have the name that a person gave', async () => {
    const headings = {
      file: '文',
      edit: '文',
      socket: '文',
      message: '文',
      view: '文',
      time: '文',
      help: '文',
    }
    await desktop.ask('setMenu', { language: 'zh-CN', headings, items: {} })
    await connect('alice')
    await desktop.ask('execute', { command: { do: 'rename', socket: 'alice@server', to: 'Bob' } })
    await desktop.ask('execute', { command: { do: 'reset', socket: 'alice' } })
    await desktop.event((event) => event.kind === 'failed')
    expect(desktop.notified.map(({ title }) => title)).toEqual(['Bob 被重置'])
  })

  test.each([
    ['the window is in front', async () => Object.assign(desktop, { inFront: true })],
    ['the person doesn’t want them', () => desktop.ask('setSettings', { change: { notify: false } })],
    ['the system has none', async () => Object.assign(desktop, { canNotify: false })],
  ])('are not shown where %s', async (_where, make) => {
    await make()
    await reset('alice')
    expect(desktop.notified).toEqual([])
  })

  test('are off unless the person wants them', async () => {
    expect((await new Desktop().ask('settings', {})).values.notify).toBe(false)
  })

  test('bring the window to what they are about', async () => {
    await desktop.ask('attach', {})
    await reset('alice')
    desktop.chooseNotification()
    expect(desktop.shown).toBe(1)
    const show = { type: 'show', lab: desktop.labs.id, socket: 'alice@server' }
    await expect.poll(() => desktop.page.end.shows).toEqual([show])
  })

  test('wait for a window that is still to come', async () => {
    await reset('alice')
    desktop.chooseNotification()
    await desktop.ask('attach', {})
    await expect.poll(() => desktop.page.end.shows.map(({ socket }) => socket)).toEqual(['alice@server'])
  })

  // The tables of other systems cost a process each time.
  test.skipIf(process.platform !== 'linux')(
    'tell of what begins and ceases to listen on a watched port',
    async () => {
      const other = net.createServer().listen(0, '127.0.0.1')
      await once(other, 'listening')
      const { port } = other.address() as net.AddressInfo
      const local = `127.0.0.1:${port}`
      try {
        await desktop.ask('execute', { command: { do: 'watch', as: 'app', port } })
        await desktop.event((event) => event.kind === 'found' && event.as === 'listener')
        expect(desktop.notified).toEqual([{ title: `Something listens on ${local}`, body: '' }])
      } finally {
        other.close()
      }
      await desktop.event((event) => event.kind === 'observed' && event.state === 'CLOSED')
    },
  )
})

describe('the pace of notifications', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
  afterEach(() => void vi.useRealTimers())

  async function make() {
    const labs = new CurrentLab(() => new Lab({ versions: {} }))
    const told: { title: string; body: string }[] = []
    const asked: unknown[] = []
    let choose = () => {}
    const native = {
      inFront: false,
      canNotify: () => true,
      isInFront: () => native.inFront,
      notify: (words: { title: string; body: string }, onChosen: () => void) => {
        told.push(words)
        choose = onChosen
      },
      showWindow: () => {},
    }
    const notifier = new Notifier({
      labs,
      isWanted: () => true,
      labels: () => labelsFor('en'),
      native,
      tell: (request) => asked.push(request) > 0,
    })
    const fail = (socket: string) => labs.lab.log.append({ ...failed('ECONNRESET'), socket } as EventDraft)
    return { labs, told, asked, native, notifier, fail, choose: () => choose() }
  }

  test('is at most one in a few seconds: the others are counted', async () => {
    const { labs, told, asked, fail, choose } = await make()
    fail('one')
    for (let i = 0; i < 13; i++) fail(`more.${i}`)
    expect(told).toEqual([{ title: 'one was reset', body: 'ECONNRESET' }])
    vi.advanceTimersByTime(LEAST_PAUSE_MS - 1)
    expect(told).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(told[1]).toEqual({ title: 'more.12 was reset', body: 'ECONNRESET\nAnd 12 more.' })
    // Of many, none is meant.
    choose()
    expect(asked).toEqual([{ type: 'show', lab: labs.id }])
    vi.advanceTimersByTime(LEAST_PAUSE_MS)
    fail('later')
    expect(told[2]).toEqual({ title: 'later was reset', body: 'ECONNRESET' })
    await labs.dispose()
  })

  test('leaves out what whoever has come back meanwhile sees', async () => {
    const { labs, told, native, fail } = await make()
    fail('one')
    fail('two')
    native.inFront = true
    vi.advanceTimersByTime(LEAST_PAUSE_MS)
    native.inFront = false
    fail('three')
    expect(told.map(({ title, body }) => `${title} ${body}`)).toEqual([
      'one was reset ECONNRESET',
      'three was reset ECONNRESET',
    ])
    await labs.dispose()
  })

  test('has files that took long, and nothing once the program ends', async () => {
    const { labs, told, notifier, fail } = await make()
    notifier.saved('/a/quick.csv', LONG_MS - 1)
    notifier.saved('/a/long.csv', LONG_MS)
    expect(told).toEqual([{ title: 'long.csv is exported', body: '' }])
    fail('one')
    notifier.dispose()
    fail('two')
    vi.advanceTimersByTime(LEAST_PAUSE_MS)
    expect(told).toHaveLength(1)
    await labs.dispose()
  })

  test('goes on in the next lab', async () => {
    const { labs, told, fail } = await make()
    await labs.renew()
    fail('one')
    expect(told).toHaveLength(1)
    await labs.dispose()
  })
})
