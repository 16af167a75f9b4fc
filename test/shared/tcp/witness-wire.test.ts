import { describe, expect, test } from 'vitest'
import { asked, ended, facts, fin, foreign, type Happening, opened, type Play } from './play'

/**
 * `a S 0`, `b SA 0 1`, `a A 1 1 5`: who, flags, sequence number, acknowledgement, bytes. `a` has 127.0.0.1:2, `b` 127.0.0.1:1;
 * `f` is the foreign client of `b`.
 */
function segment(line: string, again = false): Happening {
  const [socket = '', letters = '', sequence, acknowledgement, bytes = 0] = line.split(' ')
  const isServer = socket === 'b'
  const [own, other] = isServer ? ['127.0.0.1:1', '127.0.0.1:2'] : ['127.0.0.1:2', '127.0.0.1:1']
  return {
    kind: 'segment',
    socket,
    to: isServer ? 'a' : 'b',
    local: own,
    remote: other,
    flags: [...'APRSF'].filter((letter) => letters.includes(letter)).join(''),
    sequence: Number(sequence),
    ...(acknowledgement !== undefined && { acknowledgement: Number(acknowledgement) }),
    raw: { sequence: 0, acknowledgement: 0 },
    bytes: Number(bytes),
    window: 65_535,
    ...(again && { again: true }),
  } as Happening
}
const wire = (...lines: string[]) => lines.map((line) => segment(line))
/** Packets are told of late, and with the time that they had. */
const at = (one: Happening, t: number): Happening => Object.assign({}, one, { t })
const handshake = wire('a S 0', 'b SA 0 1', 'a A 1 1')

const states = (play: Play, socket: string) =>
  play
    .walk(socket)
    .map((step) => step.to)
    .join(' ')
/** The first letter of how each step is known: inferred, observed, captured; and of how sure it is. */
const known = (play: Play, socket: string) =>
  play
    .walk(socket)
    .map(({ provenance, confidence }) => `${provenance[0]}${confidence[0]}`)
    .join(' ')

test('a handshake: each state at the time of the segment that led to it', () => {
  const play = opened().say(...handshake)
  expect(states(play, 'a')).toBe('SYN_SENT ESTABLISHED')
  expect(states(play, 'b')).toBe('SYN_RECEIVED ESTABLISHED')
  expect([known(play, 'a'), known(play, 'b')]).toEqual(['ce ce', 'ce ce'])
  const [syn, synAck, ack] = [play.t - 2, play.t - 1, play.t]
  expect(play.walk('a').map(({ t }) => t)).toEqual([syn, synAck])
  expect(play.walk('b').map(({ t }) => t)).toEqual([syn, ack])
  expect(play.contradictions).toEqual([])
  const before = play.states.length
  // Once more, by another tool.
  play.say(...handshake.map((one, index) => at({ ...one, again: true } as Happening, syn + index + 0.001)))
  play.say(...wire('a AP 1 1 5', 'b A 1 6', 'b AP 1 6 5', 'a A 6 6'))
  expect(play.states.length).toBe(before)
})

test('an orderly close, after it was concluded and before', () => {
  const close = wire('a AF 1 1', 'b A 1 2', 'b AF 1 2', 'a A 2 2')
  const late = opened().say(...handshake, fin('a'), ended('b'), fin('b'), ended('a'))
  // Packets are told of after the calls that sent them, and were there before these have returned.
  const called = late.t - 3.5
  late.say(...close.map((one, index) => at(one, called + (index < 2 ? 0 : 2) + index / 10)))
  const early = opened().say(...handshake, ...close, fin('a'), ended('b'), fin('b'), ended('a'))
  for (const play of [late, early]) {
    expect(states(play, 'a')).toBe('SYN_SENT ESTABLISHED FIN_WAIT_1 FIN_WAIT_2 TIME_WAIT')
    expect(states(play, 'b')).toBe('SYN_RECEIVED ESTABLISHED CLOSE_WAIT LAST_ACK CLOSED')
    expect([known(play, 'a'), known(play, 'b')]).toEqual(['ce ce ce ce ce', 'ce ce ce ce ce'])
    expect(play.contradictions).toEqual([])
    expect(play.walk('b')[2]?.t).toBe(play.walk('a')[2]?.t)
  }
  expect(late.inference.nextDeadline).toBeDefined()
})

describe('FINs that cross', () => {
  const crossing = wire('a AF 1 1', 'b AF 1 1', 'a A 2 2', 'b A 2 2')

  test('are CLOSING at both ends, and that is a contradiction of what was called exact', () => {
    const play = opened().say(...handshake, fin('a'), ended('b'), fin('b'))
    play.say(...crossing.map((one, index) => at(one, play.t - 2.5 + index / 10)))
    expect(states(play, 'a')).toBe('SYN_SENT ESTABLISHED FIN_WAIT_1 CLOSING TIME_WAIT')
    expect(states(play, 'b')).toBe('SYN_RECEIVED ESTABLISHED FIN_WAIT_1 CLOSING TIME_WAIT')
    expect(play.contradictions.map(({ socket, by }) => `${socket} ${by}`)).toEqual(['b captured'])
  })

  test('decide between two stories of a foreign peer without any contradiction', () => {
    const ofForeign = (happenings: Happening[]) =>
      happenings.map((one) => JSON.parse(JSON.stringify(one).replaceAll('"a"', '"f"')) as Happening)
    const play = foreign().say(...ofForeign(handshake), fin('b'), ended('b'))
    expect(play.walk('b')[3]?.alternatives).toContainEqual(['CLOSING'])
    play.say(...ofForeign(crossing))
    expect(states(play, 'b')).toBe('SYN_RECEIVED ESTABLISHED FIN_WAIT_1 CLOSING TIME_WAIT')
    expect(states(play, 'f')).toBe('SYN_SENT ESTABLISHED FIN_WAIT_1 CLOSING TIME_WAIT')
    expect(play.walk('b').every((step) => step.alternatives.length === 0)).toBe(true)
    expect(play.contradictions).toEqual([])
  })
})

