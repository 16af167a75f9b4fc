import { expect, test } from 'vitest'
import { Page } from '../../src/main/engine/log/page'
import { checksum, decodeLine, inlineBytes, type ReadLine } from '../../src/main/journal/format/line'
import { encodeLine } from '../../src/main/journal/format/line-writer'
import { isWellFormed } from '../../src/main/journal/read/shape'
import { decodeBatch, encodeBatch } from '../../src/main/journal/write/batch'
import type { EventOf, LabEvent } from '../../src/shared/events'

const opened = { kind: 'opened', t: 0, wall: '', origin: '1', versions: {}, seq: 1 } as LabEvent
/** Fields in the order in which the log, the codec and a reader have them. */
const orders: LabEvent[] = [
  { kind: 'note', text: 'a "note" \u0007\u0085\u202e', t: 1.5, seq: 2 },
  { seq: 2, t: 1.5, kind: 'note', text: 'x' },
  { text: 'x', seq: 2, kind: 'note', t: 1.5 },
  { kind: 'note', text: 'x,"t":1.5,"seq":2}', t: 1.5, seq: 2 },
  opened,
]

/** What the engine concludes, in the order of its fields. */
const concluded = {
  kind: 'state',
  socket: 'alice',
  from: 'SYN_SENT',
  to: 'ESTABLISHED',
  provenance: 'inferred',
  tMin: 1.5,
  tMax: 2,
  confidence: 'order',
  alternatives: [],
  because: [3, 4],
  rule: 'connected',
}

test('what comes most is given to the thread as it is, with all of its fields', () => {
  const events = [
    { ...concluded, cause: 4, t: 2, seq: 1 },
    { ...concluded, because: [], alternatives: [['CLOSED'], []], supersedes: 1, t: 3, seq: 2 },
    {
      kind: 'asked',
      command: { do: 'send', from: 'alice', text: '' },
      by: 'user',
      socket: 'alice',
      t: 4,
      seq: 3,
    },
    { kind: 'asked', command: { do: 'send', from: 'all', text: 'hi' }, by: 'lab', cause: 3, t: 4, seq: 4 },
    { kind: 'asked', command: { do: 'send', from: 'alice', text: 'a', repeat: 2 }, by: 'user', t: 5, seq: 5 },
    {
      kind: 'asked',
      command: { do: 'send', from: 'alice', hex: 'ff' },
      by: 'user',
      deferred: true,
      t: 5,
      seq: 6,
    },
    {
      kind: 'sent',
      socket: 'alice',
      bytes: 0,
      offset: 0,
      index: 0,
      queued: 0,
      t: 6,
      seq: 7,
      cause: 6,
      remote: '127.0.0.1:5000',
      peer: 'bob',
    },
    { kind: 'received', socket: 'bob', bytes: 0, offset: 0, index: 0, t: 6, seq: 8, remote: '[::1]:5000' },
  ] as unknown as LabEvent[]
  const decoded = [...decodeBatch(structuredClone(encodeBatch(page(events), 1, 0, 4096)))].map(
    ({ event }) => event,
  )
  expect(decoded).toStrictEqual(events)
  for (const [i, event] of decoded.entries()) {
    const line = encodeLine(event)
    expect(line.startsWith(`{"seq":${event.seq},"t":${event.t},"kind":"${event.kind}"`)).toBe(true)
    expect(decodeLine(Buffer.from(line))).toEqual({ event: events[i] })
    // The same line as if the thread had never been given it.
    expect(JSON.parse(line)).toEqual(JSON.parse(encodeLine(events[i] as LabEvent)))
  }
})

test('a line begins with seq, t and kind, in whichever order the event has them, and is read as what was written', () => {
  for (const event of orders) {
    const line = encodeLine(event)
    expect(line).toMatch(/^\{"seq":\d+,"t":[\d.]+,"kind":"(note|opened)"/)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
    expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/)
    expect(Object.keys(JSON.parse(line)).length).toBe(Object.keys(event).length + 1)
    expect(decodeLine(Buffer.from(line))).toEqual({ event })
  }
})

test('a line says how many events before it were left out', () => {
  const line = encodeLine(opened, undefined, 12)
  expect((decodeLine(Buffer.from(line)) as ReadLine).skipped).toBe(12)
  expect((decodeLine(Buffer.from(line)) as ReadLine).event).toEqual(opened)
})

