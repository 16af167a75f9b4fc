import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { LabEvent } from '../../src/shared/events'
import { emptyModel, type SocketModel } from '../../src/shared/model/model'
import { packModel, unpackModel } from '../../src/shared/model/packed'
import { reduce } from '../../src/shared/model/reduce'

const GOLDEN = path.resolve(import.meta.dirname, '../golden')

test.each(readdirSync(GOLDEN).filter((file) => file.endsWith('.ndjson')))(
  '%s: a model that is packed comes back as it was',
  (file) => {
    const lines = readFileSync(path.join(GOLDEN, file), 'utf8').trim().split('\n').slice(1)
    const model = emptyModel()
    for (const line of lines) {
      reduce(model, JSON.parse(line) as LabEvent)
      const before = structuredClone(model)
      // As it is stored or sent.
      expect(unpackModel(structuredClone(packModel(model)))).toEqual(before)
      expect(model).toEqual(before)
    }
  },
)

test('what few steps have comes back with theirs', () => {
  const model = emptyModel()
  const step = (seq: number, rest: Record<string, unknown> = {}): LabEvent =>
    ({
      seq,
      t: seq,
      kind: 'state',
      socket: 'a',
      from: 'CLOSED',
      to: 'SYN_SENT',
      provenance: 'inferred',
      confidence: 'possible',
      because: [seq, 7],
      tMin: seq - 0.5,
      tMax: seq,
      alternatives: [],
      rule: `rule ${seq}`,
      ...rest,
    }) as LabEvent
  reduce(model, { seq: 1, t: 1, kind: 'connecting', socket: 'a', attempt: 1, remote: '127.0.0.1:1' })
  reduce(model, step(2))
  reduce(model, step(3, { from: 'SYN_SENT', to: 'ESTABLISHED', alternatives: [['CLOSED'], []] }))
  reduce(model, step(4, { supersedes: 3, from: 'SYN_SENT', to: 'CLOSED', provenance: 'observed' }))
  reduce(model, step(5, { from: 'CLOSED', to: 'LISTEN' }))
  expect(model.sockets.get('a')?.path[1]).toHaveProperty('corrects')
  expect(unpackModel(packModel(model))).toEqual(model)
})

test('every field of a socket comes back', () => {
  const whole: Required<SocketModel> = {
    name: 'a',
    label: 'one',
    role: 'foreign',
    transport: 'unix',
    queues: { seq: 5, t: 6, by: 'procfs', began: 5, sendQueue: 1, receiveQueue: 2, drops: 3 },
    heard: [{ remote: '127.0.0.1:7000', peer: 'bob' }, { remote: '127.0.0.1:7001' }],
    state: 'TIME_WAIT',
    path: [],
    local: '127.0.0.1:1',
    remote: '127.0.0.1:2',
    peer: 'b',
    listener: 'c',
    descriptor: 'closed',
    paused: true,
    closing: false,
    fin: 'queued',
    ended: true,
    sent: { count: 3, bytes: 2 ** 40 },
    received: { count: 4, bytes: 5 },
    mode: 0o755,
    attempts: [{ seq: 8, attempt: 1, remote: '[::1]:2', code: 'ECONNREFUSED' }],
    lookedUp: { seq: 9, t: 1, host: 'localhost', addresses: [{ address: '::1', family: 6 }], took: 1 },
    queued: 6,
    readAhead: 5,
    kernel: {
      seq: 7,
      t: 7.5,
      by: 'procfs',
      state: 'TIME_WAIT',
      sendQueue: 8,
      receiveQueue: 9,
      timer: { kind: 'timeWait', ms: 10 },
      uid: 0,
      inode: 11,
      stateSince: 12,
    },
    contradictions: 13,
    frozen: true,
    side: 'client',
    watch: 'd',
    pid: 14,
    process: 'e',
    uid: 0,
    error: { code: 'ECONNRESET', message: 'f', seq: 15 },
    layers: {
      tls: 'client',
      framing: { by: 'line' },
      packed: { count: 1, bytes: 2 },
      unpacked: { count: 3, bytes: 4 },
      broken: 1,
    },
    openedSeq: 16,
    openedAt: 17.25,
    changedAt: 18,
    closedAt: 0,
    respond: 'echo',
    serve: 'one-at-a-time',
    relay: 'f',
    proxy: { to: 'g', faults: { both: { hold: true } } },
    disturbed: { seq: 15, direction: 'toServer', by: 'hold', bytes: 3, ending: true, ms: 1 },
    backlog: 19,
    queueLimit: 20,
    allowHalfOpen: false,
    maxConnections: 0,
    repeating: [{ seq: 21, of: 22, everyMs: 0, from: 23 }],
    accepted: 24,
    dropped: 25,
  }
  const model = { ...emptyModel(), over: new Set(['z']) }
  model.sockets.set('a', whole)
  model.sockets.set('z', { ...whole, name: 'z', allowHalfOpen: true, paused: false, closing: true })
  expect(unpackModel(structuredClone(packModel(model)))).toStrictEqual(model)
})
