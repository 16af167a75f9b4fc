import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Flows } from '../../src/main/observe/capture/flows'
import { Merger } from '../../src/main/observe/capture/merge'
import { ACK, FIN, RST, SYN, type TcpHeader } from '../../src/main/observe/capture/packet'

const A = '127.0.0.1:1000'
const B = '127.0.0.1:2000'
const ISN_A = 4_294_967_290
const ISN_B = 5000

/** A segment from `from`; numbers relative to each end's initial one, as they would be on the wire. */
function segment(
  from: typeof A | typeof B,
  flags: number,
  seq: number,
  ack = 0,
  bytes = 0,
  rest: Partial<TcpHeader> = {},
): TcpHeader {
  const [own, other] = from === A ? [ISN_A, ISN_B] : [ISN_B, ISN_A]
  return {
    from,
    to: from === A ? B : A,
    sequence: (own + seq) >>> 0,
    acknowledgement: flags & ACK ? (other + ack) >>> 0 : 0,
    flags,
    window: 1000,
    bytes,
    payloadAt: 40,
    id: 0,
    ...rest,
  }
}

const SYN_A = segment(A, SYN, 0, 0, 0, { options: { windowScale: 7 } })
const SYN_B = segment(B, SYN | ACK, 0, 1, 0, { options: { windowScale: 2 } })
const HANDSHAKE = [SYN_A, SYN_B, segment(A, ACK, 1, 1)]

/** `S 0`, `A 1 1 5 again`: flags, relative numbers, payload. */
function told(flows: Flows, segments: readonly TcpHeader[]): string[] {
  return segments.map((one) => {
    const { flags, sequence, acknowledgement, bytes, again } = flows.take(one)
    const parts = [flags, sequence, acknowledgement, bytes || undefined, again && 'again']
    return parts.filter((part) => part !== undefined).join(' ')
  })
}

describe('numbers are relative to the handshake', () => {
  test('and go on where those on the wire begin anew', () => {
    const flows = new Flows()
    expect(
      told(flows, [
        ...HANDSHAKE,
        segment(A, ACK, 1, 1, 20),
        segment(B, ACK, 1, 21),
        segment(A, ACK | FIN, 21, 1),
      ]),
    ).toEqual(['S 0', 'AS 0 1', 'A 1 1', 'A 1 1 20', 'A 1 21', 'AF 21 1'])
    expect(flows.missing).toBe(0)
  })

  test('beyond 4 GiB', () => {
    const flows = new Flows()
    told(flows, HANDSHAKE)
    let at = 1
    for (let i = 0; i < 5; i++, at += 2 ** 30) {
      expect(flows.take(segment(A, ACK, at, 1, 2 ** 30)).sequence).toBe(at)
      expect(flows.take(segment(B, ACK, 1, at + 2 ** 30)).acknowledgement).toBe(at + 2 ** 30)
    }
    expect(flows.missing).toBe(0)
  })

  test('to the first byte that is seen of a connection that is met midway', () => {
    const flows = new Flows()
    expect(
      told(flows, [segment(A, ACK, 700, 900, 10), segment(B, ACK, 900, 710, 4), segment(A, ACK, 710, 904)]),
    ).toEqual(['A 1 1 10', 'A 1 11 4', 'A 11 5'])
    expect(flows.missing).toBe(0)
  })

  test('to its SYN, where only that is missing', () => {
    expect(told(new Flows(), [SYN_B, segment(A, ACK, 1, 1), segment(A, ACK, 1, 1, 3)])).toEqual([
      'AS 0 1',
      'A 1 1',
      'A 1 1 3',
    ])
  })

  test('a refused call’s RST has the number 0', () => {
    const rst = { ...segment(B, RST | ACK, 0, 1), sequence: 0 }
    expect(told(new Flows(), [SYN_A, rst])).toEqual(['S 0', 'AR 0 1'])
  })

  test('ends that open at the same time, and one that is connected to itself', () => {
    expect(told(new Flows(), [SYN_A, segment(B, SYN, 0), SYN_B, segment(A, SYN | ACK, 0, 1)])).toEqual([
      'S 0',
      'S 0',
      'AS 0 1 again',
      'AS 0 1 again',
    ])
    const self = { ...SYN_A, to: A }
    const answer = { ...self, flags: SYN | ACK, acknowledgement: (ISN_A + 1) >>> 0 }
    expect(told(new Flows(), [self, answer])).toEqual(['S 0', 'AS 0 1 again'])
  })
})

test('a 4-tuple that is used again begins anew, and says so', () => {
  const flows = new Flows()
  expect(HANDSHAKE.map((one) => flows.take(one).opens)).toEqual([true, undefined, undefined])
  // A SYN that is sent again opens nothing.
  expect(flows.take(SYN_A)).toMatchObject({ again: true, sequence: 0 })
  expect(flows.take(SYN_A).opens).toBeUndefined()
  const later = { ...SYN_A, sequence: 77 }
  expect(flows.take(later)).toMatchObject({ opens: true, sequence: 0 })
  expect(flows.take({ ...SYN_B, acknowledgement: 78, sequence: 99 })).toMatchObject({
    sequence: 0,
    acknowledgement: 1,
  })
})

test('the window is scaled if both SYNs offered to, and never in a SYN', () => {
  const flows = new Flows()
  expect([...HANDSHAKE, segment(B, ACK, 1, 1)].map((one) => flows.take(one).window)).toEqual([
    1000, 1000, 128_000, 4000,
  ])
  const half = new Flows()
  expect(
    [SYN_A, { ...SYN_B, options: {} }, segment(A, ACK, 1, 1)].map((one) => half.take(one).window),
  ).toEqual([1000, 1000, 1000])
  expect(new Flows().take(segment(A, ACK, 1, 1)).window).toBe(1000)
})

