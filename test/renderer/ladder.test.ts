import { describe, expect, test } from 'vitest'
import { SCALES, type Scale, spaceFor, Tops, USUAL_SCALE } from '../../src/renderer/ladder/layout'
import { LadderModel } from '../../src/renderer/ladder/model'
import { type Row, seqsOf, stateAfter } from '../../src/renderer/ladder/rows'
import type { EventDraft, LabEvent } from '../../src/shared/events'
import { Inference } from '../../src/shared/tcp/inference'
import { kindOf, type TcpSegment } from '../../src/shared/tcp/segments'

const USUAL = SCALES[USUAL_SCALE] as Scale
const C = '127.0.0.1:40000'
const S = '127.0.0.1:8080'

/** A log of events with what the inference concludes of them. */
function logOf(...drafts: EventDraft[]): LabEvent[] {
  const inference = new Inference()
  const log: LabEvent[] = []
  const append = (draft: EventDraft) => {
    const event = { ...draft, seq: log.length + 1 } as LabEvent
    log.push(event)
    for (const state of inference.step(event)) append(state)
  }
  for (const draft of drafts) append(draft)
  return log
}

function ladderOf(log: readonly LabEvent[], server: string | undefined = 's'): LadderModel {
  const ladder = new LadderModel({ client: 'c', server: server === '' ? undefined : server }, USUAL)
  for (const event of log) ladder.take(event)
  ladder.refresh()
  return ladder
}

/** `connect() SYN_SENT | SYN > | SYN_RECEIVED`: what stands at the client, on the wire, at the server. */
function said({ segment, mark, client, server }: Row): string {
  const beside = (cell: Row['client']) =>
    [...cell.calls.map(({ name }) => name), ...cell.states.map(({ to }) => to)].join(' ')
  const wire = (one: TcpSegment) => `${kindOf(one)} ${one.from === 'client' ? '>' : '<'}`
  const middle = mark ? mark.what : segment ? wire(segment) : ''
  return `${beside(client)} | ${middle} | ${beside(server)}`.trim()
}

const connecting: EventDraft = { kind: 'connecting', socket: 'c', t: 1, attempt: 1, local: C, remote: S }
const accepted: EventDraft = {
  kind: 'accepted',
  socket: 's',
  t: 2,
  listener: 'l',
  peer: 'c',
  local: S,
  remote: C,
}
const connected: EventDraft = { kind: 'connected', socket: 'c', t: 3, local: C, remote: S }
const OPEN = [connecting, accepted, connected]
const message = (
  kind: 'sent' | 'received',
  socket: string,
  t: number,
  offset: number,
  index: number,
): EventDraft =>
  ({ kind, socket, t, bytes: 5, offset, index, ...(kind === 'sent' && { queued: 0 }) }) as EventDraft
const FACTS = { written: 5, unsent: 0, read: 5, peer: { written: 5, unsent: 0, read: 5 } }
const close = (socket: string, t: number): EventDraft => ({
  kind: 'asked',
  socket,
  t,
  command: { do: 'close', socket },
  by: 'user',
  facts: FACTS,
})
const captured = (
  socket: 'c' | 's',
  t: number,
  flags: string,
  bytes: number,
  raw: [number, number],
): EventDraft => ({
  kind: 'segment',
  socket,
  to: socket === 'c' ? 's' : 'c',
  t,
  local: C,
  remote: S,
  flags,
  sequence: 0,
  raw: { sequence: raw[0], acknowledgement: raw[1] },
  bytes,
  window: 100,
})

/** A connection from beginning to end; the causes of events are their places in the log. */
function lifetime(): LabEvent[] {
  const log = logOf(
    ...OPEN,
    message('sent', 'c', 10, 0, 0),
    message('received', 's', 11, 0, 0),
    message('sent', 's', 12, 0, 0),
    message('received', 'c', 13, 0, 0),
    close('c', 500),
  )
  const asked = log.length
  const rest = logOf(
    ...(log.filter(({ kind }) => kind !== 'state') as EventDraft[]),
    { kind: 'finished', socket: 'c', t: 501, phase: 'sent', facts: FACTS, cause: asked },
    { kind: 'ended', socket: 's', t: 502 },
    { kind: 'finished', socket: 's', t: 503, phase: 'sent', facts: FACTS },
    { kind: 'closed', socket: 's', t: 504, hadError: false },
    { kind: 'closed', socket: 'c', t: 505, hadError: false },
  )
  return rest
}

