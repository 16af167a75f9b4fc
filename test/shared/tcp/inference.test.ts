import { describe, expect, test } from 'vitest'
import { RULES } from '../../../src/shared/tcp/rules'
import { TCP_STATES, TIME_WAIT_MS } from '../../../src/shared/tcp/states'
import { TRANSITIONS, transition } from '../../../src/shared/tcp/transitions'
import {
  accepted,
  asked,
  connected,
  connecting,
  ended,
  facts,
  fin,
  foreign,
  type Happening,
  opened,
  Play,
  sent,
} from './play'

test('every row of both tables names its source', () => {
  for (const row of [...TRANSITIONS, ...RULES]) expect(row.source.length).toBeGreaterThan(10)
  expect(new Set(RULES.map((row) => row.id)).size).toBe(RULES.length)
})

test('the table is a machine: one row for a state and an occurrence, every state reached, every one left', () => {
  expect(new Set(TRANSITIONS.map((row) => `${row.from} ${row.on}`)).size).toBe(TRANSITIONS.length)
  for (const state of TCP_STATES) {
    expect(TRANSITIONS.some((row) => row.to === state)).toBe(true)
    expect(TRANSITIONS.some((row) => row.from === state)).toBe(true)
  }
  expect(transition('TIME_WAIT', 'send-fin')).toBeUndefined()
})

test('connect and accept, in either order', () => {
  const late = new Play().say(connecting, accepted, connected)
  for (const play of [opened(), late]) {
    expect(play.main('a')).toBe('SYN_SENT ESTABLISHED')
    expect(play.main('b')).toBe('SYN_RECEIVED ESTABLISHED')
  }
  // Who is accepted has had the SYN+ACK, even if Node has not said so yet.
  expect(late.states.find((state) => state.socket === 'a' && state.to === 'ESTABLISHED')?.rule).toBe(
    'accepted',
  )
})

test('a first FIN that reaches the peer makes it CLOSE_WAIT before it has read it', () => {
  const play = opened().say(fin('a'))
  expect(play.main('a')).toBe('SYN_SENT ESTABLISHED FIN_WAIT_1 FIN_WAIT_2')
  expect(play.main('b')).toBe('SYN_RECEIVED ESTABLISHED CLOSE_WAIT')
  // An ACK can be delayed by 200 ms: FIN_WAIT_2 is an interval, never a moment.
  const waiting = play.last('a')
  expect([waiting?.confidence, (waiting?.tMax ?? 0) - (waiting?.tMin ?? 0)]).toEqual(['order', 200])
})

test('a FIN behind more than the peer can hold leaves it ESTABLISHED until it has read', () => {
  const play = opened().say(fin('a', facts({ written: 600_000 })))
  expect(play.main('a')).toBe('SYN_SENT ESTABLISHED FIN_WAIT_1')
  expect(play.main('b')).toBe('SYN_RECEIVED ESTABLISHED')
  play.say(ended('b'))
  expect(play.main('a')).toBe('SYN_SENT ESTABLISHED FIN_WAIT_1 FIN_WAIT_2')
  expect(play.main('b')).toBe('SYN_RECEIVED ESTABLISHED CLOSE_WAIT')
})

test('two FINs behind windows: CLOSING at the end that reads first', () => {
  const much = facts({ written: 600_000 }, { written: 600_000 })
  const play = opened()
    .say({ kind: 'paused', socket: 'a' }, { kind: 'paused', socket: 'b' }, fin('a', much), fin('b', much))
    .say(ended('a'), ended('b'))
  expect(play.main('a')).toBe('SYN_SENT ESTABLISHED FIN_WAIT_1 CLOSING TIME_WAIT')
  expect(play.main('b')).toBe('SYN_RECEIVED ESTABLISHED FIN_WAIT_1 FIN_WAIT_2 TIME_WAIT')
  expect(play.states.every((state) => state.alternatives.length === 0)).toBe(true)
})

test('destroy: RST with bytes unread, FIN with none', () => {
  const unread = opened().say(asked('destroy', 'a', facts({}, { written: 10 })))
  expect(unread.main('a')).toBe('SYN_SENT ESTABLISHED CLOSED')
  expect(unread.main('b')).toBe('SYN_RECEIVED ESTABLISHED CLOSED')
  const read = opened().say(asked('destroy', 'a', facts({ read: 10 }, { written: 10 })))
  expect(read.main('a')).toBe('SYN_SENT ESTABLISHED FIN_WAIT_1 FIN_WAIT_2')
  expect(unread.last('a')?.confidence).toBe('exact')
  // What Node still holds for the peer is held because our kernel is full.
  const blocked = opened().say(asked('destroy', 'a', facts({}, { written: 1e7, unsent: 1e7 })))
  expect(blocked.main('a')).toBe('SYN_SENT ESTABLISHED CLOSED')
  expect(blocked.last('a')).toMatchObject({
    confidence: 'possible',
    alternatives: [['FIN_WAIT_1'], expect.any(Array)],
  })
})

