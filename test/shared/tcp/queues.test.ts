import { describe, expect, test } from 'vitest'
import {
  accepted,
  asked,
  connected,
  connecting,
  ended,
  facts,
  fin,
  opened,
  Play,
  received,
  sent,
} from './play'

// What lies in the kernels' queues between two own ends. Measured on Linux; docs/accuracy.md has the figures.

const listening = {
  kind: 'listening',
  socket: 's',
  local: '127.0.0.1:1',
  backlog: 5,
  allowHalfOpen: false,
  respond: 'none',
} as const

describe('a FIN and the window of who has not read', () => {
  test.each([
    [60_000, 'CLOSE_WAIT'],
    [120_000, 'CLOSE_WAIT'],
    [140_000, undefined],
    [600_000, undefined],
  ])('%i bytes unread', (bytes, state) => {
    const play = opened().say(fin('a', facts({ written: bytes })))
    expect(play.last('b')?.to).toBe(state ?? 'ESTABLISHED')
  })

  test('what was held up has come as soon as all before it is read', () => {
    const play = opened().say(fin('a', facts({ written: 300_000 })), received('b', 200_000))
    expect(play.last('b')?.to).toBe('ESTABLISHED')
    play.say(received('b', 100_000, 200_000))
    expect(play.last('b')).toMatchObject({ to: 'CLOSE_WAIT', rule: 'fin-held-up', confidence: 'order' })
    expect(play.last('a')?.to).toBe('FIN_WAIT_2')
    play.say(ended('b'))
    expect(play.main('b')).toBe('SYN_RECEIVED ESTABLISHED CLOSE_WAIT')
  })

  test('held up for sure, the other FIN meets it: CLOSING', () => {
    const play = opened().say(
      fin('a', facts({ written: 300_000 })),
      fin('b', facts({}, { written: 300_000 })),
    )
    expect(play.main('a')).toBe('SYN_SENT ESTABLISHED FIN_WAIT_1 CLOSING')
    expect(play.main('b')).toBe('SYN_RECEIVED ESTABLISHED FIN_WAIT_1 FIN_WAIT_2')
    expect(play.states.every((state) => state.alternatives.length === 0)).toBe(true)
  })

  test('with some of it read nobody knows: both stories are told', () => {
    const play = opened().say(
      fin('a', facts({ written: 300_000 })),
      fin('b', facts({ read: 200_000 }, { written: 300_000 })),
    )
    expect(play.main('b')).toBe('SYN_RECEIVED ESTABLISHED CLOSE_WAIT LAST_ACK CLOSED')
    expect(play.walk('b').flatMap((state) => state.alternatives)).toEqual([
      ['FIN_WAIT_1'],
      ['CLOSING'],
      ['FIN_WAIT_2'],
      [],
      ['TIME_WAIT'],
    ])
    expect(play.walk('b').every((state) => state.confidence !== 'exact')).toBe(true)
  })

  test('a reset while a FIN may be held up tells both', () => {
    const play = opened().say(
      fin('a', facts({ written: 300_000 })),
      asked('reset', 'b', facts({ read: 200_000 }, { written: 300_000 })),
    )
    expect(play.last('b')).toMatchObject({ confidence: 'possible', alternatives: [['CLOSE_WAIT', 'CLOSED']] })
    expect(play.last('a')).toMatchObject({ confidence: 'possible', alternatives: [['FIN_WAIT_2', 'CLOSED']] })
  })
})

test('what an end dropped when it was destroyed is nobody’s to read', () => {
  const dropped = { written: 12_000_000, unsent: 12_000_000 }
  const play = opened().say(asked('destroy', 'a', facts(dropped)), received('b', 4_000_000), ended('b'))
  play.say(asked('destroy', 'b', facts({ read: 4_000_000 }, { ...dropped, unsent: 0 })))
  expect(play.main('b')).toBe('SYN_RECEIVED ESTABLISHED CLOSE_WAIT LAST_ACK CLOSED')
})

describe('small messages that wait for the ACK of the one before', () => {
  /** `b` has answered, so that its kernel delays its ACKs; then two small messages come to it, and none is read. */
  const conversation = () =>
    opened()
      .say(sent('a', 10), received('b', 10), sent('b', 10), received('a', 10))
      .say(sent('a', 10, 10, 1), received('b', 10, 10), sent('a', 10, 20, 2))
  const unread = facts({ written: 10, read: 20 }, { written: 30, read: 10 })

  test('nobody has unread bytes: destroy sends FIN, and gets them then', () => {
    const play = conversation().say(asked('destroy', 'b', unread))
    expect(play.main('b')).toBe('SYN_RECEIVED ESTABLISHED FIN_WAIT_1 FIN_WAIT_2 CLOSED')
    expect(play.main('a')).toBe('SYN_SENT ESTABLISHED CLOSE_WAIT CLOSED')
  })

  test('later than the ACK is delayed, they have come', () => {
    const play = conversation()
    play.t += 50
    play.say(asked('destroy', 'b', unread))
    expect(play.main('b')).toBe('SYN_RECEIVED ESTABLISHED CLOSED')
    expect(play.last('b')?.confidence).toBe('order')
  })

  test('who does not answer acknowledges at once', () => {
    const play = opened().say(sent('a', 10), sent('a', 10, 10, 1))
    play.say(asked('destroy', 'b', facts({}, { written: 20 })))
    expect(play.main('b')).toBe('SYN_RECEIVED ESTABLISHED CLOSED')
    expect(play.last('b')?.confidence).toBe('exact')
  })
})

describe('before the connection is accepted', () => {
  const call = () => new Play().say(listening, connecting)

  test('a FIN is in the kernel that nobody has accepted from yet', () => {
    const play = call().say(connected, fin('a', facts({})), accepted)
    expect(play.main('a')).toBe('SYN_SENT ESTABLISHED FIN_WAIT_1 FIN_WAIT_2')
    expect(play.main('b')).toBe('SYN_RECEIVED ESTABLISHED CLOSE_WAIT')
  })

  test('given up before Node has told of the connection, it was open all the same', () => {
    for (const act of ['destroy', 'reset'] as const) {
      const play = call().say(asked(act, 'a'), accepted)
      expect(play.main('a')).toBe('SYN_SENT ESTABLISHED FIN_WAIT_1 FIN_WAIT_2')
      expect(play.main('b')).toBe('SYN_RECEIVED ESTABLISHED CLOSE_WAIT')
      expect(
        play
          .walk('a')
          .slice(1)
          .every((state) => state.confidence === 'order'),
      ).toBe(true)
    }
  })

  test('of a listener that is frozen nobody knows: its queue may be full', () => {
    const play = new Play().say(listening, { kind: 'frozen', socket: 's' }, connecting, asked('destroy', 'a'))
    expect(play.main('a')).toBe('SYN_SENT CLOSED')
    expect(play.last('a')?.confidence).toBe('possible')
    expect(play.last('a')?.alternatives.length).toBeGreaterThan(0)
  })

  test('closed before it is even called: the descriptor goes with the FIN', () => {
    const play = new Play().say(
      { kind: 'asked', by: 'user', socket: 'a', command: { do: 'connect', to: 's' } },
      asked('close', 'a'),
      connecting,
      connected,
      accepted,
      fin('a'),
      sent('b', 10),
    )
    expect(play.main('a')).toBe('SYN_SENT ESTABLISHED FIN_WAIT_1 FIN_WAIT_2 CLOSED')
    expect(play.main('b')).toBe('SYN_RECEIVED ESTABLISHED CLOSE_WAIT CLOSED')
  })
})
