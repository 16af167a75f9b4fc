import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EventStore } from '../../src/renderer/lab/events'
import { bytesBetween } from '../../src/renderer/stream/bandBytes'
import { Lane } from '../../src/renderer/stream/lanes'
import { encodeUtf8 } from '../../src/shared/bytes'
import type { LabEvent } from '../../src/shared/events'

/** A lane of writes of these sizes, with the bytes of `text`. */
function writes(sizes: readonly number[], text = '', firstSeq = 1) {
  const events = new EventStore(1000)
  const data = encodeUtf8(text)
  let offset = 0
  for (const [index, bytes] of sizes.entries()) {
    const part = data.slice(offset, offset + bytes)
    const event = {
      kind: 'sent',
      socket: 'c',
      seq: firstSeq + index,
      t: index,
      bytes,
      offset,
      index,
      queued: 0,
    }
    events.add({ ...event, ...(part.length > 0 && { data: part }) } as LabEvent)
    offset += bytes
  }
  return { events, lane: new Lane(events, 'sent', 'c') }
}

describe('a lane of a stream', () => {
  test('has the pieces that hold a byte of a stretch, in order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 30 }),
        fc.nat(100),
        fc.integer({ min: 1, max: 30 }),
        (sizes, from, length) => {
          const { lane } = writes(sizes)
          const ends = sizes.map((_, i) => sizes.slice(0, i + 1).reduce((sum, size) => sum + size, 0))
          const wanted = ends.flatMap((to, i) => {
            const begin = to - (sizes[i] as number)
            return to > from && begin < from + length ? [[begin, to]] : []
          })
          expect(lane.between(from, from + length, 100).map((piece) => [piece.from, piece.to])).toEqual(
            wanted,
          )
          expect(lane.end).toBe(ends.at(-1))
          expect(lane.count).toBe(sizes.length)
        },
      ),
    )
  })

  test('leads from one piece to the next, and says which one holds a byte', () => {
    const { lane } = writes([3, 2, 4], '', 5)
    expect(lane.first()?.seq).toBe(5)
    expect(lane.beside(5, 1)?.seq).toBe(6)
    expect(lane.beside(5, -1)).toBeUndefined()
    expect(lane.last()).toMatchObject({ seq: 7, from: 5, to: 9, index: 2 })
    expect(lane.holding(4)?.seq).toBe(6)
    expect(lane.holding(100)?.seq).toBe(7)
    expect(lane.of(6)).toMatchObject({ from: 3, to: 5 })
    expect(lane.of(99)).toBeUndefined()
  })

  test('has a framed message where its frame lies, and a broken one as that', () => {
    const events = new EventStore(10)
    const base = { kind: 'unpacked', socket: 's', t: 1 }
    const [whole, broken] = [
      { ...base, seq: 1, bytes: 5, offset: 0, index: 0, span: [0, 9], data: encodeUtf8('hello') },
      { ...base, seq: 2, bytes: 4, offset: 5, index: 1, span: [9, 13], broken: 'tooLong' },
    ]
    events.add(whole as unknown as LabEvent)
    events.add(broken as unknown as LabEvent)
    const lane = new Lane(events, 'unpacked', 's')
    expect(lane.between(0, 20, 10)).toMatchObject([
      { from: 0, to: 9, bytes: 5, broken: false },
      { from: 9, to: 13, bytes: 4, broken: true },
    ])
    // Where within its frame its bytes lie, it doesn't say.
    expect([...bytesBetween(events, [lane], 0, 4)]).toEqual([-1, -1, -1, -1])
  })
})

test('the bytes of a row are those of the pieces in it, as far as they are here', () => {
  const { events, lane } = writes([3, 4], 'abcdef')
  expect([...bytesBetween(events, [lane], 1, 8)]).toEqual([0x62, 0x63, 0x64, 0x65, 0x66, -1, -1])
})
