import { describe, expect, test } from 'vitest'
import { listRows, PLAIN } from '../../src/renderer/explorer/rows'
import { EventStore } from '../../src/renderer/lab/events'
import { LabStore } from '../../src/renderer/lab/lab'
import { MergedEvents } from '../../src/renderer/lab/merged'
import { wantedBy } from '../../src/renderer/log/filter'
import { SearchText } from '../../src/renderer/log/searchText'
import { marksOf, markText, stepFor } from '../../src/renderer/timeline/axis'
import { ConnectionRows } from '../../src/renderer/timeline/connectionRows'
import { endOf, overAt, stateAt } from '../../src/renderer/timeline/ends'
import { hit, LAYOUTS, rowsInSight, scrollFor } from '../../src/renderer/timeline/layout'
import { heldSince, MessageTimes } from '../../src/renderer/timeline/messageTimes'
import { placeAt, windowIn } from '../../src/renderer/timeline/minimap'
import { overlaps, rangeText } from '../../src/renderer/timeline/range'
import { lastedOf, nameOf, type Row, rowOf } from '../../src/renderer/timeline/rows'
import {
  ALL_LIVE,
  following,
  follows,
  lookAt,
  MIN_SPAN,
  panned,
  rangeOf,
  zoomed,
} from '../../src/renderer/timeline/sight'
import { sorted } from '../../src/renderer/timeline/sorting'
import { nextPaint, wholeOf } from '../../src/renderer/timeline/whole'
import { BatchDecoder } from '../../src/shared/codec'
import type { LabEvent } from '../../src/shared/events'
import { emptyModel, type PathStep, type SocketModel } from '../../src/shared/model/model'
import { type TcpState, TIME_WAIT_MS } from '../../src/shared/tcp/states'
import { batches, listening, modelWith, note, received, socket } from './builders'

/** A path through states, each entered at its time; with a rule, where one matters. */
function path(...steps: [TcpState, number, string?][]): PathStep[] {
  return steps.map(([to, t, rule = 'rule'], index) => ({
    seq: index + 1,
    t,
    tMin: t,
    tMax: t,
    from: steps[index - 1]?.[0] ?? 'CLOSED',
    to,
    provenance: 'inferred',
    confidence: 'exact',
    because: [],
    alternatives: [],
    rule,
  }))
}

function end(name: string, role: 'client' | 'accepted', steps: PathStep[], rest: Partial<SocketModel> = {}) {
  return socket(name, role, { path: steps, state: steps.at(-1)?.to ?? 'CLOSED', ...rest })
}

const OPENED = [
  ['SYN_SENT', 10],
  ['ESTABLISHED', 12],
] as const
const ACCEPTED = [
  ['SYN_RECEIVED', 11],
  ['ESTABLISHED', 13],
] as const

/** The row of a connection that went these ways after it was open. */
function row(
  client: [TcpState, number, string?][],
  server: [TcpState, number, string?][],
  rest: Partial<SocketModel> = {},
): Row {
  const a = end('a', 'client', path(...OPENED.map((step) => [...step] as [TcpState, number]), ...client), {
    peer: 'a@s',
    openedAt: 9,
    ...rest,
  })
  const b = end(
    'a@s',
    'accepted',
    path(...ACCEPTED.map((step) => [...step] as [TcpState, number]), ...server),
    {
      peer: 'a',
      listener: 's',
      openedAt: 13,
    },
  )
  const made = rowOf(modelWith(a, b), 'a@s')
  if (!made) throw new Error('no row')
  return made
}

const alone = (steps: [TcpState, number, string?][], rest: Partial<SocketModel> = {}): Row => {
  const made = rowOf(modelWith(end('a', 'client', path(...steps), rest)), 'a')
  if (!made) throw new Error('no row')
  return made
}

const CLOSED_CLIENT: [TcpState, number][] = [
  ['FIN_WAIT_1', 20],
  ['FIN_WAIT_2', 21],
  ['TIME_WAIT', 22],
]
const CLOSED_SERVER: [TcpState, number][] = [
  ['CLOSE_WAIT', 20.5],
  ['LAST_ACK', 21.5],
  ['CLOSED', 22.5],
]

