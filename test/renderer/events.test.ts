import { describe, expect, test } from 'vitest'
import { EventStore } from '../../src/renderer/lab/events'
import { MergedEvents } from '../../src/renderer/lab/merged'
import { missingBefore } from '../../src/renderer/lab/missing'
import type { OrdinalList } from '../../src/renderer/lab/ordinals'
import { FilteredLog } from '../../src/renderer/log/lists'
import { BatchDecoder } from '../../src/shared/codec'
import type { LabEvent, Received } from '../../src/shared/events'
import { batches, note, received } from './builders'

const all = () => true
const seqs = (store: EventStore, merged: MergedEvents) => {
  const list: number[] = []
  for (let position = merged.start; position < merged.end; position++)
    list.push(store.seqAt(merged.at(position)))
  return list
}

describe('the ring of events', () => {
  test('keeps the newest and finds them by seq', () => {
    const store = new EventStore(4)
    for (let seq = 1; seq <= 6; seq++) store.add(note(seq))
    expect([store.first, store.end, store.size]).toEqual([2, 6, 4])
    expect(store.bySeq(2)).toBeUndefined()
    expect(store.bySeq(3)?.seq).toBe(3)
    expect(store.bySeq(6)?.seq).toBe(6)
    expect(store.at(1)).toBeUndefined()
    expect(store.at(6)).toBeUndefined()
  })

  test('says how many are missing in front of an event', () => {
    const store = new EventStore(4)
    for (const seq of [1, 2, 9]) store.add(note(seq))
    expect([0, 1, 2].map((ordinal) => store.gapBefore(ordinal))).toEqual([0, 0, 6])
  })

  test('forgets a socket with its last event', () => {
    const store = new EventStore(2)
    store.add(received(1, 'a', 0))
    store.add(note(2))
    store.add(note(3))
    expect(store.of('a')).toBeUndefined()
  })

  test('takes back what a fresh snapshot will bring again', () => {
    const store = new EventStore(8)
    for (let seq = 1; seq <= 5; seq++) store.add(received(seq, 'a', seq - 1))
    store.dropAfter(3)
    expect([store.end, store.epoch, store.of('a')?.end]).toEqual([3, 1, 3])
    store.dropAfter(3)
    expect(store.epoch).toBe(1)
    store.add(received(4, 'a', 3))
    expect(store.bySeq(4)?.seq).toBe(4)
    // A socket of which nothing is left is unknown again.
    store.dropAfter(0)
    expect([store.size, store.of('a')]).toEqual([0, undefined])
  })
})

/** Rows as the answer to a request for history brings them. */
const rows = (...events: LabEvent[]) => new BatchDecoder().read(batches()(events))
const held = (store: EventStore) =>
  Array.from({ length: store.size }, (_, index) => store.seqAt(store.first + index))