describe('rows', () => {
  test('a call shares the row of the segment that it sends or gets; states stand where the segment makes them', () => {
    const ladder = ladderOf(lifetime())
    expect(ladder.rows.map(said)).toEqual([
      'connect SYN_SENT | SYN > | SYN_RECEIVED',
      'connected ESTABLISHED | SYN+ACK < |',
      '| ACK > | accepted ESTABLISHED',
      'sent | data > | received',
      'received | data < | sent',
      'close FIN_WAIT_1 | FIN > | ended CLOSE_WAIT',
      'FIN_WAIT_2 TIME_WAIT | FIN < | finished LAST_ACK',
      '| ACK > | CLOSED',
      '|  | closed',
      'closed |  |',
    ])
  })

  test('an address that is tried in vain says why, before the next one is', () => {
    const [local, remote] = ['[::1]:40001', '[::1]:8080']
    const refused = { code: 'ECONNREFUSED', message: '' }
    const ladder = ladderOf(
      logOf(
        { ...connecting, remote, local },
        { kind: 'attemptFailed', socket: 'c', t: 1.5, attempt: 1, remote, local, ...refused },
        { ...connecting, t: 1.6, attempt: 2 },
        accepted,
        connected,
      ),
    )
    const calls = ladder.rows.flatMap(({ client, server }) => [...client.calls, ...server.calls])
    expect(calls.map(({ name }) => name)).toEqual([
      'connect',
      'attemptFailed',
      'connectAgain',
      'connected',
      'accepted',
    ])
    expect(calls[1]?.values).toEqual({ code: 'ECONNREFUSED', to: '::1' })
    expect(calls[2]?.values).toEqual({ to: '127.0.0.1' })
  })

  test('without calls the wire alone is left', () => {
    const ladder = ladderOf(lifetime())
    ladder.setCalls(false)
    expect(ladder.rows.map(said).slice(-2)).toEqual([
      'FIN_WAIT_2 TIME_WAIT | FIN < | LAST_ACK',
      '| ACK > | CLOSED',
    ])
    ladder.setCalls(true)
    expect(ladder.rows.map(said)).toEqual(ladderOf(lifetime()).rows.map(said))
  })

  test('a read that comes much later has a row of its own', () => {
    const log = logOf(...OPEN, message('sent', 'c', 10, 0, 0), message('received', 's', 300, 0, 0))
    expect(ladderOf(log).rows.map(said).slice(3)).toEqual(['sent | data > |', '|  | received'])
  })

  test('lifelines go on from row to row', () => {
    const { rows } = ladderOf(lifetime())
    for (const [index, row] of rows.entries()) {
      const before = rows[index - 1]
      expect(row.was.client).toBe(before && stateAfter(before, 'client'))
      expect(row.was.server).toBe(before && stateAfter(before, 'server'))
    }
    expect(rows.at(-1)?.was).toEqual({ client: 'TIME_WAIT', server: 'CLOSED' })
  })

  test('a transition that no segment made stands alone', () => {
    const log = lifetime()
    const waiting = log.findLast((event) => event.kind === 'state' && event.to === 'TIME_WAIT') as LabEvent
    const over = {
      ...waiting,
      seq: log.length + 1,
      t: 60_503,
      from: 'TIME_WAIT',
      to: 'CLOSED',
      because: [waiting.seq],
    }
    const { rows } = ladderOf([...log, over as LabEvent])
    expect(rows.map(said).at(-1)).toBe('CLOSED |  |')
  })

  test('every event of a connection leads to a row, and every row to its event', () => {
    const ladder = ladderOf(lifetime())
    for (const [index, row] of ladder.rows.entries()) {
      for (const seq of seqsOf(row)) expect(ladder.find(seq), `event ${seq}`).toBeDefined()
      expect(ladder.find(ladder.pointOf(index)), `row ${index}`).toBe(index)
    }
  })
})

describe('what was captured', () => {
  const log = logOf(
    ...OPEN,
    { kind: 'source', t: 5, source: 'capture', phase: 'started', by: 'tcpdump' },
    message('sent', 'c', 10, 0, 0),
    captured('c', 9.9, 'AP', 5, [501, 901]),
    captured('s', 9.95, 'A', 0, [901, 506]),
    { kind: 'source', t: 12, source: 'capture', phase: 'lost', lost: 3 },
  )

  test('a capture that is switched before the beginning, or after the end, matters to nobody', () => {
    const switched = (t: number, phase: 'started' | 'stopped'): EventDraft => ({
      kind: 'source',
      t,
      source: 'capture',
      phase,
    })
    const all = lifetime()
    const quiet = logOf(
      switched(0, 'started'),
      ...(all.filter(({ kind }) => kind !== 'state') as EventDraft[]),
      switched(9000, 'stopped'),
    )
    expect(ladderOf(quiet).rows.some(({ mark }) => mark)).toBe(false)
    expect(ladderOf(logOf(switched(0, 'started'))).rows).toEqual([])
  })

  test('comes late and stands where it was in time; a mark says from where on', () => {
    const ladder = ladderOf(log)
    expect(ladder.rows.map(said).slice(3)).toEqual([
      '| captureOn |',
      // The write is told of when it has returned; the packet had left before.
      'sent | data > |',
      '| ACK < |',
      '| lost |',
    ])
    expect(ladder.rows[4]?.segment).toMatchObject({ provenance: 'captured', sequence: 1, acknowledgement: 1 })
    expect(ladder.rows.at(-1)?.mark).toMatchObject({ what: 'lost', count: 3 })
  })
})