describe('an end over time', () => {
  const { spans, closing } = endOf(
    end('a', 'accepted', path(['ESTABLISHED', 1], ['CLOSE_WAIT', 5], ['CLOSED', 9, 'reset'])),
  )

  test('has a span for each state, up to the next', () => {
    expect(spans.map(({ state, from, to }) => [state, from, to])).toEqual([
      ['ESTABLISHED', 1, 5],
      ['CLOSE_WAIT', 5, 9],
    ])
    expect(closing).toMatchObject({ t: 9, reset: true })
  })

  test('is open for good, but for TIME_WAIT, whose end is expected', () => {
    expect(endOf(end('a', 'client', path(['ESTABLISHED', 1]))).spans[0]).toMatchObject({
      to: Number.POSITIVE_INFINITY,
      estimated: false,
    })
    expect(endOf(end('a', 'client', path(['TIME_WAIT', 7]))).spans[0]).toMatchObject({
      to: 7 + TIME_WAIT_MS,
      estimated: true,
    })
  })

  test('was in a state at each moment', () => {
    const both = endOf(
      end('a', 'client', path(['SYN_SENT', 2], ['ESTABLISHED', 4], ['CLOSED', 8]), { openedAt: 1 }),
    )
    expect([0.5, 1.5, 2, 3.9, 4, 8, 100].map((t) => stateAt(both, t)?.state)).toEqual([
      undefined,
      'CLOSED',
      'SYN_SENT',
      'SYN_SENT',
      'ESTABLISHED',
      'CLOSED',
      'CLOSED',
    ])
    expect(stateAt(both, 9)?.step?.seq).toBe(3)
    expect(stateAt(both, 1.5)?.step).toBeUndefined()
    const waited = endOf(end('a', 'client', path(['TIME_WAIT', 7])))
    expect(stateAt(waited, 8)?.state).toBe('TIME_WAIT')
    expect(stateAt(waited, 8 + TIME_WAIT_MS)?.state).toBe('CLOSED')
    expect(overAt(waited)).toBe(7)
  })
})

describe('a connection', () => {
  test('stands as its ends do', () => {
    expect(row([], []).ending).toBe('open')
    expect(row(CLOSED_CLIENT.slice(0, 1), []).ending).toBe('closing')
    expect(row(CLOSED_CLIENT, CLOSED_SERVER.slice(0, 2)).ending).toBe('closing')
    expect(alone([['SYN_SENT', 10]]).ending).toBe('connecting')
    expect(alone([]).ending).toBe('connecting')
  })

  test('has ended for a reason', () => {
    const failed = (code: string) => ({ error: { code, message: '', seq: 1 } as never })
    expect(row(CLOSED_CLIENT, CLOSED_SERVER).ending).toBe('closed')
    expect(row([['CLOSED', 20, 'reset']], [['CLOSED', 21, 'reset-seen']]).ending).toBe('reset')
    expect(row([['CLOSED', 20, 'gave-up']], [['CLOSED', 21, 'gave-up']]).ending).toBe('timedOut')
    expect(row([['CLOSED', 20]], [['CLOSED', 20]], { dropped: 1 }).ending).toBe('dropped')
    const refused = alone(
      [
        ['SYN_SENT', 10],
        ['CLOSED', 11],
      ],
      failed('ECONNREFUSED'),
    )
    expect(refused).toMatchObject({ ending: 'refused', code: 'ECONNREFUSED', over: 11, until: 11 })
    expect(
      alone(
        [
          ['SYN_SENT', 10],
          ['CLOSED', 11],
        ],
        failed('ETIMEDOUT'),
      ).ending,
    ).toBe('timedOut')
    expect(
      alone(
        [
          ['SYN_SENT', 10],
          ['CLOSED', 11],
        ],
        failed('ENETUNREACH'),
      ).ending,
    ).toBe('failed')
    expect(
      alone([
        ['SYN_SENT', 10],
        ['CLOSED', 11],
      ]).ending,
    ).toBe('abandoned')
    expect(alone([], { descriptor: 'none', changedAt: 5, ...failed('ENOTFOUND') })).toMatchObject({
      ending: 'failed',
      over: 5,
    })
  })

  test('lasts until both ends are over, TIME_WAIT not counted', () => {
    const open = row([], [])
    expect(open).toMatchObject({ key: 'a', listener: 's', start: 9, until: Number.POSITIVE_INFINITY })
    expect(lastedOf(open, 109)).toBe(100)
    const closed = row(CLOSED_CLIENT, CLOSED_SERVER)
    expect(closed.over).toBe(22.5)
    expect(lastedOf(closed, 1000)).toBe(13.5)
    expect(closed.until).toBe(22 + TIME_WAIT_MS)
  })

  test('is selected by its own end', () => {
    const foreign = socket('1.2.3.4:5', 'foreign', { peer: 'x@s', side: 'client' })
    const own = socket('x@s', 'accepted', { peer: '1.2.3.4:5', listener: 's' })
    const made = rowOf(modelWith(foreign, own), 'x@s')
    expect(made?.key).toBe('1.2.3.4:5')
    expect(made && nameOf(made)).toBe('x@s')
    expect(rowOf(modelWith(socket('s', 'listener')), 's')).toBeUndefined()
  })

  test('is sorted by start, duration or how it ended, both ways', () => {
    const named = (key: string, start: number, over: number, ending: Row['ending']): Row => ({
      ...row([], []),
      key,
      start,
      over,
      ending,
    })
    const rows = [
      named('late', 30, 31, 'reset'),
      named('open', 10, Number.NaN, 'open'),
      named('long', 0, 50, 'closed'),
      named('early', 5, 6, 'reset'),
    ]
    const keys = (by: 'start' | 'duration' | 'ending', descending = false) =>
      sorted(rows, { by, descending }, 100).map(({ key }) => key)
    expect(keys('start')).toEqual(['long', 'early', 'open', 'late'])
    expect(keys('start', true)).toEqual(['late', 'open', 'early', 'long'])
    expect(keys('duration')).toEqual(['early', 'late', 'long', 'open'])
    expect(keys('duration', true)).toEqual(['open', 'long', 'early', 'late'])
    expect(keys('ending')).toEqual(['open', 'long', 'early', 'late'])
    expect(keys('ending', true)).toEqual(['early', 'late', 'long', 'open'])
  })
})