test('a batch has on the other side what it was made of, but for the rest of what is long', () => {
  const data = new Uint8Array(Buffer.from('a long message that is cut'))
  const message = { socket: 'alice', bytes: data.length, offset: 0, index: 0, data }
  const frame = { link: 1, bytes: 90, data: new Uint8Array([1, 2, 3]) }
  const segment = { kind: 'segment', socket: 'alice', to: 'bob', flags: 'S', bytes: 0, frame }
  const long = 'y'.repeat(5000)
  const events = [
    opened,
    { kind: 'sent', ...message, queued: 5, cause: 7, t: 1, seq: 2 },
    { kind: 'received', ...message, data: new Uint8Array(), t: 1, seq: 3 },
    { kind: 'ended', socket: 'alice', t: 2, seq: 4 },
    { ...segment, t: 3, seq: 5 },
    { kind: 'asked', command: { do: 'send', from: 'alice', text: long }, by: 'user', t: 4, seq: 6 },
    {
      kind: 'asked',
      command: { do: 'listen', respond: { with: 'reply', text: long } },
      by: 'user',
      t: 4,
      seq: 7,
    },
  ] as unknown as LabEvent[]
  const decoded = [...decodeBatch(structuredClone(encodeBatch(page(events), 1, 0, 6)))]
  const cut = `${'y'.repeat(1024)}…`
  expect(decoded.map(({ event }) => event)).toEqual([
    opened,
    { kind: 'sent', ...message, data: undefined, queued: 5, cause: 7, t: 1, seq: 2 },
    { kind: 'received', ...message, data: undefined, t: 1, seq: 3 },
    events[3],
    { ...segment, frame: { link: 1, bytes: 90 }, t: 3, seq: 5 },
    { kind: 'asked', command: { do: 'send', from: 'alice', text: cut }, by: 'user', t: 4, seq: 6 },
    {
      kind: 'asked',
      command: { do: 'listen', respond: { with: 'reply', text: cut } },
      by: 'user',
      t: 4,
      seq: 7,
    },
  ])
  expect(decoded.map(({ data: kept }) => kept && Buffer.from(kept).toString('latin1'))).toEqual([
    undefined,
    'a long',
    '',
    undefined,
    '\u0001\u0002\u0003',
    undefined,
    undefined,
  ])
})

const NUMBERS = [0, 1, 9, 10, 99, 1000, 123_456_789, 2 ** 31 - 1, 2 ** 31, 2 ** 53 - 1, 1e21]
const TIMES = [
  0.001, 0.01, 0.1, 0.12, 0.999, 1.5, 99.9995, 1234.567, 3_000_000_000.001, 1e-7, -0.5, 86_400_000.001,
]
const WORDS = [
  'alice',
  '',
  'a "b" \\ c',
  '\u0000\u001b[31m\u0085\u202e',
  '服务器',
  '🦊',
  '\ud800',
  'x'.repeat(1000),
]

test('numbers and words of all kinds are written as JSON has them', () => {
  const events: object[] = []
  let seq = 0
  for (const n of NUMBERS) {
    for (const t of TIMES) {
      events.push(
        { kind: 'received', socket: 'a', bytes: n, offset: n, index: 0, cause: n, t, seq: ++seq },
        { ...concluded, tMin: -t, tMax: t, because: [n, 1, n], t, seq: ++seq },
      )
    }
  }
  for (const word of WORDS) {
    const socket = word.slice(0, 100)
    const text = { do: 'send', from: socket, text: word }
    const traffic = { written: 1, unsent: 2, read: 3 }
    events.push(
      { ...concluded, socket, rule: word, t: 1, seq: ++seq },
      { kind: 'asked', command: text, by: 'user', socket, deferred: true, t: 1, seq: ++seq },
      { kind: 'asked', command: { ...text, repeat: 2 }, by: 'lab', cause: 3, t: 1, seq: ++seq },
      { kind: 'asked', command: { do: 'close', socket }, by: 'lab', facts: traffic, t: 1, seq: ++seq },
      { kind: 'asked', command: { do: 'nothing' }, by: 'lab', t: 1, seq: ++seq },
      { kind: 'finished', socket, phase: 'queued', facts: { ...traffic, peer: traffic }, t: 1, seq: ++seq },
      { kind: 'closed', socket, hadError: true, cause: 1, t: 1, seq: ++seq },
      { kind: 'ended', socket, t: 1, seq: ++seq },
    )
  }
  for (const event of events as LabEvent[]) {
    const line = encodeLine(event)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
    expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/)
    expect(decodeLine(Buffer.from(line))).toEqual({ event: JSON.parse(JSON.stringify(event)) })
  }
})

test('the bytes of a message are in its line, as text if they are any', () => {
  const all = ['plain', 'two\r\nlines', '"', 'é', '\ud800', '\u0085']
    .map((text) => Buffer.from(text))
    .concat([Buffer.from([0xff, 0]), Buffer.alloc(0), Buffer.alloc(256, 'x'), Buffer.alloc(257, 'x')])
  for (const data of all) {
    const message = { kind: 'sent', socket: 'a', bytes: data.length, offset: 0, index: 0, queued: 0 }
    const place = { at: 7, kept: data.length, sum: checksum(data) }
    const line = encodeLine({ ...message, data, t: 1, seq: 1 } as LabEvent, place)
    const read = decodeLine(Buffer.from(line)) as ReadLine
    expect(read.place).toEqual(place)
    const inline = inlineBytes(read)
    expect(inline && Buffer.from(inline)).toEqual(data.length <= 256 ? Buffer.from(data) : undefined)
  }
})

