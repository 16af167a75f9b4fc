import { describe, expect, test } from 'vitest'
import { type Cause, causeOf } from '../../src/renderer/diagram/causes'
import { beside, headPath, linePath } from '../../src/renderer/diagram/lines'
import { BOX, CENTRES, HEIGHT, neighbour, PLACES, type Place, WIDTH } from '../../src/renderer/diagram/places'
import { placesOf, routeOf } from '../../src/renderer/diagram/routes'
import { fitting } from '../../src/renderer/diagram/useFit'
import { FIGURE, otherArrows, placeAfter, placeOf, takenBy } from '../../src/renderer/diagram/ways'
import type { LabEvent } from '../../src/shared/events'
import type { PathStep, SocketModel } from '../../src/shared/model/model'
import type { TcpState } from '../../src/shared/tcp/states'
import { OF_THE_FIGURE_ONLY, TRANSITIONS } from '../../src/shared/tcp/transitions'
import { socket } from './builders'

function step(from: TcpState, to: TcpState, more: Partial<PathStep> = {}): PathStep {
  return {
    seq: 100,
    t: 1,
    tMin: 1,
    tMax: 1,
    from,
    to,
    provenance: 'inferred',
    confidence: 'exact',
    because: [],
    alternatives: [],
    rule: 'fin',
    ...more,
  }
}

function socketOn(path: PathStep[], state: TcpState = path.at(-1)?.to ?? 'CLOSED'): SocketModel {
  return socket('alice', 'client', { state, path })
}

describe('the figure', () => {
  test('has the arrows of RFC 9293, figure 5, and no other', () => {
    expect([...FIGURE.keys()].sort()).toEqual(
      [
        'CLOSED>LISTEN',
        'CLOSED>SYN_SENT',
        'LISTEN>CLOSED',
        'LISTEN>SYN_RECEIVED',
        'LISTEN>SYN_SENT',
        'SYN_SENT>CLOSED',
        'SYN_SENT>SYN_RECEIVED',
        'SYN_SENT>ESTABLISHED',
        'SYN_RECEIVED>LISTEN',
        'SYN_RECEIVED>ESTABLISHED',
        'SYN_RECEIVED>FIN_WAIT_1',
        'ESTABLISHED>FIN_WAIT_1',
        'ESTABLISHED>CLOSE_WAIT',
        'FIN_WAIT_1>FIN_WAIT_2',
        'FIN_WAIT_1>CLOSING',
        'FIN_WAIT_2>TIME_WAIT',
        'CLOSING>TIME_WAIT',
        'CLOSE_WAIT>LAST_ACK',
        'LAST_ACK>END',
        'TIME_WAIT>END',
      ].sort(),
    )
  })

  test('every arrow that the table knows begins and ends at the edge of its boxes, within the figure', () => {
    const all = [...TRANSITIONS, ...OF_THE_FIGURE_ONLY].flatMap(({ from, to }) =>
      takenBy(socketOn([step(from, to)]), 'client'),
    )
    for (const arrow of new Set([...FIGURE.keys(), ...all.map((each) => each.arrow)])) {
      const { points } = routeOf(arrow)
      const [from, to] = placesOf(arrow)
      expect([atEdge(points[0], from), atEdge(points.at(-1), to)], arrow).toEqual([true, true])
      for (const [x, y] of points) {
        expect(x >= 0 && x <= WIDTH && y >= 0 && y <= HEIGHT, arrow).toBe(true)
      }
    }
  })

  test('a way that no table knows runs straight from edge to edge', () => {
    const { points } = routeOf('ESTABLISHED>LAST_ACK')
    expect(points).toHaveLength(2)
    expect(atEdge(points[0], 'ESTABLISHED') && atEdge(points[1], 'LAST_ACK')).toBe(true)
  })

  test('every state can be reached by arrow keys, and each press leads to that side', () => {
    const reached = new Set<Place>(['CLOSED'])
    for (const place of reached) {
      for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']) {
        const to = neighbour(place, key)
        if (to === undefined) continue
        const [dx, dy] = [CENTRES[to][0] - CENTRES[place][0], CENTRES[to][1] - CENTRES[place][1]]
        const along = { ArrowLeft: -dx, ArrowRight: dx, ArrowUp: -dy, ArrowDown: dy }[key]
        expect(along, `${place} ${key}`).toBeGreaterThan(0)
        reached.add(to)
      }
    }
    expect([...reached].sort()).toEqual([...PLACES].sort())
    expect(neighbour('ESTABLISHED', 'Home')).toBe('CLOSED')
    expect(neighbour('ESTABLISHED', 'End')).toBe('END')
    expect(neighbour('ESTABLISHED', 'a')).toBeUndefined()
  })

  test('fills its room, and is never smaller than can be read', () => {
    expect(fitting(WIDTH, HEIGHT)).toBe(1)
    expect(fitting(WIDTH * 2, HEIGHT * 1.5)).toBe(1.5)
    expect(fitting(200, 100)).toBeGreaterThan(0.7)
  })
})