describe('a socket without states', () => {
  const udp = (rest: Partial<SocketModel>): Row | undefined =>
    rowOf(
      modelWith(socket('dns', 'datagram', { state: 'CLOSED', transport: 'udp', openedAt: 5, ...rest })),
      'dns',
    )
  const [local, remote] = ['127.0.0.1:53', '127.0.0.1:9']
  const error = { code: 'EADDRINUSE', message: '', seq: 1 }

  test('of UDP has a row of its own, from bind to close', () => {
    const bound = udp({ local })
    expect(bound).toMatchObject({
      key: 'dns',
      server: undefined,
      start: 5,
      over: Number.NaN,
      until: Number.POSITIVE_INFINITY,
      ending: 'open',
      client: { spans: [], life: { from: 5, to: Number.POSITIVE_INFINITY, standing: 'bound' } },
    })
    const connected = udp({ local, remote, listener: 'server', error: { ...error, code: 'ECONNREFUSED' } })
    expect(connected).toMatchObject({
      ending: 'open',
      code: undefined,
      listener: 'server',
      client: { life: { standing: 'connected' } },
    })
    const closed = udp({ local, descriptor: 'closed', closedAt: 30 })
    expect(closed).toMatchObject({ ending: 'unbound', over: 30, until: 30, client: { life: { to: 30 } } })
    const inUse = udp({ descriptor: 'none', changedAt: 6, error })
    expect(inUse).toMatchObject({ ending: 'failed', code: 'EADDRINUSE', over: 6 })
  })

  test('of a Unix connection stands as its descriptors do', () => {
    const path = '/tmp/s.sock'
    const unix = (client: Partial<SocketModel>, server?: Partial<SocketModel>) => {
      const none = { state: 'CLOSED', transport: 'unix', openedAt: 5 } as const
      const a = socket('a', 'client', { ...none, remote: path, ...(server && { peer: 'a@s' }), ...client })
      const b = socket('a@s', 'accepted', { ...none, local: path, peer: 'a', listener: 's', ...server })
      return rowOf(server ? modelWith(a, b) : modelWith(a), 'a')
    }
    expect(unix({ local: '' }, {})).toMatchObject({
      ending: 'open',
      client: { life: { transport: 'unix', standing: 'open', from: 5 } },
      server: { life: { to: Number.POSITIVE_INFINITY } },
    })
    expect(unix({})?.ending).toBe('connecting')
    expect(unix({ local: '', fin: 'sent' }, { ended: true })?.ending).toBe('closing')
    const closed = { descriptor: 'closed', closedAt: 9 } as const
    expect(unix({ local: '', ...closed }, {})?.ending).toBe('closing')
    const over = unix({ local: '', ...closed }, { ...closed, closedAt: 10 })
    expect(over).toMatchObject({ ending: 'closed', over: 10, client: { life: { to: 9 } } })
    expect(unix({ ...closed, error: { ...error, code: 'ECONNREFUSED' } })?.ending).toBe('refused')
    expect(unix({ ...closed, error: { ...error, code: 'ENOENT' } })).toMatchObject({
      ending: 'failed',
      client: { life: { failed: true } },
    })
  })
})

