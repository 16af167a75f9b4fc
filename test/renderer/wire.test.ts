import { describe, expect, test } from 'vitest'
import { segmentOf } from '../../src/renderer/wire/segments'
import { FLIGHT_MS, GAP_MS, IN_THE_AIR, Traffic } from '../../src/renderer/wire/traffic'
import type { EventDraft, EventOf, LabEvent } from '../../src/shared/events'
import { Inference } from '../../src/shared/tcp/inference'

const FACTS = { written: 0, unsent: 0, read: 0, peer: { written: 0, unsent: 0, read: 0 } }
const UNREAD = { ...FACTS, peer: { written: 200_000, unsent: 0, read: 0 } }
const CALL = {
  kind: 'connecting',
  socket: 'c',
  t: 1,
  attempt: 1,
  local: '127.0.0.1:1',
  remote: '127.0.0.1:2',
} as const
const ACCEPT = {
  kind: 'accepted',
  socket: 's',
  t: 2,
  listener: 'l',
  peer: 'c',
  local: '127.0.0.1:2',
  remote: '127.0.0.1:1',
} as const
const CONNECT = { kind: 'connected', socket: 'c', t: 3, local: '127.0.0.1:1', remote: '127.0.0.1:2' } as const

/** What the wire shows of a log, each segment with the end that sent it. */
function drawn(...drafts: EventDraft[]): string[] {
  const inference = new Inference()
  const log: LabEvent[] = []
  const out: string[] = []
  const append = (draft: EventDraft) => {
    const event = { ...draft, seq: log.length + 1 } as LabEvent
    log.push(event)
    if (event.kind === 'state') {
      const segment = segmentOf(event, log[(event.because[0] ?? 0) - 1])
      const other = event.socket === 'c' ? 's' : 'c'
      if (segment) out.push(`${segment.sent ? event.socket : other} ${segment.kind}`)
    }
    for (const state of inference.step(event)) append(state)
  }
  for (const draft of drafts) append(draft)
  return out
}
const asked = (word: 'reset' | 'destroy', socket: string, facts = FACTS): EventDraft => ({
  kind: 'asked',
  socket,
  t: 4,
  command: { do: word, socket },
  by: 'user',
  facts,
})
const fin = (socket: string, t: number): EventDraft => ({
  kind: 'finished',
  socket,
  t,
  phase: 'sent',
  facts: FACTS,
})
const failed = (socket: string, code: string, syscall: string): EventDraft => ({
  kind: 'failed',
  socket,
  t: 5,
  code,
  syscall,
  message: code,
})

describe('the segments behind what the inference concludes', () => {
  test('the handshake', () => {
    expect(drawn(CALL, ACCEPT, CONNECT)).toEqual(['c SYN', 's SYN+ACK', 'c ACK'])
  })

  test('both FINs, each acknowledged', () => {
    expect(drawn(CALL, ACCEPT, CONNECT, fin('c', 5), fin('s', 6)).slice(3)).toEqual([
      'c FIN',
      's ACK',
      's FIN',
      'c ACK',
    ])
  })

  test('a reset is drawn once, from the end that sends it', () => {
    expect(drawn(CALL, ACCEPT, CONNECT, asked('reset', 's')).slice(3)).toEqual(['s RST'])
  })

  test('destroy sends FIN, or RST if bytes are unread', () => {
    expect(drawn(CALL, ACCEPT, CONNECT, asked('destroy', 'c')).slice(3)).toEqual(['c FIN', 's ACK'])
    expect(drawn(CALL, ACCEPT, CONNECT, asked('destroy', 'c', UNREAD)).slice(3)).toEqual(['c RST'])
  })

  test('what is written to a closed end comes back as RST', () => {
    const write: EventDraft = { kind: 'sent', socket: 's', t: 6, bytes: 3, offset: 0, index: 0, queued: 0 }
    expect(drawn(CALL, ACCEPT, CONNECT, asked('destroy', 'c'), write).at(-1)).toBe('c RST')
  })

  test('a refused call', () => {
    expect(drawn(CALL, failed('c', 'ECONNREFUSED', 'connect'))).toEqual(['c SYN', 's RST'])
    expect(drawn(CALL, failed('c', 'ETIMEDOUT', 'connect'))).toEqual(['c SYN'])
  })

  test('a correction of a state draws nothing', () => {
    const state: EventOf<'state'> = {
      kind: 'state',
      seq: 9,
      t: 1,
      socket: 'c',
      from: 'FIN_WAIT_1',
      to: 'FIN_WAIT_2',
      provenance: 'inferred',
      confidence: 'possible',
      because: [1],
      tMin: 1,
      tMax: 1,
      alternatives: [],
      rule: 'crossing-fins',
    }
    expect(segmentOf(state, undefined)).toEqual({ kind: 'ACK', sent: false })
    expect(segmentOf({ ...state, supersedes: 8 }, undefined)).toBeUndefined()
  })
})

describe('traffic', () => {
  const inAir = (traffic: Traffic) =>
    traffic.inTheAir().map(({ kind, count, bytes }) => `${kind} ${count} ${bytes}`)

  test('segments begin one after the other, and land', () => {
    const traffic = new Traffic()
    traffic.add('client', 'SYN')
    traffic.add('server', 'SYN+ACK')
    expect(traffic.step(0)).toBe(true)
    expect(traffic.step(GAP_MS - 1)).toBe(false)
    expect(inAir(traffic)).toEqual(['SYN 1 0'])
    expect(traffic.nextStep()).toBe(GAP_MS)
    traffic.step(GAP_MS)
    expect(inAir(traffic)).toEqual(['SYN 1 0', 'SYN+ACK 1 0'])
    traffic.step(FLIGHT_MS)
    expect(inAir(traffic)).toEqual(['SYN+ACK 1 0'])
    traffic.step(FLIGHT_MS + GAP_MS)
    expect(inAir(traffic)).toEqual([])
    expect(traffic.nextStep()).toBeUndefined()
  })

  test('a burst in one direction is one flight; what is behind a FIN stays behind it', () => {
    const traffic = new Traffic()
    for (let i = 0; i < 120; i++) traffic.add('client', 'data', 1, 10)
    traffic.add('server', 'data', 1, 7)
    traffic.add('client', 'FIN')
    traffic.add('client', 'data', 1, 1)
    for (let now = 0; now < 4 * GAP_MS; now += GAP_MS) traffic.step(now)
    expect(inAir(traffic)).toEqual(['data 120 1200', 'data 1 7', 'FIN 1 0', 'data 1 1'])
  })

  test('a flood keeps a bounded number in the air', () => {
    const traffic = new Traffic()
    for (let now = 0; now < 20_000; now += 10) {
      traffic.add('client', 'data', 50, 500)
      traffic.add('server', 'FIN')
      traffic.step(now)
      expect(traffic.inTheAir().length).toBeLessThanOrEqual(IN_THE_AIR)
    }
  })
})