function page(events: readonly LabEvent[]): Page {
  const page = new Page(1)
  for (const event of events) page.put(event)
  return page
}

test('a message of a layer has its bytes beside its line, like any other', () => {
  const data = new Uint8Array(Buffer.from('hello'))
  const about = { socket: 'alice', bytes: 5, offset: 0, index: 0, cause: 1, t: 3 }
  const events = [
    { kind: 'packed', ...about, span: [0, 9], data, seq: 1 },
    { kind: 'unpacked', ...about, span: [0, 9], reads: 2, broken: 'cutOff', declared: 7, data, seq: 2 },
    { kind: 'unpacked', ...about, seq: 3 },
  ] as unknown as LabEvent[]
  const decoded = [...decodeBatch(structuredClone(encodeBatch(page(events), 1, 0, 3)))]
  expect(decoded.map(({ data: kept }) => kept && Buffer.from(kept).toString())).toEqual([
    'hel',
    'hel',
    undefined,
  ])
  for (const [i, { event }] of decoded.entries()) {
    const { data: _data, ...bare } = events[i] as EventOf<'packed'>
    expect(event).toStrictEqual(bare)
    const place = { at: 7, kept: 5, sum: checksum(data) }
    const line = encodeLine(events[i] as LabEvent, i < 2 ? place : undefined)
    const read = decodeLine(Buffer.from(line)) as ReadLine
    expect(read).toEqual(i < 2 ? { event: bare, place, text: 'hello' } : { event: bare })
    expect(isWellFormed(read.event)).toBe(true)
  }
})

test('a private key is in no journal', () => {
  const tls = { cert: '-----BEGIN CERTIFICATE-----', key: '-----BEGIN PRIVATE KEY-----' }
  const asked = { kind: 'asked', command: { do: 'listen', as: 'server', tls }, by: 'user', t: 1, seq: 1 }
  const batch = structuredClone(encodeBatch(page([asked as unknown as LabEvent]), 1, 0, 4096))
  expect(JSON.stringify([...decodeBatch(batch)])).not.toContain('PRIVATE')
})

test('what a command brings along is cut to what a reader takes', () => {
  const long = 'y'.repeat(2 * 1024 * 1024)
  const commands = [
    { do: 'bind', as: 'box', respond: { with: 'reply', text: long } },
    { do: 'configure', socket: 'box', respond: { with: 'reply', text: long } },
    { do: 'input', socket: 'program', text: long },
  ]
  const events = commands.map((command, i) => ({ kind: 'asked', command, by: 'user', t: 1, seq: i + 1 }))
  const decoded = [...decodeBatch(structuredClone(encodeBatch(page(events as LabEvent[]), 1, 0, 4096)))]
  expect(decoded.map(({ event }) => isWellFormed(event))).toEqual([true, true, true])
  expect(JSON.stringify(decoded).length).toBeLessThan(20_000)
})

test('a delimiter may have been written in several lines', () => {
  const framing = { by: 'delimiter', hex: '0d\n0a' }
  const event = { kind: 'layered', socket: 'alice', framing, t: 1, seq: 1 } as LabEvent
  expect((decodeLine(Buffer.from(encodeLine(event))) as ReadLine).event).toEqual(event)
  expect(isWellFormed(event)).toBe(true)
})

test.each<[string, object, object]>([
  ['a proxy that goes nowhere', { do: 'proxy' }, { to: 'shop' }],
  ['a new name that is none', { do: 'rename', socket: 'alice' }, { to: 'ally' }],
  [
    'a rule that is none',
    { do: 'listen', respond: { with: 'rules', rules: [null] } },
    { respond: { with: 'rules', rules: [{ match: { equals: 'a' } }] } },
  ],
  ['trust in nobody', { do: 'connect', tls: { ca: null } }, { tls: { ca: { of: 'shop' } } }],
  ['framing that is none', { do: 'listen', framing: 5 }, { framing: { by: 'line' } }],
  ['a change of no socket', { do: 'configure', framing: null }, { socket: 'shop' }],
  ['addresses that are none', { do: 'connect', port: 1, addresses: [7] }, { addresses: ['::1'] }],
])('%s: no view is given that', (_what, command, mended) => {
  const asked = (command: object) => ({ kind: 'asked', command, by: 'user', t: 1, seq: 1 }) as LabEvent
  expect(isWellFormed(asked(command))).toBe(false)
  expect(isWellFormed(asked({ ...command, ...mended }))).toBe(true)
})
