import { describe, expect, test } from 'vitest'
import type { EventOf } from '../../../src/shared/events'
import { MARGIN_MS } from '../../../src/shared/tcp/path'
import type { TcpState } from '../../../src/shared/tcp/states'
import { TIME_WAIT_MS } from '../../../src/shared/tcp/states'
import { JUDGES } from '../../../src/shared/tcp/witness/kernel'
import { GONE, waysTo } from '../../../src/shared/tcp/witness/ways'
import { asked, ended, fin, foreign, type Happening, opened, Play } from './play'

const LONG = MARGIN_MS * 2

function row(socket: string, state: TcpState, rest: Partial<EventOf<'observed'>> = {}): Happening {
  return { kind: 'observed', by: 'procfs', socket, state, began: 0, sendQueue: 0, receiveQueue: 0, ...rest }
}

/** A foreign connection that a watch has found: `c` called `s`. */
function watched(): Play {
  const addresses = { local: '127.0.0.1:1', remote: '127.0.0.1:2' }
  return new Play().say(
    { kind: 'found', socket: 's', as: 'server', ...addresses },
    { kind: 'found', socket: 'c', as: 'client', local: addresses.remote, remote: addresses.local, peer: 's' },
  )
}

const states = (play: Play, socket: string) =>
  play
    .walk(socket)
    .map((step) => step.to)
    .join(' ')
const kinds = (play: Play, socket: string) =>
  play
    .walk(socket)
    .map((step) => step.provenance[0])
    .join('')

test('every row of the tables names its source', () => {
  for (const { source } of [...JUDGES, ...GONE]) expect(source.length).toBeGreaterThan(10)
  expect(new Set(JUDGES.map(({ id }) => id)).size).toBe(JUDGES.length)
})

test('ways: the usual first, and none that goes back', () => {
  expect(waysTo('ESTABLISHED', 'TIME_WAIT')).toEqual([
    ['FIN_WAIT_1', 'FIN_WAIT_2', 'TIME_WAIT'],
    ['FIN_WAIT_1', 'CLOSING', 'TIME_WAIT'],
  ])
  expect(waysTo('SYN_SENT', 'ESTABLISHED')).toEqual([['ESTABLISHED']])
  expect(waysTo('SYN_SENT', 'SYN_RECEIVED')).toEqual([['SYN_RECEIVED']])
  expect(waysTo('CLOSE_WAIT', 'TIME_WAIT')).toEqual([])
  expect(waysTo('FIN_WAIT_2', 'FIN_WAIT_1')).toEqual([])
})

describe('a row that fits', () => {
  test('makes no transition: the model marks the step', () => {
    const play = opened()
    const before = play.states.length
    play.say(row('a', 'ESTABLISHED'))
    expect(play.states.length).toBe(before)
    expect(play.walk('a').map((step) => step.confirmed !== undefined)).toEqual([false, true])
  })

  test('may be of a state that was left while it was read', () => {
    const play = opened().say(fin('a'), row('a', 'ESTABLISHED'), row('b', 'ESTABLISHED'))
    expect(play.contradictions).toEqual([])
    expect(states(play, 'a')).toBe('SYN_SENT ESTABLISHED FIN_WAIT_1 FIN_WAIT_2')
    expect(play.walk('a')[1]?.confirmed).toBeDefined()
    expect(play.walk('a')[3]?.confirmed).toBeUndefined()
  })

  test('rules out the alternatives that do not lead to it', () => {
    const play = foreign().say(fin('b'), ended('b'))
    expect(play.walk('b')[3]).toMatchObject({ to: 'FIN_WAIT_2', alternatives: [['CLOSING'], []] })
    play.say(row('b', 'TIME_WAIT'))
    expect(play.walk('b').map((step) => step.alternatives)).toEqual([[], [], [], [['CLOSING']], []])
    const early = foreign().say(fin('b'), ended('b'), row('b', 'FIN_WAIT_2'))
    expect(early.walk('b')[3]).toMatchObject({
      to: 'FIN_WAIT_2',
      provenance: 'observed',
      confidence: 'order',
      alternatives: [],
    })
  })
})

