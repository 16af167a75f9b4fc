import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concat, encodeUtf8, toHex } from '../../../src/shared/bytes'
import { type Framing, framingSchema } from '../../../src/shared/commands/framing'
import { delimiterOf, structFormat } from '../../../src/shared/framing/framing'
import { indexOf, pack, unfit } from '../../../src/shared/framing/pack'
import { type Unframed, Unframer } from '../../../src/shared/framing/unframer'

const bytes = (text: string) => encodeUtf8(text)
const hex = (framing: Framing, message: string) => toHex(pack(framing, bytes(message)), ' ')

const maxBytes = fc.constantFrom(undefined, 1, 7, 100)
const framings: fc.Arbitrary<Framing> = fc.oneof(
  fc.record({
    by: fc.constant('line' as const),
    ending: fc.constantFrom('lf' as const, 'crlf' as const),
    maxBytes,
  }),
  fc.record({ by: fc.constant('fixed' as const), bytes: fc.integer({ min: 1, max: 9 }) }),
  fc.record({
    by: fc.constant('length' as const),
    bytes: fc.constantFrom(1 as const, 2 as const, 4 as const, 8 as const),
    endian: fc.constantFrom('big' as const, 'little' as const),
    maxBytes,
  }),
  fc.record({
    by: fc.constant('delimiter' as const),
    text: fc.constantFrom('|', '--', 'abab', '\0'),
    maxBytes,
  }),
)
/** Bytes in which delimiters are frequent. */
const content = (size: number) =>
  fc
    .array(fc.constantFrom(0, 1, 0x0a, 0x0d, 0x2d, 0x61, 0x62, 0x7c, 0xff), { maxLength: size })
    .map((list) => new Uint8Array(list))

/** What comes of a stream that arrives in pieces of these sizes, again and again. */
function unframe(framing: Framing, stream: Uint8Array, sizes: readonly number[]): Unframed[] {
  const unframer = new Unframer(framing)
  const found: Unframed[] = []
  for (let at = 0, i = 0; at < stream.length; i++) {
    const size = sizes[i % sizes.length] as number
    const piece = stream.slice(at, at + size)
    const messages = unframer.take(piece)
    found.push(...messages.map((one) => ({ ...one, message: one.message.slice() })))
    // Nobody says that the memory of what has come is left alone.
    piece.fill(0xee)
    at += size
  }
  const rest = unframer.end()
  return rest ? [...found, rest] : found
}

const cuts = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 8 })

describe('messages in a stream', () => {
  test('are those that were packed, however the stream is cut', () => {
    const cases = framings.chain((framing) =>
      fc.tuple(
        fc.constant(framing),
        fc.array(content(framing.by === 'fixed' ? framing.bytes : 12), { maxLength: 8 }),
        cuts,
      ),
    )
    fc.assert(
      fc.property(cases, ([framing, messages, sizes]) => {
        const unbounded: Framing = framing.by === 'fixed' ? framing : { ...framing, maxBytes: 1000 }
        const fitting = messages.filter((message) => unfit(unbounded, message) === undefined)
        const frames = fitting.map((message) => pack(unbounded, message))
        const ends = frames.map((_, i) => concat(frames.slice(0, i + 1)).length)
        const expected = ends.map((to, i) => ({ message: fitting[i], from: ends[i - 1] ?? 0, to }))
        expect(unframe(unbounded, concat(frames), sizes)).toEqual(expected)
      }),
    )
  })

  test('are the same in any cut of any bytes, broken ones included', () => {
    fc.assert(
      fc.property(framings, content(200), cuts, (framing, stream, sizes) => {
        expect(unframe(framing, stream, sizes)).toEqual(unframe(framing, stream, [stream.length + 1]))
      }),
      { numRuns: 500 },
    )
  })

  test('lie one behind the other, and what lies between them was told to be too long', () => {
    fc.assert(
      fc.property(framings, content(200), cuts, (framing, stream, sizes) => {
        let [end, isBroken] = [0, false]
        for (const { message, from, to, broken } of unframe(framing, stream, sizes)) {
          if (isBroken) expect(from).toBeGreaterThanOrEqual(end)
          else expect(from).toBe(end)
          expect(to - from).toBeGreaterThanOrEqual(message.length)
          if (broken === undefined)
            expect(toHex(pack(framing, message))).toBe(toHex(stream.subarray(from, to)))
          end = to
          isBroken = broken === 'tooLong'
        }
        expect(end).toBeLessThanOrEqual(stream.length)
      }),
    )
  })

  test('are refused where they would be two, or are of the wrong size', () => {
    expect(unfit({ by: 'line' }, bytes('a\nb'))).toContain('line end')
    expect(unfit({ by: 'line', ending: 'crlf' }, bytes('a\nb'))).toBeUndefined()
    expect(unfit({ by: 'delimiter', text: '--' }, bytes('a-'))).toContain('delimiter')
    expect(unfit({ by: 'fixed', bytes: 4 }, bytes('abc'))).toContain('3 bytes')
    expect(unfit({ by: 'length', bytes: 1 }, new Uint8Array(256))).toContain('255 at most')
    expect(unfit({ by: 'length', bytes: 1 }, new Uint8Array(255))).toBeUndefined()
  })
})