describe('what was seen before is sent again', () => {
  test('SYN, data, FIN, and probes that repeat the number before the next one', () => {
    const flows = new Flows()
    told(flows, HANDSHAKE)
    const data = segment(A, ACK, 1, 1, 100)
    const fin = segment(A, ACK | FIN, 101, 1)
    expect(
      told(flows, [SYN_A, data, data, segment(A, ACK, 51, 1, 20), segment(A, ACK, 100, 1), fin, fin]),
    ).toEqual([
      'S 0 again',
      'A 1 1 100',
      'A 1 1 100 again',
      'A 51 1 20 again',
      'A 100 1 again',
      'AF 101 1',
      'AF 101 1 again',
    ])
    // An ACK, a part that is new, a RST: none of these is.
    expect(told(flows, [segment(A, ACK, 102, 1), segment(A, RST, 101)])).toEqual(['A 102 1', 'R 101'])
    const other = new Flows()
    told(other, HANDSHAKE)
    expect(told(other, [segment(A, ACK, 1, 1, 10), segment(A, ACK, 6, 1, 10)])).toEqual([
      'A 1 1 10',
      'A 6 1 10',
    ])
  })

  test('but not what fills a gap', () => {
    const flows = new Flows()
    told(flows, HANDSHAKE)
    const late = [segment(A, ACK, 11, 1, 10), segment(A, ACK, 1, 1, 10), segment(A, ACK, 1, 1, 20)]
    expect(told(flows, late)).toEqual(['A 11 1 10', 'A 1 1 10', 'A 1 1 20 again'])
    flows.take(segment(B, ACK, 1, 21))
    expect(flows.missing).toBe(0)
  })
})

describe('what was acknowledged and never seen is missing', () => {
  test('a gap, and what came last', () => {
    const flows = new Flows()
    told(flows, HANDSHAKE)
    told(flows, [segment(A, ACK, 11, 1, 10)])
    expect(flows.missing).toBe(0)
    flows.take(segment(B, ACK, 1, 21))
    expect(flows.missing).toBe(1)
    flows.take(segment(B, ACK, 1, 500))
    expect(flows.missing).toBe(2)
    flows.take(segment(B, ACK, 1, 500))
    expect(flows.missing).toBe(2)
  })

  test('and nothing else: a stream of which nothing is lost misses nothing, in whatever order and however often it came', () => {
    const property = fc.property(
      fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 30 }),
      fc.array(fc.nat(), { maxLength: 60 }),
      (sizes, picks) => {
        const flows = new Flows()
        for (const one of HANDSHAKE) flows.take(one)
        let at = 1
        const all = sizes.map((bytes) => {
          const one = segment(A, ACK, at, 1, bytes)
          at += bytes
          return one
        })
        const mixed = [...picks.map((pick) => all[pick % all.length] as TcpHeader), ...all]
        const firsts = mixed.filter((one) => flows.take(one).again !== true)
        expect(new Set(firsts).size).toBe(all.length)
        expect(firsts.length).toBe(all.length)
        flows.take(segment(B, ACK, 1, at))
        expect(flows.missing).toBe(0)
      },
    )
    fc.assert(property)
  })
})

describe('what two tools saw', () => {
  const dup = segment(B, ACK, 1, 1)
  const data = segment(A, ACK, 1, 1, 5, { id: 4 })
  /** Which of them are new, one after the other; `by` 0: seen by tool 1, which is alone. */
  const news = (merger: Merger, ...seen: readonly [by: number, t: number, header: TcpHeader][]) =>
    seen.map(([by, t, header]) => merger.isNew({ by: by || 1, t, header }, by === 0))

  test('is new once, whoever saw it, though each has times of its own', () => {
    const first = news(new Merger(), [1, 0, SYN_A], [1, 1, SYN_B], [1, 3, data])
    expect(first).toEqual([true, true, true])
    const merger = new Merger()
    const both = news(merger, [1, 0, SYN_A], [1, 1, SYN_B], [2, 1.001, SYN_B], [2, 2.999, data], [1, 3, data])
    expect(both).toEqual([true, true, false, true, false])
    expect(news(merger, [2, 4, segment(B, ACK, 1, 6)])).toEqual([true])
  })

  test('is new as often as one of them saw it', () => {
    const merger = new Merger()
    expect(news(merger, [1, 0, dup], [1, 1, dup], [1, 2, dup])).toEqual([true, true, true])
    expect(news(merger, [2, 0.001, dup], [2, 1.001, dup], [2, 2.001, dup])).toEqual([false, false, false])
    expect(news(merger, [2, 9, dup])).toEqual([true])
  })

  test('is known until the one that stays has come to what was told last, and no longer', () => {
    const merger = new Merger()
    expect(news(merger, [2, 0, dup], [2, 10, data])).toEqual([true, true])
    expect(news(merger, [0, 0, dup], [0, 10.001, data])).toEqual([false, false])
    expect(news(merger, [0, 12, dup], [0, 13, dup])).toEqual([true, true])
  })

  test('costs nothing while one is alone', () => {
    const merger = new Merger()
    expect(news(merger, [0, 0, dup], [0, 0, dup], [0, 0, dup])).toEqual([true, true, true])
  })
})