test('at a foreign end a row that fits is what its state is known by', () => {
  const play = foreign()
  const peer = play.states.find((one) => one.socket !== 'b')?.socket ?? ''
  expect(kinds(play, peer)).toBe('ii')
  play.say(row(peer, 'ESTABLISHED'))
  expect(states(play, peer)).toBe('SYN_SENT ESTABLISHED')
  expect(play.walk(peer)[1]).toMatchObject({ provenance: 'observed', confidence: 'order' })
  const { length } = play.states
  expect(play.say(row(peer, 'ESTABLISHED')).states.length).toBe(length)
})

describe('a row of another of the possible stories', () => {
  test('chooses it, and is no contradiction', () => {
    const play = foreign().say(fin('b'), ended('b'), row('b', 'CLOSING'))
    expect(states(play, 'b')).toBe('SYN_RECEIVED ESTABLISHED FIN_WAIT_1 CLOSING TIME_WAIT')
    expect(kinds(play, 'b')).toBe('iiioi')
    expect(play.walk('b')[3]?.corrects).toMatchObject({ to: 'FIN_WAIT_2', confidence: 'possible' })
    expect(play.contradictions).toEqual([])
  })

  test('goes on from it', () => {
    const unsure = asked('destroy', 'a', {
      written: 0,
      unsent: 0,
      read: 0,
      peer: { written: 10, unsent: 10, read: 0 },
    })
    const play = opened().say(unsure)
    expect(states(play, 'a')).toBe('SYN_SENT ESTABLISHED CLOSED')
    play.say(row('a', 'FIN_WAIT_2'))
    expect(states(play, 'a')).toBe('SYN_SENT ESTABLISHED FIN_WAIT_1 FIN_WAIT_2')
    expect(play.contradictions).toEqual([])
    expect(play.inference.nextDeadline).toBeDefined()
  })
})

describe('a row that follows', () => {
  test('goes on, within the time between two readings', () => {
    const play = foreign().say(fin('b'))
    expect(states(play, 'f')).toBe('SYN_SENT ESTABLISHED CLOSE_WAIT')
    play.say(row('f', 'LAST_ACK', { since: play.t }))
    expect(play.last('f')).toMatchObject({
      to: 'LAST_ACK',
      tMin: play.t - 1,
      tMax: play.t,
      rule: 'kernel-row',
    })
  })

  test('fills in what it has passed, with what else may have been', () => {
    const play = watched().say(row('c', 'ESTABLISHED'), row('c', 'TIME_WAIT', { since: 3 }))
    expect(states(play, 'c')).toBe('ESTABLISHED FIN_WAIT_1 FIN_WAIT_2 TIME_WAIT')
    expect(kinds(play, 'c')).toBe('oooo')
    expect(play.walk('c')[2]).toMatchObject({ confidence: 'possible', alternatives: [['CLOSING']], tMin: 3 })
    expect(play.walk('c')[3]).toMatchObject({ confidence: 'order' })
  })

  test('ends what nobody here could see end', () => {
    const play = opened().say(fin('a'), fin('b'))
    expect(states(play, 'a')).toMatch(/TIME_WAIT$/)
    play
      .say(row('a', 'TIME_WAIT'))
      .later(61_000)
      .say(row('a', 'CLOSED', { since: 61_000 }))
    expect(play.last('a')).toMatchObject({ to: 'CLOSED', provenance: 'observed', confidence: 'order' })
  })

  test('is gone by a reset, if the program has not closed', () => {
    const play = opened().say(row('a', 'ESTABLISHED'), row('a', 'CLOSED'))
    expect(states(play, 'a')).toBe('SYN_SENT ESTABLISHED CLOSED')
    expect(play.last('a')).toMatchObject({ provenance: 'observed', alternatives: [] })
    // Whoever reads or writes there is told later, and that is nothing new.
    play.say({ kind: 'failed', socket: 'a', message: '', code: 'ECONNRESET', syscall: 'read' })
    expect(states(play, 'a')).toBe('SYN_SENT ESTABLISHED CLOSED')
  })

  test('lies between two that are known', () => {
    const reset = { kind: 'failed', socket: 'b', message: '', code: 'ECONNRESET', syscall: 'read' } as const
    const play = opened().say(reset, row('b', 'CLOSE_WAIT'))
    expect(states(play, 'b')).toBe('SYN_RECEIVED ESTABLISHED CLOSE_WAIT CLOSED')
    expect(kinds(play, 'b')).toBe('iioi')
  })
})