describe('the way of an end', () => {
  test('an accepted end begins where its listener stands', () => {
    const end = socketOn([step('CLOSED', 'SYN_RECEIVED'), step('SYN_RECEIVED', 'ESTABLISHED')])
    expect(takenBy(end, 'server').map(({ number, arrow }) => [number, arrow])).toEqual([
      [1, 'LISTEN>SYN_RECEIVED'],
      [2, 'SYN_RECEIVED>ESTABLISHED'],
    ])
    expect(placeOf(end)).toBe('ESTABLISHED')
  })

  test('what never became a connection goes back to the CLOSED of the beginning, all else to that of the end', () => {
    expect(placeAfter(step('SYN_SENT', 'CLOSED'))).toBe('CLOSED')
    expect(placeAfter(step('LISTEN', 'CLOSED'))).toBe('CLOSED')
    expect(placeAfter(step('ESTABLISHED', 'CLOSED'))).toBe('END')
    expect(placeAfter(step('TIME_WAIT', 'CLOSED'))).toBe('END')
  })

  test('an end without a path, as the kernel shows one, stands in its state', () => {
    expect(placeOf(socketOn([], 'ESTABLISHED'))).toBe('ESTABLISHED')
    expect(placeOf(socketOn([]))).toBe('CLOSED')
  })

  test('alternatives are the arrows that may have been taken instead', () => {
    const crossing = step('FIN_WAIT_1', 'CLOSING', { alternatives: [['FIN_WAIT_2', 'TIME_WAIT'], []] })
    expect(otherArrows(crossing)).toEqual(['FIN_WAIT_1>FIN_WAIT_2', 'FIN_WAIT_2>TIME_WAIT'])
    const reset = step('FIN_WAIT_1', 'CLOSED', { alternatives: [['FIN_WAIT_2', 'CLOSED']] })
    expect(otherArrows(reset)).toEqual(['FIN_WAIT_1>FIN_WAIT_2', 'FIN_WAIT_2>END'])
  })
})

