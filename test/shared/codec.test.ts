import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BatchDecoder, BatchEncoder, MOST_NAMES, PREVIEW_BYTES, PREVIEW_TEXT } from '../../src/shared/codec'
import type { LabEvent } from '../../src/shared/events'
import { eventToLine, eventToObject } from '../../src/shared/ndjson'

const message = fc.record({
  t: fc.double({ min: 0, max: 1e9, noNaN: true }),
  kind: fc.constantFrom('sent' as const, 'received' as const, 'packed' as const, 'unpacked' as const),
  socket: fc.constantFrom('alice', 'bob', '你好'),
  bytes: fc.nat(1e9),
  offset: fc.nat(1e12),
  index: fc.nat(1e9),
  data: fc.option(fc.uint8Array({ minLength: 1, maxLength: PREVIEW_BYTES }), { nil: undefined }),
})
/** Some are empty, and have no bytes that would say so. */
const datagram = fc.record({
  t: fc.nat(1e6),
  kind: fc.constantFrom('sent' as const, 'received' as const),
  socket: fc.constantFrom('alice', 'bob'),
  remote: fc.constantFrom('127.0.0.1:5000', '[::1]:5000'),
  peer: fc.option(fc.constantFrom('bob', 'carol'), { nil: undefined }),
  offset: fc.nat(1e12),
  index: fc.nat(1e9),
  data: fc.uint8Array({ maxLength: 3 }),
})
const other = fc.record({
  t: fc.double({ min: 0, max: 1e9, noNaN: true }),
  kind: fc.constant('failed' as const),
  socket: fc.option(fc.constantFrom('alice', 'bob'), { nil: undefined }),
  cause: fc.option(
    fc.nat(1000).map((n) => n + 1),
    { nil: undefined },
  ),
  code: fc.string(),
  message: fc.string({ unit: 'binary', maxLength: 100 }),
})

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as T
}

test('events come back unchanged, however they are cut into batches', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          message,
          datagram.map((one) => ({ ...one, bytes: one.data.length })),
          other,
        ),
      ),
      fc.integer({ min: 1, max: 10 }),
      (drafts, size) => {
        const events = drafts.map((draft, index) => {
          const event = withoutUndefined({ seq: index + 1, ...draft })
          return (event.kind === 'sent' ? { ...event, queued: index } : event) as LabEvent
        })
        const encoder = new BatchEncoder()
        const decoder = new BatchDecoder()
        const back: LabEvent[] = []
        for (let i = 0; i < events.length; i += size) {
          const rows = decoder.read(
            structuredClone(encoder.encode(events.slice(i, i + size), events.length, 0)),
          )
          for (let row = 0; row < rows.length; row++) back.push(rows.eventAt(row))
        }
        expect(back).toEqual(events)
      },
    ),
  )
})

test('long messages and long commands travel as previews', () => {
  const events: LabEvent[] = [
    {
      seq: 1,
      t: 0,
      kind: 'asked',
      by: 'user',
      command: { do: 'send', from: 'a', text: 'x'.repeat(5000) },
      socket: 'a',
    },
    {
      seq: 2,
      t: 0,
      kind: 'sent',
      socket: 'a',
      bytes: 5000,
      offset: 0,
      index: 0,
      queued: 0,
      data: new Uint8Array(5000),
    },
  ]
  const rows = new BatchDecoder().read(new BatchEncoder().encode(events, 2, 0))
  expect(rows.eventAt(1)).toMatchObject({ bytes: 5000 })
  expect((rows.eventAt(1) as { data: Uint8Array }).data).toHaveLength(PREVIEW_BYTES)
  expect((rows.eventAt(0) as { command: { text: string } }).command.text).toHaveLength(PREVIEW_TEXT + 1)
  // The socket that a command names is not the event's own, and stays.
  const asked: LabEvent = {
    seq: 3,
    t: 0,
    kind: 'asked',
    by: 'user',
    command: { do: 'reset', socket: 'crowd' },
    socket: 'crowd.1',
  }
  const [back] = [new BatchDecoder().read(new BatchEncoder().encode([asked], 3, 0)).eventAt(0)]
  expect(back).toEqual(asked)
})

test('a line is one line, whatever the bytes are', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (data) => {
      const line = eventToLine({
        seq: 1,
        t: 0,
        kind: 'received',
        socket: 'a',
        bytes: data.length,
        offset: 0,
        index: 0,
        data,
      })
      expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202e]/u)
      expect(JSON.parse(line).bytes).toBe(data.length)
    }),
  )
})

test('bytes are text where they are UTF-8, hex where not, and say how many are kept', () => {
  const received = { seq: 1, t: 1.23456, kind: 'received', socket: 'a', offset: 0, index: 0 } as const
  expect(eventToObject({ ...received, bytes: 5, data: Buffer.from('HELLO') })).toEqual({
    ...received,
    t: 1.235,
    bytes: 5,
    text: 'HELLO',
  })
  expect(eventToObject({ ...received, bytes: 9, data: Uint8Array.of(0xff) })).toMatchObject({
    hex: 'ff',
    kept: 1,
  })
})

test('names begin anew after very many, and rows that were read before keep theirs', () => {
  const encoder = new BatchEncoder()
  const decoder = new BatchDecoder()
  const size = 1000
  const read = []
  const anew = []
  for (let from = 0; from < 3 * MOST_NAMES; from += size) {
    const events = Array.from({ length: size }, (_, i): LabEvent => {
      const seq = from + i + 1
      return { seq, t: 0, kind: 'drained', socket: seq % 2 === 0 ? 'always' : `once ${seq}` }
    })
    const batch = structuredClone(encoder.encode(events, from + size, 0))
    anew.push(batch.anew === true)
    read.push(decoder.read(batch))
  }
  expect(anew.filter(Boolean)).toHaveLength(1)
  for (const [index, rows] of read.entries()) {
    for (const row of [0, 1, size - 1]) {
      const seq = index * size + row + 1
      expect(rows.socketAt(row)).toBe(seq % 2 === 0 ? 'always' : `once ${seq}`)
    }
  }
})