describe('events of the past', () => {
  test('that are older than all others change no ordinal', () => {
    const store = new EventStore(8)
    for (const seq of [7, 8]) store.add(received(seq, 'a', seq))
    const ordinal = store.find(7) as number
    expect(store.insert(rows(note(2), received(5, 'a', 5), received(7, 'a', 7)))).toBe(2)
    expect([held(store), store.find(7), store.epoch]).toEqual([[2, 5, 7, 8], ordinal, 0])
    expect(store.bySeq(5)).toMatchObject({ kind: 'received', socket: 'a', data: received(5, 'a', 5).data })
    const own = store.of('a') as OrdinalList
    expect([store.gapBefore(store.first + 1), own.end - own.start]).toEqual([2, 3])
    store.add(note(9))
    expect(held(store)).toEqual([2, 5, 7, 8, 9])
  })

  test('that belong among others are put there, and the store begins again', () => {
    const store = new EventStore(8)
    for (const seq of [1, 6, 7]) store.add(note(seq))
    store.insert(rows(note(2), note(4), note(9)))
    expect([held(store), store.epoch]).toEqual([[1, 2, 4, 6, 7, 9], 1])
    expect(store.bySeq(4)?.seq).toBe(4)
  })

  test('make the ring larger, up to twice of what it holds by itself; the newest ones find room', () => {
    const store = new EventStore(3)
    for (let seq = 10; seq < 15; seq++) store.add(note(seq))
    expect(store.room).toBe(3)
    const older = Array.from({ length: 9 }, (_, index) => note(index + 1))
    expect(store.insert(rows(...older))).toBe(3)
    expect([held(store), store.room]).toEqual([[7, 8, 9, 12, 13, 14], 0])
    store.add(note(15))
    store.add(note(16))
    expect(held(store)).toEqual([9, 12, 13, 14, 15, 16])
    expect(store.bySeq(9)?.seq).toBe(9)
  })

  test('page by page make up the whole log again, and are let go of when nobody looks at them', () => {
    const all = Array.from({ length: 500 }, (_, index) => received(index + 1, `s${index % 7}`, index))
    const store = new EventStore(20, 400)
    for (const event of all) store.add(event)
    for (let before = 480; store.room > 0; before -= 60) store.insert(rows(...all.slice(before - 60, before)))
    expect(held(store)).toEqual(all.slice(100).map(({ seq }) => seq))
    for (let name = 0; name < 7; name++) {
      const own = store.of(`s${name}`) as OrdinalList
      const ordinals = Array.from({ length: own.end - own.start }, (_, index) => own.at(own.start + index))
      const expected = all
        .slice(100)
        .flatMap(({ socket }, index) => (socket === `s${name}` ? store.first + index : []))
      expect(ordinals).toEqual(expected)
    }
    expect(store.gaps.end - store.gaps.start).toBe(0)
    const newest = store.end
    store.shrink()
    expect([held(store), store.end]).toEqual([all.slice(480).map(({ seq }) => seq), newest])
    store.add(received(501, 's0', 0))
    expect([store.size, store.bySeq(501)?.seq, store.bySeq(481)]).toEqual([20, 501, undefined])
  })

  test('come to the views of a connection, which keep their positions', () => {
    const store = new EventStore(8)
    for (const seq of [5, 6, 7]) store.add(received(seq, 'a', seq))
    const merged = new MergedEvents(store, ['a'], all).refresh()
    const position = merged.find(store.find(6) as number)
    store.insert(rows(received(2, 'a', 2), received(3, 'b', 0)))
    expect(seqs(store, merged.refresh())).toEqual([2, 5, 6, 7])
    expect([merged.find(store.find(6) as number), merged.older]).toEqual([position, 1])
  })

  test('take the places of what had left the ring', () => {
    const store = new EventStore(3)
    const merged = new MergedEvents(store, ['a'], all)
    for (let seq = 1; seq <= 3; seq++) store.add(received(seq, 'a', seq))
    merged.refresh()
    for (const seq of [8, 9]) store.add(received(seq, 'a', seq))
    store.insert(rows(received(5, 'b', 0), received(6, 'a', 6)))
    expect([held(store), seqs(store, merged.refresh())]).toEqual([
      [5, 6, 3, 8, 9].sort((x, y) => x - y),
      [3, 6, 8, 9],
    ])
  })

  test('come to a filtered log in the order of seq, whenever it looks', () => {
    for (const often of [true, false]) {
      const store = new EventStore(4)
      const list = new FilteredLog(store, (ordinal) => store.socketAt(ordinal) === 'a')
      const look = () => {
        list.advance(Number.POSITIVE_INFINITY)
        return Array.from({ length: list.end - list.start }, (_, at) => store.seqAt(list.at(list.start + at)))
      }
      for (let seq = 10; seq <= 15; seq++) {
        store.add(received(seq, 'a', seq))
        if (often) look()
      }
      store.insert(rows(received(4, 'b', 0), received(6, 'a', 6)))
      if (often) look()
      store.insert(rows(received(1, 'a', 1)))
      expect(look()).toEqual([1, 6, 12, 13, 14, 15])
    }
  })
})

describe('the events of a connection', () => {
  test('are merged in the order of seq, and grow', () => {
    const store = new EventStore(16)
    store.add(received(1, 'a', 0))
    store.add(received(2, 'b', 0))
    const merged = new MergedEvents(store, ['a', 'b'], all).refresh()
    store.add(note(3))
    store.add(received(4, 'b', 1))
    store.add(received(5, 'a', 1))
    store.add(received(6, 'c', 0))
    expect(seqs(store, merged.refresh())).toEqual([1, 2, 4, 5])
    expect(seqs(store, merged.refresh())).toEqual([1, 2, 4, 5])
  })

  test('lose what leaves the ring, and positions keep their meaning', () => {
    const store = new EventStore(3)
    const merged = new MergedEvents(store, ['a'], all)
    for (let seq = 1; seq <= 3; seq++) store.add(received(seq, 'a', seq - 1))
    const position = merged.refresh().find(store.find(3) as number)
    store.add(received(4, 'a', 3))
    expect(seqs(store, merged.refresh())).toEqual([2, 3, 4])
    expect(merged.find(store.find(3) as number)).toBe(position)
  })

  test('begin again when the feed does', () => {
    const store = new EventStore(8)
    const merged = new MergedEvents(store, ['a'], all)
    for (let seq = 1; seq <= 3; seq++) store.add(received(seq, 'a', seq - 1))
    const before = merged.refresh().epoch
    store.dropAfter(1)
    store.add(received(2, 'a', 1, 'again'))
    expect(seqs(store, merged.refresh())).toEqual([1, 2])
    expect(merged.epoch).not.toBe(before)
  })

  test('leave out unwanted kinds', () => {
    const store = new EventStore(8)
    store.add({ seq: 1, t: 0, kind: 'paused', socket: 'a' })
    store.add(received(2, 'a', 0))
    const merged = new MergedEvents(store, ['a', 'missing'], (kind) => kind === 'received')
    expect(seqs(store, merged.refresh())).toEqual([2])
  })
})

describe('messages that are not here', () => {
  const missing = (store: EventStore, seq: number) => missingBefore(store, store.bySeq(seq) as Received)

  test('are counted between two of one socket and direction', () => {
    const store = new EventStore(8)
    store.add(received(1, 'a', 0))
    store.add(received(2, 'b', 7))
    store.add(received(9, 'a', 5))
    expect(missing(store, 1)).toBe(0)
    expect(missing(store, 9)).toBe(4)
  })

  test('are unknown where the one before has left the ring', () => {
    const store = new EventStore(1)
    store.add(received(1, 'a', 0))
    store.add(received(2, 'a', 1))
    expect(missing(store, 2)).toBe(0)
  })
})
