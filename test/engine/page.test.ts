import { expect, test } from 'vitest'
import { Log } from '../../src/main/engine/log/log'
import { PAGE_EVENTS } from '../../src/main/engine/log/page'
import type { EventDraft, LabEvent } from '../../src/shared/events'

/** Messages of all sizes, some of them datagrams, some without bytes, among events that stand as they are. */
function draft(i: number): EventDraft {
  const bytes = i % 1000 === 8 ? 70_000 : ([0, 1, 64, 300][i % 5] ?? 0)
  const data = new Uint8Array(bytes).fill(i)
  const other = { remote: `127.0.0.1:${i}`, ...(i % 2 === 0 && { peer: 'bob' }) }
  const message = { socket: `s${i % 7}`, bytes, offset: i, index: i, ...(i % 7 === 3 && other) }
  switch (i % 4) {
    case 0:
      return { kind: 'sent', ...message, queued: 0, cause: i, t: i, data }
    case 1:
      return { kind: 'received', ...message, t: i }
    case 2:
      return { kind: 'received', ...message, t: i, data }
  }
  return { kind: 'note', text: `${i}`, t: i }
}

test('whatever is put into the log is what is read from it, as long as it is in memory', () => {
  const log = new Log({ maxEvents: 3 * PAGE_EVENTS, maxPayloadBytes: 64 * 1024 })
  const all: LabEvent[] = []
  for (let i = 0; i < 5 * PAGE_EVENTS; i++) {
    all.push(structuredClone(log.append(draft(i))))
    if (i % 97 !== 0) continue
    for (const seq of [log.first, log.first + 1, Math.floor((log.first + log.head) / 2), log.head]) {
      expect(log.at(seq)).toEqual(all[seq - 1])
    }
    expect(log.at(log.first - 1)).toBeUndefined()
    expect(log.at(log.head + 1)).toBeUndefined()
  }
  expect(log.first).toBeGreaterThan(PAGE_EVENTS)
  expect(log.head - log.first).toBeLessThan(3 * PAGE_EVENTS)
  for (let seq = log.first; seq <= log.head; seq++) expect(log.at(seq)).toEqual(all[seq - 1])
})

test('bytes that are sent do not change in the log when their buffer does', async () => {
  const log = new Log()
  const data = new Uint8Array([1, 2, 3])
  log.append({ kind: 'sent', socket: 'a', bytes: 3, offset: 0, index: 0, queued: 0, data, t: 0 })
  data.fill(9)
  expect(log.at(1)).toMatchObject({ data: new Uint8Array([1, 2, 3]) })
})

test('bytes that come again and again stay as long as one of their messages does', () => {
  const log = new Log({ maxEvents: PAGE_EVENTS })
  const again = new Uint8Array(4096).fill(7)
  for (let i = 0; i < 2 * PAGE_EVENTS - 100; i++) {
    const data = i % 50 === 0 ? again : new Uint8Array(1000).fill(i)
    log.append({ kind: 'sent', socket: 'a', bytes: data.length, offset: 0, index: i, queued: 0, data, t: i })
  }
  for (let seq = log.first; seq <= log.head; seq++) {
    const bytes = (seq - 1) % 50 === 0 ? 4096 : 1000
    expect(log.at(seq), `${seq}`).toMatchObject({ bytes, data: expect.objectContaining({ length: bytes }) })
  }
})