describe('the time in sight', () => {
  const whole = { from: 1000, to: 2000 }

  test('is all there is and goes with it, with a margin', () => {
    expect(rangeOf(ALL_LIVE, whole)).toEqual({ from: 1000, to: 2020 })
    expect(rangeOf(ALL_LIVE, { from: 1000, to: 3000 })).toEqual({ from: 1000, to: 3040 })
    expect(rangeOf({ span: 100, to: undefined }, whole)).toEqual({ from: 1902, to: 2002 })
  })

  test('stays where it is once it does not follow', () => {
    const stays = following(ALL_LIVE, false, whole)
    expect(follows(stays)).toBe(false)
    expect(rangeOf(stays, { from: 1000, to: 9000 })).toEqual({ from: 1000, to: 2020 })
    expect(follows(following(stays, true, whole))).toBe(true)
  })

  test('zooms around a moment, which stays where it is', () => {
    const sight = zoomed(following(ALL_LIVE, false, whole), whole, 0.5, 1255)
    const { from, to } = rangeOf(sight, whole)
    expect(to - from).toBeCloseTo(510)
    expect((1255 - from) / (to - from)).toBeCloseTo(0.25)
    const closest = zoomed(sight, whole, 1e-9, 1255)
    expect(closest.span).toBeCloseTo(MIN_SPAN)
    expect(zoomed(sight, whole, 100, 1255)).toEqual(ALL_LIVE)
  })

  test('zooms at the newest as long as it follows', () => {
    const sight = zoomed(ALL_LIVE, whole, 0.1, 1200)
    expect(follows(sight)).toBe(true)
    expect(rangeOf(sight, whole).to).toBeGreaterThan(2000)
  })

  test('pans within what there is', () => {
    const sight = lookAt({ from: 1400, to: 1500 }, whole)
    expect(rangeOf(panned(sight, whole, 50), whole)).toEqual({ from: 1450, to: 1550 })
    expect(rangeOf(panned(sight, whole, -9999), whole)).toEqual({ from: 1000, to: 1100 })
    expect(rangeOf(panned(sight, whole, 9999), whole)).toEqual({ from: 1920, to: 2020 })
    expect(panned(ALL_LIVE, whole, 50)).toEqual(ALL_LIVE)
  })

  test('begins with the first connection and ends with the last, or now', () => {
    expect(wholeOf([], 50)).toEqual({ whole: { from: 0, to: 50 }, lives: false })
    expect(wholeOf([row([], [])], 100)).toEqual({ whole: { from: 9, to: 100 }, lives: true })
    const reset = row([['CLOSED', 20, 'reset']], [['CLOSED', 21, 'reset-seen']])
    expect(wholeOf([reset], 100)).toEqual({ whole: { from: 9, to: 21 }, lives: false })
    const waits = row(CLOSED_CLIENT, CLOSED_SERVER)
    expect(wholeOf([waits], 100)).toMatchObject({ whole: { to: 100 }, lives: true })
    expect(wholeOf([waits], 100_000)).toMatchObject({ whole: { to: 22 + TIME_WAIT_MS }, lives: false })
  })

  test('is drawn again when that can be seen, and seldom when nothing happens', () => {
    expect(nextPaint(1, 0, false)).toBe(0)
    expect(nextPaint(40, 0, false)).toBe(40)
    expect(nextPaint(1, 60_000, false)).toBe(500)
    expect(nextPaint(1, 0, true)).toBe(1000)
    expect(nextPaint(700, 60_000, false)).toBe(700)
  })

  test('is told as closely as its length asks for', () => {
    expect(rangeText({ from: 12_304, to: 14_096 })).toBe('12.3–14.1 s')
    expect(rangeText({ from: 12_304.1, to: 12_304.9 })).toBe('12.30410–12.30490 s')
    expect(rangeText({ from: 59_000, to: 61_500 })).toBe('59.000 s–1:01.500')
    expect(overlaps({ from: 5, to: 7 }, 1, 5)).toBe(true)
    expect(overlaps({ from: 5, to: 7 }, 1, 4.9)).toBe(false)
    expect(overlaps({ from: 5, to: 7 }, 7.1, Number.POSITIVE_INFINITY)).toBe(false)
  })
})