test('a FIN that waits in the kernel has changed the state at the call, before the peer’s own came', () => {
  const held = fin('a', facts({ written: 600_000 }))
  const play = opened().say(...handshake, held, ...wire('b AF 1 1', 'a A 1 2', 'a AF 1 2', 'b A 2 2'))
  expect(states(play, 'a')).toBe('SYN_SENT ESTABLISHED FIN_WAIT_1 CLOSING TIME_WAIT')
  expect(known(play, 'a')).toBe('ce ce ie ce ce')
  expect(states(play, 'b')).toBe('SYN_RECEIVED ESTABLISHED FIN_WAIT_1 FIN_WAIT_2 TIME_WAIT')
  const reset = opened().say(...handshake, held, ...wire('b R 1'))
  expect(states(reset, 'a')).toBe('SYN_SENT ESTABLISHED FIN_WAIT_1 CLOSED')
  expect(reset.contradictions).toEqual([])
})

describe('what is not proved', () => {
  test('leaves what was concluded: a FIN that nobody has acknowledged yet', () => {
    const play = opened().say(...handshake, fin('a'), ...wire('a AF 1 1'))
    expect(known(play, 'a')).toBe('ce ce ce io')
    expect([states(play, 'b'), known(play, 'b')]).toEqual(['SYN_RECEIVED ESTABLISHED CLOSE_WAIT', 'ce ce io'])
  })

  test('is not concluded from segments behind a gap, or after a loss', () => {
    const gap = opened().say(...handshake, ...wire('b A 1 2', 'b AF 1 2', 'a A 2 2'))
    const lost = opened().say(
      ...handshake,
      { kind: 'source', source: 'capture', phase: 'lost', lost: 1 },
      ...wire('a AF 1 1', 'b A 1 2'),
    )
    for (const play of [gap, lost]) {
      expect(states(play, 'a')).toBe('SYN_SENT ESTABLISHED')
      expect(states(play, 'b')).toBe('SYN_RECEIVED ESTABLISHED')
    }
  })

  test('an acknowledgement is taken back if it is asked for again', () => {
    const play = opened().say(...handshake, ...wire('a AF 1 1', 'b A 1 2', 'b AF 1 2', 'a A 2 2'))
    const early = play.walk('b')[4]?.t ?? 0
    expect(states(play, 'b')).toMatch(/LAST_ACK CLOSED$/)
    play.say(segment('b AF 1 2', true))
    expect(states(play, 'b')).toMatch(/LAST_ACK$/)
    play.say(segment('a A 2 2', true))
    expect(play.walk('b')[4]).toMatchObject({ to: 'CLOSED', provenance: 'captured' })
    expect(play.walk('b')[4]?.t).toBeGreaterThan(early)
    expect(states(play, 'a')).toMatch(/TIME_WAIT$/)
  })
})

test('resets, and what was between', () => {
  const reset = opened().say(...handshake, asked('reset', 'a'), ...wire('a AR 1 1'))
  expect([known(reset, 'a'), known(reset, 'b')]).toEqual(['ce ce ce', 'ce ce ce'])
  const unread = facts({}, { written: 100_000 })
  const behind = opened().say(...handshake, asked('close', 'a', unread), fin('a', unread))
  expect(states(behind, 'a')).toBe('SYN_SENT ESTABLISHED FIN_WAIT_1 CLOSED')
  behind.say(...wire('a AF 1 1', 'b A 1 2', 'a R 2'))
  expect(states(behind, 'a')).toBe('SYN_SENT ESTABLISHED FIN_WAIT_1 FIN_WAIT_2 CLOSED')
  expect(states(behind, 'b')).toBe('SYN_RECEIVED ESTABLISHED CLOSE_WAIT CLOSED')
  // Who hears the reset behind a FIN has had the FIN.
  const at = opened().say(...handshake, ...wire('a AF 1 1', 'a R 2'))
  expect(states(at, 'b')).toBe('SYN_RECEIVED ESTABLISHED CLOSE_WAIT CLOSED')
})

test('a connection that is met midway goes on from what was concluded of it', () => {
  const play = opened().say(...wire('a AP 1 1 5', 'b A 1 6'), fin('a'), ...wire('a AF 6 1', 'b A 1 7'))
  expect(states(play, 'a')).toBe('SYN_SENT ESTABLISHED FIN_WAIT_1 FIN_WAIT_2')
  expect(known(play, 'a')).toBe('ie ie ce ce')
})