describe('a foreign end', () => {
  test('begins with what is seen, and its past is not invented', () => {
    const play = watched().say(row('s', 'CLOSE_WAIT'))
    expect(play.last('s')).toMatchObject({
      from: 'CLOSED',
      to: 'CLOSE_WAIT',
      provenance: 'observed',
      confidence: 'order',
      tMin: 0,
    })
  })

  test('that is gone has closed as its peer shows', () => {
    const close = () => watched().say(row('s', 'ESTABLISHED'), row('c', 'ESTABLISHED'))
    const first = close().say(row('c', 'TIME_WAIT'), row('s', 'CLOSED'))
    expect(states(first, 's')).toBe('ESTABLISHED CLOSE_WAIT LAST_ACK CLOSED')
    expect(first.walk('s').every((step) => step.confidence === 'order')).toBe(true)
    const unknown = close().say(row('s', 'CLOSED'))
    expect(unknown.walk('s').map((step) => step.alternatives)).toEqual([[], [[]], [[]], []])
  })

  test('is a listener until its row is gone', () => {
    const play = new Play().say({ kind: 'found', socket: 'l', as: 'listener', local: '127.0.0.1:1' })
    play.say(row('l', 'LISTEN'), row('l', 'CLOSED'))
    expect(states(play, 'l')).toBe('LISTEN CLOSED')
  })
})