describe('what caused a step', () => {
  const facts = { written: 0, unsent: 0, read: 0 }
  const events: Record<number, object> = {
    1: { kind: 'asked', socket: 'alice', command: { do: 'shutdown', socket: 'alice' }, by: 'user' },
    2: { kind: 'finished', socket: 'alice', phase: 'queued', cause: 1, facts },
    3: { kind: 'finished', socket: 'alice', phase: 'sent', cause: 2, facts },
    4: { kind: 'ended', socket: 'bob', cause: 3 },
    5: { kind: 'finished', socket: 'bob', phase: 'sent', cause: 4, facts },
    6: { kind: 'asked', socket: 'alice', command: { do: 'reset', socket: 'alice' }, by: 'user' },
    7: { kind: 'failed', socket: 'bob', code: 'ECONNRESET', syscall: 'read', message: '' },
    8: { kind: 'failed', socket: 'alice', code: 'ETIMEDOUT', syscall: 'connect', message: '' },
    9: { kind: 'sent', socket: 'bob', bytes: 1, offset: 0, index: 0, queued: 0 },
    10: { kind: 'segment', socket: 'bob', to: 'alice', flags: 'AR', bytes: 0 },
  }
  const cause = (of: PathStep, end: string): Cause =>
    causeOf(of, end, (seq) => events[seq] as LabEvent | undefined)

  test.each<[string, PathStep, string, Cause]>([
    [
      'FIN by an act, behind what was unsent',
      step('ESTABLISHED', 'FIN_WAIT_1', { because: [3] }),
      'alice',
      { on: 'send-fin', act: 'shutdown' },
    ],
    [
      'FIN in answer to FIN',
      step('CLOSE_WAIT', 'LAST_ACK', { because: [5] }),
      'bob',
      { on: 'send-fin', answers: true },
    ],
    ['FIN of a peer', step('ESTABLISHED', 'CLOSE_WAIT', { because: [3] }), 'bob', { on: 'receive-fin' }],
    [
      'the last ACK, not a reset',
      step('LAST_ACK', 'CLOSED', { because: [5] }),
      'bob',
      { on: 'receive-ack-of-fin' },
    ],
    [
      'a reset by an act',
      step('ESTABLISHED', 'CLOSED', { because: [6] }),
      'alice',
      { on: 'send-reset', act: 'reset' },
    ],
    ['the peer’s reset', step('ESTABLISHED', 'CLOSED', { because: [6] }), 'bob', { on: 'receive-reset' }],
    [
      'a reset that a call showed',
      step('ESTABLISHED', 'CLOSED', { because: [7] }),
      'bob',
      { on: 'receive-reset', code: 'ECONNRESET' },
    ],
    [
      'a reset while connecting',
      step('SYN_SENT', 'CLOSED', { because: [6] }),
      'alice',
      { on: 'abort', act: 'reset' },
    ],
    [
      'no answer',
      step('SYN_SENT', 'CLOSED', { because: [8] }),
      'alice',
      { on: 'give-up', code: 'ETIMEDOUT' },
    ],
    [
      'data for an end that nobody reads',
      step('FIN_WAIT_2', 'CLOSED', { because: [9] }),
      'alice',
      { on: 'send-reset' },
    ],
    ['the end of an orphan', step('FIN_WAIT_2', 'CLOSED'), 'alice', { on: 'timer-expires' }],
    ['a captured RST', step('ESTABLISHED', 'CLOSED', { because: [10] }), 'alice', { on: 'receive-reset' }],
    ['events that are gone', step('ESTABLISHED', 'CLOSED', { because: [999] }), 'alice', { on: undefined }],
  ])('%s', (_what, of, end, expected) => {
    expect(cause(of, end)).toEqual(expected)
  })
})

describe('lines', () => {
  test('two ways on one arrow run beside each other, and keep their distance round a corner', () => {
    const corner = [
      [0, 0],
      [10, 0],
      [10, 10],
    ] as const
    expect(beside(corner, 2)).toEqual([
      [0, 2],
      [8, 2],
      [8, 10],
    ])
    expect(beside(corner, -2)).toEqual([
      [0, -2],
      [12, -2],
      [12, 10],
    ])
    expect(beside(corner, 0)).toEqual(corner)
  })

  test('a line ends where its arrowhead begins to be as wide as the line', () => {
    expect(
      linePath([
        [0, 0],
        [100, 0],
      ]),
    ).toBe('M0 0L93 0')
    expect(
      headPath([
        [0, 0],
        [100, 0],
      ]),
    ).toBe('M100 0L92 -3.5L92 3.5Z')
    expect(
      linePath([
        [0, 0],
        [100, 0],
        [100, 100],
      ]),
    ).toContain('Q100 0')
  })
})

function atEdge(point: readonly [number, number] | undefined, place: Place): boolean {
  if (!point) return false
  const [dx, dy] = [Math.abs(point[0] - CENTRES[place][0]), Math.abs(point[1] - CENTRES[place][1])]
  const near = (a: number, b: number) => Math.abs(a - b) < 0.01
  return (
    (near(dx, BOX.width / 2) && dy <= BOX.height / 2 + 0.01) ||
    (near(dy, BOX.height / 2) && dx <= BOX.width / 2 + 0.01)
  )
}