describe('the axis', () => {
  test.each([
    [10, 10, 1],
    [11, 10, 2],
    [0.4, 8, 0.05],
    [1_000, 8, 200],
    [7_000, 9, 1_000],
    [60_000, 9, 10_000],
    [600_000, 8, 120_000],
    [86_400_000, 8, 10_800_000],
  ])('of %d ms with at most %d marks has one each %d ms', (span, most, step) => {
    expect(stepFor(span, most)).toBeCloseTo(step, 9)
    expect(span / stepFor(span, most)).toBeLessThanOrEqual(most + 1e-9)
  })

  test('has its marks at multiples of the step, and says which', () => {
    expect(marksOf({ from: 950, to: 1_450 }, 200)).toEqual([1_000, 1_200, 1_400])
    expect(markText(1_200, 200)).toBe('1.2 s')
    expect(markText(1_200, 2)).toBe('1.200 s')
    expect(markText(3_000, 1_000)).toBe('3 s')
    expect(markText(90_000, 30_000)).toBe('1:30')
    expect(markText(61_500, 500)).toBe('1:01.5')
    expect(markText(3_725_000, 5_000)).toBe('1:02:05')
  })
})

describe('the picture', () => {
  const layout = LAYOUTS.wide

  test('draws the rows in sight, and no others', () => {
    expect(rowsInSight(layout, 10_000, 0, 280)).toEqual({ first: 0, end: 10 })
    expect(rowsInSight(layout, 10_000, 14, 280)).toEqual({ first: 0, end: 11 })
    expect(rowsInSight(layout, 10_000, 9_990 * 28, 280)).toEqual({ first: 9_990, end: 10_000 })
    expect(rowsInSight(layout, 3, 5_000, 280)).toEqual({ first: 3, end: 3 })
  })

  test('knows what is under a point', () => {
    expect(hit(layout, 10, 28 * 3 + 5)).toEqual({ index: 3, lane: 'client' })
    expect(hit(layout, 10, 28 * 3 + 20)).toEqual({ index: 3, lane: 'server' })
    expect(hit(layout, 10, 280)).toBeUndefined()
    expect(hit(layout, 10, -1)).toBeUndefined()
  })

  test('scrolls no farther than a row needs', () => {
    expect(scrollFor(layout, 5, 0, 280)).toBe(0)
    expect(scrollFor(layout, 10, 0, 280)).toBe(28)
    expect(scrollFor(layout, 2, 100, 280)).toBe(56)
  })

  test('has a map of everything, with what is in sight in it', () => {
    const whole = { from: 0, to: 1000 }
    const seen = windowIn({ first: 250, end: 500, range: { from: 500, to: 750 } }, 1000, whole, 400)
    expect(seen).toEqual({ x: 52, y: 100, width: 26, height: 100 })
    expect(placeAt(52, 100, 1000, whole, 400)).toEqual({ row: 250, t: 500 })
    expect(placeAt(-5, 9999, 1000, whole, 400)).toEqual({ row: 1000, t: 0 })
  })
})

