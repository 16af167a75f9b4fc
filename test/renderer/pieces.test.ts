import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EventStore } from '../../src/renderer/lab/events'
import { ByteStream, type Fit } from '../../src/renderer/messages/pieces'
import type { LabEvent, Received, Sent } from '../../src/shared/events'

/** A stream in which `a` writes and `b` reads what `sizes` say, in this order: `w3` is a write of 3 bytes, `r2` a read of 2. */
function stream(...sizes: string[]) {
  const events = new EventStore(1000)
  const messages: (Sent | Received)[] = []
  const totals = { w: { bytes: 0, count: 0 }, r: { bytes: 0, count: 0 } }
  for (const size of sizes) {
    const direction = size[0] === 'w' ? 'w' : 'r'
    const bytes = Number(size.slice(1))
    const total = totals[direction]
    const seq = messages.length + 1
    const base = { seq, t: seq, bytes, offset: total.bytes, index: total.count }
    const message: Sent | Received =
      direction === 'w'
        ? { ...base, kind: 'sent', socket: 'a', queued: 0 }
        : { ...base, kind: 'received', socket: 'b' }
    total.bytes += bytes
    total.count++
    messages.push(message)
    events.add(message)
  }
  const both = new ByteStream(events, 'a', 'b')
  return { events, both, fits: () => messages.map((message) => both.fitOf(message)) }
}

describe('how writes and reads fit', () => {
  test('one write, one read', () => {
    expect(stream('w5', 'r5', 'w1', 'r1').fits()).toEqual([
      { kind: 'whole', seq: 2 },
      { kind: 'whole', seq: 1 },
      { kind: 'whole', seq: 4 },
      { kind: 'whole', seq: 3 },
    ])
  })

  test('a read that joins three writes', () => {
    expect(stream('w1', 'w2', 'w3', 'r6').fits()).toEqual([
      { kind: 'joined', count: 2, seq: 4 },
      { kind: 'joined', count: 2, seq: 4 },
      { kind: 'joined', count: 2, seq: 4 },
      { kind: 'joins', count: 3, all: true, seq: 1 },
    ])
  })

  test('a write that is read in pieces, and how many there are once all have come', () => {
    const part = stream('w10', 'r4', 'r4')
    expect(part.fits()).toEqual([
      { kind: 'unread', read: 8, seq: 2 },
      { kind: 'piece', piece: 1, seq: 1 },
      { kind: 'piece', piece: 2, seq: 1 },
    ])
    part.events.add({ kind: 'received', socket: 'b', seq: 4, t: 4, bytes: 2, offset: 8, index: 2 })
    expect(part.fits()).toEqual([
      { kind: 'split', pieces: 3, seq: 2 },
      { kind: 'piece', piece: 1, pieces: 3, seq: 1 },
      { kind: 'piece', piece: 2, pieces: 3, seq: 1 },
    ])
  })

  test('a read that ends one write and begins the next', () => {
    expect(stream('w4', 'w4', 'r6', 'r2').fits()).toEqual([
      { kind: 'joined', count: 1, seq: 3 },
      { kind: 'split', pieces: 2, seq: 3 },
      { kind: 'joins', count: 2, all: false, seq: 1 },
      { kind: 'piece', piece: 2, pieces: 2, seq: 2 },
    ])
  })

  test('nothing is said of what was not read, nor of messages without bytes', () => {
    expect(stream('w3', 'w0').fits()).toEqual([{ kind: 'unread', read: 0 }, undefined])
    expect(stream('w0', 'w3', 'w0', 'r3').fits()).toEqual([
      undefined,
      { kind: 'whole', seq: 4 },
      undefined,
      { kind: 'whole', seq: 2 },
    ])
  })

  test('a message that was skipped leaves what it touches unknown', () => {
    const { both } = stream('w2', 'r2')
    const later: LabEvent = { kind: 'received', socket: 'b', seq: 9, t: 9, bytes: 2, offset: 40, index: 20 }
    expect(both.fitOf(later)).toBeUndefined()
  })

  test('for any cutting, every byte of a read is in the writes that it is said to come from', () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(cuts, cuts, (writes, reads) => {
        const written = writes.reduce((sum, size) => sum + size, 0)
        let left = written
        const fitting = reads.map((size) => {
          const taken = Math.min(size, left)
          left -= taken
          return taken
        })
        const sizes = [
          ...writes.map((size) => `w${size}`),
          ...fitting.filter((size) => size > 0).map((size) => `r${size}`),
        ]
        const fits = stream(...sizes).fits()
        let at = 0
        for (const [index, size] of sizes.entries()) {
          if (size[0] !== 'r') continue
          const bytes = Number(size.slice(1))
          expect(touching(fits[index])).toBe(overlapping(writes, at, bytes))
          at += bytes
        }
      }),
    )
  })
})

const touching = (fit: Fit | undefined) => (fit?.kind === 'joins' ? fit.count : 1)

function overlapping(writes: number[], from: number, bytes: number): number {
  let at = 0
  return writes.filter((size) => {
    const begin = at
    at += size
    return begin < from + bytes && at > from
  }).length
}