describe('what comes and goes', () => {
  /** Chance numbers that are the same in each run. */
  function chance(seed: number): () => number {
    let state = seed
    return () => {
      state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
      return state / 4_294_967_296
    }
  }

  /** Writes and reads of both ends, some of them captured, later than they happened. */
  function traffic(seed: number): LabEvent[] {
    const random = chance(seed)
    const drafts: EventDraft[] = [...OPEN]
    const sent = { c: 0, s: 0 }
    const read = { c: 0, s: 0 }
    let t = 5
    for (let step = 0; step < 120; step++) {
      t += random() * 30
      const writer = random() < 0.5 ? 'c' : 's'
      const reader = writer === 'c' ? 's' : 'c'
      if (random() < 0.6) {
        drafts.push(message('sent', writer, t, sent[writer] * 5, sent[writer]))
        sent[writer]++
        if (step > 60)
          drafts.push(captured(writer, t - 0.2, 'AP', 5, [500 + sent[writer] * 5, 900 + sent[reader] * 5]))
      } else if (read[reader] < sent[writer]) {
        drafts.push(message('received', reader, t, read[reader] * 5, read[reader]))
        read[reader]++
      }
    }
    return logOf(...drafts, { kind: 'finished', socket: 'c', t: t + 1, phase: 'sent', facts: FACTS })
  }

  test.each([1, 2, 3, 4, 5])('step by step is the same as at once (seed %i)', (seed) => {
    const log = traffic(seed)
    const random = chance(seed)
    const ladder = new LadderModel({ client: 'c', server: 's' }, USUAL)
    for (const event of log) {
      ladder.take(event)
      if (random() < 0.5) ladder.refresh()
    }
    ladder.refresh()
    const whole = ladderOf(log)
    expect(ladder.rows.map(said)).toEqual(whole.rows.map(said))
    expect(ladder.tops.total).toBe(whole.tops.total)
    expect(ladder.rows.length).toBeGreaterThan(100)
  })

  test('rows are in the order of time, whatever came late', () => {
    const { rows } = ladderOf(traffic(7))
    expect(rows.every((row, index) => index === 0 || row.t >= (rows[index - 1] as Row).t)).toBe(true)
  })

  test('messages that the window skipped are missed', () => {
    const log = logOf(...OPEN, message('sent', 'c', 10, 0, 0), message('sent', 'c', 20, 500, 100))
    const marks = ladderOf(log).rows.flatMap(({ mark }) => mark ?? [])
    expect(marks).toMatchObject([{ what: 'skipped', count: 99 }])
  })

  test('of a flood the newest part is kept', () => {
    const ladder = new LadderModel({ client: 'c', server: 's' }, USUAL, 1000)
    const flood = 2000
    for (let index = 0; index < flood; index++) {
      ladder.take({ ...message('sent', 'c', index, index * 5, index), seq: index + 1 } as LabEvent)
      if (index % 100 === 0) ladder.refresh()
    }
    ladder.refresh()
    expect(ladder.rows.length).toBeLessThan(flood)
    expect(ladder.incomplete).toBe(true)
    expect(ladder.rows.at(-1)?.t).toBe(flood - 1)
    expect(ladder.find(flood)).toBe(ladder.rows.length - 1)
    expect(ladder.find(1)).toBeUndefined()
  })
})

describe('where rows are', () => {
  test('little time makes a little room, much of it is cut', () => {
    const { breakMs, gap, cut } = USUAL
    expect(spaceFor(0, USUAL)).toBe(0)
    expect(spaceFor(breakMs / 2, USUAL)).toBe(gap / 2)
    expect(spaceFor(breakMs, USUAL)).toBe(cut)
    expect(spaceFor(3_600_000, USUAL)).toBe(cut)
  })

  test('a row is found by its place', () => {
    const tops = new Tops()
    for (const height of [10, 30, 5]) tops.add(height)
    expect([0, 9, 10, 39, 40, 45, 1000].map((y) => tops.at(y))).toEqual([0, 0, 1, 1, 2, 2, 2])
    tops.cut(1)
    tops.add(7)
    expect([tops.top(1), tops.top(2), tops.total]).toEqual([10, 17, 17])
  })

  test('another scale moves every row', () => {
    const ladder = ladderOf(lifetime())
    const { total } = ladder.tops
    ladder.setScale(SCALES[0] as Scale)
    expect(ladder.tops.total).toBeLessThan(total / 3)
    ladder.setScale(USUAL)
    expect(ladder.tops.total).toBe(total)
  })
})