describe('frames', () => {
  test('have their length in front as struct packs it', () => {
    expect(hex({ by: 'length', bytes: 1 }, 'hi')).toBe('02 68 69')
    expect(hex({ by: 'length', bytes: 2 }, 'hi')).toBe('00 02 68 69')
    expect(hex({ by: 'length', bytes: 4, endian: 'little' }, 'hi')).toBe('02 00 00 00 68 69')
    expect(hex({ by: 'length', bytes: 8, endian: 'big' }, 'hi')).toBe('00 00 00 00 00 00 00 02 68 69')
    expect(structFormat({ by: 'length', bytes: 4 })).toBe('!I')
    expect(structFormat({ by: 'length', bytes: 2, endian: 'little' })).toBe('<H')
  })

  test('end as they are told to', () => {
    expect(hex({ by: 'line' }, 'a')).toBe('61 0a')
    expect(hex({ by: 'line', ending: 'crlf' }, 'a')).toBe('61 0d 0a')
    expect(hex({ by: 'delimiter', hex: '00 ff' }, 'a')).toBe('61 00 ff')
    expect(hex({ by: 'fixed', bytes: 1 }, 'a')).toBe('61')
    expect(delimiterOf({ by: 'fixed', bytes: 1 })).toBeUndefined()
    expect(indexOf(bytes('aab'), bytes('ab'), 0, 3)).toBe(1)
    expect(indexOf(bytes('aab'), bytes('ab'), 0, 2)).toBe(-1)
  })

  test('that are too long are told of at once, and what follows them is read on', () => {
    const byLength = new Unframer({ by: 'length', bytes: 4, maxBytes: 10 })
    expect(byLength.take(bytes('GET '))).toEqual([
      { message: bytes('GET '), from: 0, to: 4, broken: 'tooLong', declared: 0x47455420 },
    ])
    const short = new Unframer({ by: 'length', bytes: 1, maxBytes: 2 })
    const stream = concat([
      pack({ by: 'length', bytes: 1 }, bytes('abc')),
      pack({ by: 'length', bytes: 1 }, bytes('ok')),
    ])
    expect(short.take(stream).map(({ message, broken }) => [toHex(message), broken])).toEqual([
      ['03', 'tooLong'],
      [toHex(bytes('ok')), undefined],
    ])
    const byLine = new Unframer({ by: 'line', maxBytes: 3 })
    expect(byLine.take(bytes('abcdefg')).map(({ broken }) => broken)).toEqual(['tooLong'])
    expect(byLine.take(bytes('hij\nok\n'))).toEqual([{ message: bytes('ok'), from: 11, to: 14 }])
  })

  test('within which the stream ends are cut off', () => {
    const unframer = new Unframer({ by: 'length', bytes: 2 })
    expect(unframer.take(new Uint8Array([0, 5, 0x61, 0x62]))).toEqual([])
    expect(unframer.end()).toEqual({ message: bytes('ab'), from: 0, to: 4, broken: 'cutOff', declared: 5 })
    expect(unframer.end()).toBeUndefined()
    const fixed = new Unframer({ by: 'fixed', bytes: 4 })
    expect(fixed.take(bytes('abcdef'))).toHaveLength(1)
    expect(fixed.end()).toMatchObject({ message: bytes('ef'), from: 4, to: 6, broken: 'cutOff' })
  })

  test('of any length cost no more memory than one of them may have', () => {
    const unframer = new Unframer({ by: 'length', bytes: 8, maxBytes: 100 })
    unframer.take(new Uint8Array([0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]))
    for (let i = 0; i < 100; i++) expect(unframer.take(new Uint8Array(1000))).toEqual([])
    expect(unframer.pending).toBe(0)
  })
})

test('a framing has one form for each way of telling messages apart', () => {
  const ok = [
    { by: 'line' },
    { by: 'line', ending: 'crlf', maxBytes: 10 },
    { by: 'fixed', bytes: 8 },
    { by: 'length', bytes: 8, endian: 'little' },
    { by: 'delimiter', text: '|' },
    { by: 'delimiter', hex: '00' },
  ]
  for (const framing of ok)
    expect(framingSchema.safeParse(framing).success, JSON.stringify(framing)).toBe(true)
  const bad = [
    { by: 'lines' },
    { by: 'line', ending: 'cr' },
    { by: 'fixed' },
    { by: 'fixed', bytes: 0 },
    { by: 'length', bytes: 3 },
    { by: 'delimiter' },
    { by: 'delimiter', text: '' },
    { by: 'delimiter', text: '|', hex: '7c' },
    { by: 'delimiter', text: 'x'.repeat(65) },
    { by: 'line', maxBytes: 1e12 },
  ]
  for (const framing of bad)
    expect(framingSchema.safeParse(framing).success, JSON.stringify(framing)).toBe(false)
})