describe('the messages of the timeline', () => {
  const sent = (seq: number, name: string): LabEvent => ({
    seq,
    t: seq,
    kind: 'sent',
    socket: name,
    bytes: 1,
    offset: 0,
    index: 0,
    queued: 0,
  })
  const times = (messages: MessageTimes, name: string, kind: 'sent' | 'received') => {
    const held = messages.of(name)?.[kind]
    return Array.from({ length: held?.size ?? 0 }, (_, index) => held?.at(index))
  }

  test('grow with the store and leave with it', () => {
    const store = new EventStore(20)
    const messages = new MessageTimes(store)
    for (let seq = 1; seq <= 15; seq++) store.add(seq % 3 === 0 ? received(seq, 'b', seq) : sent(seq, 'a'))
    store.add(note(16))
    expect(times(messages, 'a', 'sent')).toEqual([1, 2, 4, 5, 7, 8, 10, 11, 13, 14])
    expect(times(messages, 'b', 'received')).toEqual([3, 6, 9, 12, 15])
    expect(heldSince(store)).toBe(Number.NEGATIVE_INFINITY)
    for (let seq = 17; seq <= 30; seq++) store.add(sent(seq, 'c'))
    expect(times(messages, 'a', 'sent')).toEqual([11, 13, 14])
    expect(messages.of('a')?.sent.seek(12)).toBe(1)
    expect(heldSince(store)).toBe(11)
    for (let seq = 31; seq <= 500; seq++) {
      store.add(sent(seq, `n${seq}`))
    }
    expect(messages.of('a')).toBeUndefined()
    expect(times(messages, 'n500', 'sent')).toEqual([500])
  })

  test('are read anew when older ones come in', () => {
    const store = new EventStore(20)
    const messages = new MessageTimes(store)
    store.add(sent(10, 'a'))
    store.insert(new BatchDecoder().read(batches()([sent(3, 'a'), sent(5, 'a')])))
    expect(times(messages, 'a', 'sent')).toEqual([3, 5, 10])
    store.dropAfter(4)
    expect(times(messages, 'a', 'sent')).toEqual([3])
  })
})

describe('the rows of the lab', () => {
  function labWith(...events: LabEvent[]) {
    const lab = new LabStore(undefined, (notify) => notify())
    lab.take({ type: 'snapshot', lab: 'x', model: emptyModel(), head: 0 })
    const encode = batches()
    const say = (...more: LabEvent[]) => lab.take(encode(more))
    if (events.length > 0) say(...events)
    return { lab, say }
  }
  const connecting = (seq: number, name: string): LabEvent => ({
    seq,
    t: seq,
    kind: 'connecting',
    socket: name,
    attempt: 1,
    remote: '127.0.0.1:8080',
    local: '127.0.0.1:5000',
    to: 's',
  })
  const accepted = (seq: number, name: string): LabEvent => ({
    seq,
    t: seq,
    kind: 'accepted',
    socket: `${name}@s`,
    listener: 's',
    peer: name,
    local: '127.0.0.1:8080',
    remote: '127.0.0.1:5000',
  })
  const state = (seq: number, name: string, from: TcpState, to: TcpState): LabEvent => ({
    seq,
    t: seq,
    kind: 'state',
    socket: name,
    from,
    to,
    provenance: 'inferred',
    confidence: 'exact',
    because: [],
    tMin: seq,
    tMax: seq,
    alternatives: [],
    rule: 'rule',
  })

  test('follow what happens: one for a connection, whichever end is known first', () => {
    const { lab, say } = labWith(listening(1, 's'))
    const connections = new ConnectionRows(lab)
    const stop = connections.follow()
    expect(connections.refresh()).toEqual([])
    say(connecting(2, 'a'), state(3, 'a', 'CLOSED', 'SYN_SENT'))
    const [first] = connections.refresh()
    expect(first).toMatchObject({ key: 'a', ending: 'connecting', server: undefined })
    const { version } = connections
    say(accepted(4, 'a'), state(5, 'a@s', 'CLOSED', 'SYN_RECEIVED'))
    expect(connections.refresh()).toHaveLength(1)
    expect(connections.version).toBeGreaterThan(version)
    // The same object: whoever holds it sees how the connection goes on.
    expect(first).toMatchObject({ key: 'a', listener: 's', server: { name: 'a@s' } })
    expect(connections.of('a@s')).toBe(first)
    say(state(6, 'a', 'SYN_SENT', 'ESTABLISHED'), state(7, 'a@s', 'SYN_RECEIVED', 'ESTABLISHED'))
    expect(connections.refresh()[0]?.ending).toBe('open')
    stop()
  })

  /** A connection that was reset before anyone knew of it. */
  const lived = [
    listening(1, 's'),
    connecting(2, 'a'),
    accepted(3, 'a'),
    state(4, 'a', 'CLOSED', 'ESTABLISHED'),
    state(5, 'a@s', 'CLOSED', 'ESTABLISHED'),
    state(6, 'a', 'ESTABLISHED', 'CLOSED'),
    state(7, 'a@s', 'ESTABLISHED', 'CLOSED'),
    connecting(8, 'b'),
  ]

  test('have one for a datagram socket, as soon as it is asked for', () => {
    const { lab, say } = labWith(listening(1, 's'))
    const connections = new ConnectionRows(lab)
    const stop = connections.follow()
    connections.refresh()
    const command = { do: 'bind', as: 'dns' } as const
    const told = { socket: 'dns', transport: 'udp', local: '127.0.0.1:53', respond: 'none' } as const
    say({ seq: 2, t: 2, kind: 'asked', socket: 'dns', command, by: 'user' })
    expect(connections.refresh()).toMatchObject([{ key: 'dns', ending: 'open' }])
    say({ seq: 3, t: 3, kind: 'listening', ...told })
    say({ seq: 4, t: 4, kind: 'closed', socket: 'dns', hadError: false })
    const [row] = connections.refresh()
    expect(row).toMatchObject({ ending: 'unbound', over: 4 })
    expect(row && connections.names(row)).toEqual({ name: 'dns', other: undefined })
    stop()
  })

  test('stay when a connection leaves the model, and others are counted', () => {
    const { lab } = labWith(...lived)
    const connections = new ConnectionRows(lab)
    connections.follow()
    expect(connections.refresh()).toHaveLength(2)
    lab.model.sockets.clear()
    lab.model.gone = 5
    // How the other one has ended, nobody has seen.
    expect(connections.refresh()).toMatchObject([{ key: 'a', gone: true, ending: 'reset' }])
    expect(connections.of('a@s')?.key).toBe('a')
    expect(connections.of('b')).toBeUndefined()
    expect(connections.unknown).toBe(3)
  })

  test('stay when the window has been behind, and catches up', () => {
    const { lab } = labWith(...lived)
    const connections = new ConnectionRows(lab)
    connections.follow()
    connections.refresh()
    const model = emptyModel()
    model.seq = 900
    model.gone = 3
    lab.take({ type: 'snapshot', lab: 'x', model, head: 900 })
    expect(connections.refresh()).toMatchObject([{ key: 'a', gone: true }])
    expect(connections.unknown).toBe(1)
  })

  test('begin again with an older snapshot', () => {
    const { lab } = labWith(listening(1, 's'), connecting(2, 'a'))
    const connections = new ConnectionRows(lab)
    connections.follow()
    expect(connections.refresh()).toHaveLength(1)
    lab.take({ type: 'snapshot', lab: 'x', model: emptyModel(), head: 2 })
    expect(connections.refresh()).toEqual([])
  })
})