test('close with bytes unread: FIN, and RST behind it', () => {
  const unread = facts({}, { written: 100_000 })
  const play = opened().say(asked('close', 'a', unread), fin('a', unread))
  expect(play.main('a')).toBe('SYN_SENT ESTABLISHED FIN_WAIT_1 CLOSED')
  expect(play.main('b')).toBe('SYN_RECEIVED ESTABLISHED CLOSE_WAIT CLOSED')
})

test('a write to an end that nobody holds takes both ends to CLOSED', () => {
  const play = opened().say(asked('destroy', 'a'), ended('b'))
  play.say(sent('b', 1))
  expect(play.main('a')).toBe('SYN_SENT ESTABLISHED FIN_WAIT_1 FIN_WAIT_2 CLOSED')
  expect(play.main('b')).toBe('SYN_RECEIVED ESTABLISHED CLOSE_WAIT CLOSED')
})

describe('a reset soon after a FIN overtakes its ACK, which Linux delays', () => {
  const pathAfter = (ms: number, written: number) => {
    const play = opened().say(fin('a', facts({ written }, { read: written })))
    play.t += ms - 1
    return play.say(asked('reset', 'a', facts({ written }, { read: written })))
  }

  test.each([
    [0.1, 0, 'FIN_WAIT_1 CLOSED', undefined],
    [1, 0, 'FIN_WAIT_1 CLOSED', [['FIN_WAIT_2', 'CLOSED']]],
    [4, 0, 'FIN_WAIT_1 FIN_WAIT_2 CLOSED', [[]]],
    [20, 0, 'FIN_WAIT_1 FIN_WAIT_2 CLOSED', undefined],
    [20, 10, 'FIN_WAIT_1 CLOSED', [['FIN_WAIT_2', 'CLOSED']]],
    [45, 10, 'FIN_WAIT_1 FIN_WAIT_2 CLOSED', [[]]],
    [60, 10, 'FIN_WAIT_1 FIN_WAIT_2 CLOSED', undefined],
    [300, 10, 'FIN_WAIT_1 FIN_WAIT_2 CLOSED', undefined],
  ])('after %f ms, with %i bytes sent before: %s', (ms, written, path, alternatives) => {
    const play = pathAfter(ms, written)
    expect(play.main('a')).toBe(`SYN_SENT ESTABLISHED ${path}`)
    const listed = play.walk('a').find((state) => state.alternatives.length > 0)
    expect(listed?.alternatives).toEqual(alternatives)
    if (listed) expect(listed.confidence).toBe('possible')
    // What comes from a state that is in doubt is not exact, either, and a timer is no evidence.
    const isSure = ms > 200
    expect(play.last('a')?.confidence).toBe(isSure ? 'exact' : listed?.to === 'CLOSED' ? 'possible' : 'order')
  })

  test('unless the peer has sent something since, with an ACK', () => {
    const play = opened().say(fin('a'), sent('b', 10), asked('reset', 'a', facts({}, { written: 10 })))
    expect(play.main('a')).toBe('SYN_SENT ESTABLISHED FIN_WAIT_1 FIN_WAIT_2 CLOSED')
    expect(play.walk('a').every((state) => state.alternatives.length === 0)).toBe(true)
  })
})

test('acts on an end whose descriptor is closed mean nothing: they are refused', () => {
  const play = opened().say(asked('destroy', 'a'), asked('reset', 'a'), asked('destroy', 'a'))
  expect(play.main('a')).toBe('SYN_SENT ESTABLISHED FIN_WAIT_1 FIN_WAIT_2')
})

test('a foreign end is never exact, and of crossing FINs all stories are told', () => {
  const play = foreign().say(fin('b'), ended('b'))
  expect(play.main('b')).toBe('SYN_RECEIVED ESTABLISHED FIN_WAIT_1 FIN_WAIT_2 TIME_WAIT')
  expect(
    play
      .walk('b')
      .slice(2)
      .map((state) => state.alternatives),
  ).toEqual([[['CLOSE_WAIT', 'LAST_ACK']], [['CLOSING'], []], [['CLOSED']]])
  // A FIN that was there before would have been read at once.
  const later = foreign().say(fin('b')).later(30).say(ended('b'))
  expect(later.walk('b').map((state) => state.alternatives)).toEqual([[], [], [], [['CLOSING']], []])
  expect(
    play.states.filter((state) => state.socket === 'f').every((state) => state.confidence !== 'exact'),
  ).toBe(true)
})