describe('a row that cannot be', () => {
  test('is a contradiction only when no delay explains it', () => {
    const play = opened().say(fin('a'))
    expect(states(play, 'b')).toBe('SYN_RECEIVED ESTABLISHED CLOSE_WAIT')
    play.say(row('b', 'ESTABLISHED'))
    expect(play.contradictions).toEqual([])
    play.later(LONG).say(row('b', 'ESTABLISHED'))
    expect(play.contradictions).toMatchObject([
      { socket: 'b', by: 'observed', inferred: 'CLOSE_WAIT', seen: 'ESTABLISHED' },
    ])
    expect(states(play, 'b')).toBe('SYN_RECEIVED ESTABLISHED')
    expect(play.model.sockets.get('b')).toMatchObject({ state: 'ESTABLISHED', contradictions: 1 })
    expect(play.model.contradicted).toHaveLength(1)
    // What the end does next stands on what was seen.
    play.say(ended('b'))
    expect(states(play, 'b')).toBe('SYN_RECEIVED ESTABLISHED CLOSE_WAIT')
  })

  test('takes back what was concluded too early', () => {
    const play = opened().say(fin('a')).later(LONG).say(row('a', 'FIN_WAIT_1'))
    expect(play.contradictions).toMatchObject([{ inferred: 'FIN_WAIT_2', seen: 'FIN_WAIT_1' }])
    expect(states(play, 'a')).toBe('SYN_SENT ESTABLISHED FIN_WAIT_1')
    play.say(row('a', 'FIN_WAIT_2'))
    expect(states(play, 'a')).toBe('SYN_SENT ESTABLISHED FIN_WAIT_1 FIN_WAIT_2')
    expect(play.contradictions).toHaveLength(1)
  })

  test('is none where doubt was told', () => {
    const play = foreign().say(fin('b')).later(LONG).say(row('f', 'ESTABLISHED'))
    expect(states(play, 'f')).toBe('SYN_SENT ESTABLISHED')
    expect(play.contradictions).toEqual([])
  })

  test('puts TIME_WAIT right at both ends, whichever is told first', () => {
    for (const early of [true, false]) {
      const play = opened().say(fin('a'), fin('b'), { kind: 'closed', socket: 'a', hadError: false })
      play.say({ kind: 'closed', socket: 'b', hadError: false })
      expect([states(play, 'a'), states(play, 'b')]).toEqual([
        'SYN_SENT ESTABLISHED FIN_WAIT_1 FIN_WAIT_2 TIME_WAIT',
        'SYN_RECEIVED ESTABLISHED CLOSE_WAIT LAST_ACK CLOSED',
      ])
      play.later(LONG)
      if (early) play.say(row('a', 'CLOSED'))
      play.say(row('b', 'TIME_WAIT', { timer: { kind: 'timeWait', ms: 59_000 } }))
      if (!early) play.say(row('a', 'CLOSED'))
      expect(states(play, 'a')).toBe('SYN_SENT ESTABLISHED CLOSE_WAIT LAST_ACK CLOSED')
      expect(states(play, 'b')).toBe('SYN_RECEIVED ESTABLISHED FIN_WAIT_1 FIN_WAIT_2 TIME_WAIT')
      expect(play.contradictions.map(({ socket }) => socket).sort()).toEqual(['a', 'b'])
      expect(play.model.sockets.get('a')?.state).toBe('CLOSED')
    }
  })

  test('has the rows explained that fitted nowhere before it', () => {
    const play = opened().later(LONG).say(fin('a'), fin('b'), row('b', 'FIN_WAIT_1'), row('b', 'CLOSING'))
    expect(play.contradictions).toEqual([])
    play.later(LONG).say(row('a', 'TIME_WAIT'), row('b', 'TIME_WAIT'))
    expect(states(play, 'b')).toBe('SYN_RECEIVED ESTABLISHED FIN_WAIT_1 CLOSING TIME_WAIT')
    expect(play.walk('b')[3]).toMatchObject({ provenance: 'observed', alternatives: [] })
    expect(play.contradictions).toMatchObject([{ socket: 'b', inferred: 'CLOSED', seen: 'TIME_WAIT' }])
    expect(states(play, 'a')).toMatch(/TIME_WAIT$/)
  })

  test('is left alone near the beginning: an earlier connection had the same addresses', () => {
    const play = opened().say(row('a', 'TIME_WAIT'))
    expect(states(play, 'a')).not.toMatch(/TIME_WAIT/)
    expect(play.contradictions).toEqual([])
  })
})

describe("TIME_WAIT's own timer", () => {
  const waiting = (ms: number) =>
    opened().say(fin('a'), fin('b'), row('a', 'TIME_WAIT', { timer: { kind: 'timeWait', ms } }))

  test('takes the place of the usual minute, and the row may say itself that it is over', () => {
    const play = waiting(20_000)
    const over = play.t + 20_000
    expect(play.inference.nextDeadline).toBeGreaterThan(over)
    expect(play.inference.nextDeadline).toBeLessThan(over + 10_000)
    play.expire(over)
    expect(play.model.sockets.get('a')?.state).toBe('TIME_WAIT')
    play.expire(over + 10_000)
    expect(play.last('a')).toMatchObject({ to: 'CLOSED', confidence: 'possible', t: over, tMin: over })
    expect(play.inference.nextDeadline).toBeUndefined()
  })

  test('ends early where the kernel needs the port', () => {
    const play = waiting(59_000).say(row('a', 'CLOSED'))
    expect(play.last('a')).toMatchObject({ to: 'CLOSED', provenance: 'observed' })
    play.expire(play.t + 2 * TIME_WAIT_MS)
    expect(play.states.filter((state) => state.socket === 'a' && state.to === 'CLOSED')).toHaveLength(1)
  })
})