describe('a range of time', () => {
  const range = { from: 4, to: 6 }

  test('leaves of the log, and of a connection, what happened then', () => {
    const store = new EventStore(20)
    for (let seq = 1; seq <= 9; seq++) store.add(received(seq, seq % 2 === 0 ? 'a' : 'b', seq))
    const texts = new SearchText(store, { event: () => '', socket: (name) => name })
    const wanted = wantedBy(store, { hidden: new Set(), terms: [], range }, texts)
    const ordinals = Array.from({ length: store.size }, (_, index) => store.first + index)
    expect(ordinals.filter((ordinal) => wanted?.(ordinal)).map((ordinal) => store.tAt(ordinal))).toEqual([
      4, 5, 6,
    ])
    expect(wantedBy(store, { hidden: new Set(), terms: [] }, texts)).toBeUndefined()
    const merged = new MergedEvents(store, ['a'], () => true, range).refresh()
    expect([merged.at(merged.start), merged.at(merged.end - 1)].map((at) => store.tAt(at))).toEqual([4, 6])
  })

  test('leaves of the sockets those that were there then, under their servers', () => {
    const model = modelWith(
      socket('s', 'listener', { openedAt: 0 }),
      socket('old@s', 'accepted', { listener: 's', openedAt: 1, closedAt: 3.9 }),
      socket('now@s', 'accepted', { listener: 's', openedAt: 1 }),
      socket('then@s', 'accepted', { listener: 's', openedAt: 2, closedAt: 4 }),
      socket('later@s', 'accepted', { listener: 's', openedAt: 6.1 }),
    )
    const { rows, shown, total } = listRows(model, { ...PLAIN, range })
    expect(rows.map(({ id }) => id)).toEqual(['servers', 's', 'now@s', 'then@s'])
    expect([shown, total]).toEqual([3, 5])
  })
})
