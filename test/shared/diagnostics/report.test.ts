import { expect, test } from 'vitest'
import { type Diagnosis, diagnosticsText, LOG_LINES } from '../../../src/shared/diagnostics/report'
import type { EventDraft, LabEvent } from '../../../src/shared/events'
import { emptyModel, type Model } from '../../../src/shared/model/model'
import { reduce } from '../../../src/shared/model/reduce'
import { DEFAULT_LIMITS } from '../../../src/shared/session'

function modelOf(...drafts: EventDraft[]): Model {
  const model = emptyModel()
  let seq = 0
  for (const draft of drafts) reduce(model, { ...draft, seq: ++seq } as LabEvent)
  return model
}

function report(changes: Partial<Diagnosis> = {}): string {
  return diagnosticsText({
    version: '1.2.3',
    versions: { electron: '33.2.1', chrome: '130.0.6723.137', node: '20.18.1' },
    machine: {
      platform: 'linux',
      release: '6.1.0',
      arch: 'x64',
      locale: 'zh-CN',
      session: 'wayland',
      from: 'sources',
      carried: true,
      sandboxed: false,
      displays: [{ width: 2560, height: 1440, scale: 1.5 }],
      memory: 123_456_789,
      uptime: 61_200,
    },
    window: {
      language: 'en',
      dark: true,
      width: 1280,
      height: 800,
      reducedMotion: true,
      moreContrast: false,
      zoom: 1.25,
    },
    settings: {},
    defaults: { zoom: 1, theme: 'system', observe: true, recording: DEFAULT_LIMITS },
    model: emptyModel(),
    recording: { sessions: 3, bytes: 12_000_000, limits: DEFAULT_LIMITS },
    capture: { allowed: false, tool: 'tcpdump', missing: 'right' },
    log: '',
    known: { home: '/home/jane', app: '/opt/lab', user: 'jane', host: 'bluebird' },
    ...changes,
  })
}

/** A line by its name, without it. */
const fact = (text: string, name: string) =>
  text
    .split('\n')
    .find((line) => line.startsWith(`  ${name} `))
    ?.slice(2 + name.length)
    .trim()

test('says what it runs on, and how', () => {
  const text = report()
  expect(text.split('\n')[0]).toBe('Socket Lab 1.2.3: diagnostics')
  expect(fact(text, 'Electron')).toBe('33.2.1 (carried by an npm package)')
  expect(fact(text, 'Chromium')).toBe('130.0.6723.137')
  expect(fact(text, 'system')).toBe('linux 6.1.0 x64, wayland')
  expect(fact(text, 'sandbox')).toBe('off')
  expect(fact(text, 'language')).toBe('en (system: zh-CN)')
  expect(fact(text, 'theme')).toBe('system, dark now')
  expect(fact(text, 'size')).toBe('1280 × 800, zoom 125 %')
  expect(fact(text, 'display 1')).toBe('2560 × 1440, scale 1.5')
  expect(fact(text, 'wishes')).toBe('reduced motion')
  expect(fact(text, 'capturing')).toBe('not allowed: no right (tcpdump)')
  expect(fact(text, 'sessions')).toBe('3, 12 MB')
})

test('has the settings that differ, and of words only that they are set', () => {
  const none = report({ settings: { zoom: 1, theme: 'system', recording: { ...DEFAULT_LIMITS } } })
  expect(none).toContain('Settings that differ from the defaults\n  none')
  const text = report({
    settings: {
      zoom: 1.1,
      theme: 'dark',
      observe: false,
      folder: '/home/jane/salary',
      recording: { ...DEFAULT_LIMITS, sessions: 7, folder: '/srv/salary' },
      later: 'salary',
    },
  })
  expect(fact(text, 'zoom')).toBe('1.1')
  expect(fact(text, 'theme')).toBe('dark, dark now')
  expect(fact(text, 'observe')).toBe('false')
  expect(fact(text, 'folder')).toBe('(set)')
  expect(fact(text, 'later')).toBe('(set)')
  expect(fact(text, 'recording.sessions')).toBe('7')
  expect(text).not.toMatch(/salary|jane/)
})

test('counts sockets by kind and state, and failures by code, without their names and addresses', () => {
  const listening = {
    kind: 'listening',
    t: 1,
    socket: 'salary-server',
    local: '10.1.2.3:80',
    backlog: 1,
    queueLimit: 2,
    allowHalfOpen: false,
    respond: 'none',
  } as EventDraft
  const listen = { kind: 'state', t: 1, socket: 'salary-server', from: 'CLOSED', to: 'LISTEN' }
  const failed = {
    kind: 'failed',
    t: 2,
    code: 'ECONNREFUSED',
    message: 'connect ECONNREFUSED 10.1.2.3:443 s3cret',
  } as EventDraft
  const model = modelOf(
    listening,
    { ...listen, because: [1], rule: 'listen', by: 'inferred', confidence: 'exact' } as unknown as EventDraft,
    failed,
    failed,
  )
  const text = report({ model })
  expect(fact(text, 'listener')).toBe('LISTEN 1')
  expect(fact(text, 'failures')).toBe('2, the newest: ECONNREFUSED 2')
  expect(fact(text, 'events')).toBe('4')
  expect(text).not.toMatch(/salary|10\.1|s3cret/)
})

test('has the newest lines of the log, without what is private', () => {
  const at = (n: number) =>
    `[2026-01-31 12:00:00.${String(n).padStart(3, '0')}] [error] ${n} open '/home/jane/x' 10.1.2.3`
  const text = report({ log: Array.from({ length: 80 }, (_, n) => at(n)).join('\n') })
  const lines = text.trimEnd().split('\n').slice(-LOG_LINES)
  expect(lines[0]).toBe("[2026-01-31 12:00:00.030] [error] 30 open '…' <address>")
  expect(lines.at(-1)).toContain('] 79 ')
  expect(report()).toMatch(/log\n {2}none\n$/)
})

test('goes without what can’t be known', () => {
  const text = report({ recording: undefined, capture: undefined, versions: {} })
  expect(fact(text, 'capturing')).toBe('unknown')
  expect(fact(text, 'Electron')).toContain('?')
})