test('a foreign FIN that comes first is no riddle', () => {
  const play = foreign().say(ended('b'), fin('b'), { kind: 'closed', socket: 'b', hadError: false })
  expect(play.main('b')).toBe('SYN_RECEIVED ESTABLISHED CLOSE_WAIT LAST_ACK CLOSED')
  expect(play.states.every((state) => state.supersedes === undefined)).toBe(true)
})

test('refused, reset, timed out', () => {
  const failed = { kind: 'failed', socket: 'a', message: '' } as const
  const refused = new Play().say(connecting, { ...failed, code: 'ECONNREFUSED', syscall: 'connect' })
  expect(refused.path('a')).toBe('SYN_SENT CLOSED')
  const refusal = new Play().say(connecting, { ...failed, code: 'LAB_NOT_POSSIBLE' })
  expect(refusal.path('a')).toBe('SYN_SENT')
  const reset = opened().say({ ...failed, code: 'ECONNRESET', syscall: 'read' })
  expect(reset.path('a')).toBe('SYN_SENT ESTABLISHED CLOSED')
  expect(reset.path('b')).toBe('SYN_RECEIVED ESTABLISHED CLOSED')
  const dead = opened().say({ ...failed, code: 'ETIMEDOUT', syscall: 'read' })
  expect(dead.path('a')).toBe('SYN_SENT ESTABLISHED CLOSED')
  // Nor does closing its descriptor tell the other end anything.
  dead.say({ kind: 'closed', socket: 'a', hadError: true })
  expect(dead.path('b')).toBe('SYN_RECEIVED ESTABLISHED')
})

test('each attempt is a connection of its own', () => {
  const play = new Play().say(connecting, { ...connecting, attempt: 2, remote: '[::1]:1', local: '[::1]:2' })
  expect(play.main('a')).toBe('SYN_SENT CLOSED SYN_SENT')
})

test('a listener goes to CLOSED at the call', () => {
  const listening = {
    kind: 'listening',
    socket: 's',
    local: '127.0.0.1:1',
    backlog: 5,
    allowHalfOpen: false,
    respond: 'none',
  } as const
  const play = new Play().say(listening, asked('close', 's'), {
    kind: 'closed',
    socket: 's',
    hadError: false,
  })
  expect(play.main('s')).toBe('LISTEN CLOSED')
})

test('the end of TIME_WAIT is possible after 60 s, and only for who is still in it', () => {
  const play = opened().say(fin('a'), fin('b'))
  expect(play.last('a')?.to).toBe('TIME_WAIT')
  const { nextDeadline = 0 } = play.inference
  expect(nextDeadline - play.t).toBe(TIME_WAIT_MS)
  play.expire(nextDeadline - 1)
  expect(play.last('a')?.to).toBe('TIME_WAIT')
  play.expire(nextDeadline)
  expect(play.last('a')).toMatchObject({ to: 'CLOSED', confidence: 'possible', rule: 'time-wait-over' })
  expect(play.inference.nextDeadline).toBeUndefined()
})

test('an orphaned FIN_WAIT_2 is given up, one that a process holds is not', () => {
  const orphan = opened().say(asked('destroy', 'a'))
  expect(orphan.inference.nextDeadline).toBeDefined()
  orphan.expire(1e6)
  expect(orphan.last('a')).toMatchObject({ to: 'CLOSED', rule: 'orphan-over' })
  const held = opened().say(fin('a'))
  expect(held.inference.nextDeadline).toBeUndefined()
})

test('a reset that waits for its FIN goes before a close that is asked meanwhile', () => {
  const waits: Happening = {
    kind: 'asked',
    by: 'user',
    socket: 'a',
    command: { do: 'reset', socket: 'a' },
    deferred: true,
  }
  const play = opened().say(asked('close', 'a'), waits, asked('close', 'a'), fin('a'), asked('reset', 'a'))
  expect(play.main('a')).toBe('SYN_SENT ESTABLISHED FIN_WAIT_1 CLOSED')
  expect(play.main('b')).toBe('SYN_RECEIVED ESTABLISHED CLOSE_WAIT CLOSED')
})
