import { describe, expect, test } from 'vitest'
import { EventStore } from '../../src/renderer/lab/events'
import { rowText } from '../../src/renderer/log/copy'
import {
  aboutSelection,
  countKinds,
  HIDDEN_AT_FIRST,
  hiddenBut,
  isChosen,
  type KindGroup,
  wantedBy,
} from '../../src/renderer/log/filter'
import { FilteredLog, type LogList, WholeLog } from '../../src/renderer/log/lists'
import { SearchText } from '../../src/renderer/log/searchText'
import { eventsBetween } from '../../src/renderer/log/useLogView'
import { messageOf } from '../../src/renderer/log/words'
import type { LabEvent } from '../../src/shared/events'
import { emptyModel } from '../../src/shared/model/model'
import { established, note, received, socket } from './builders'

function storeOf(events: readonly LabEvent[], cap?: number): EventStore {
  const store = new EventStore(cap)
  for (const event of events) store.add(event)
  return store
}

const seqs = (store: EventStore, list: LogList) => {
  const all: number[] = []
  for (let position = list.start; position < list.end; position++) all.push(store.seqAt(list.at(position)))
  return all
}
const even = (store: EventStore) => (ordinal: number) => store.seqAt(ordinal) % 2 === 0
const many = (count: number) => Array.from({ length: count }, (_, index) => note(index + 1))
const FOREVER = 1e9

describe('a filtered log', () => {
  test('has what is wanted in the order of the log, and grows with it', () => {
    const store = storeOf(many(5))
    const list = new FilteredLog(store, even(store)).advance(FOREVER)
    expect(seqs(store, list)).toEqual([2, 4])
    for (const seq of [6, 7, 8]) store.add(note(seq))
    expect(seqs(store, list.advance(FOREVER))).toEqual([2, 4, 6, 8])
    expect(list.done).toBe(true)
  })

  test('looks for a slice of time, the newest first; what came since comes before what is older', () => {
    const store = storeOf(many(200))
    let clock = 0
    // Each look at the clock takes a ms: 32 events.
    const list = new FilteredLog(store, even(store), () => clock++)
    list.advance(0)
    expect(list.done).toBe(false)
    expect(seqs(store, list)).toEqual(many(32).flatMap((_, index) => (index % 2 ? [169 + index] : [])))
    expect(list.progress).toBeCloseTo(32 / 200)
    store.add(note(202))
    list.advance(0)
    expect(seqs(store, list).at(-1)).toBe(202)
    for (let slices = 0; slices < 10 && !list.done; slices++) list.advance(0)
    expect(seqs(store, list)).toHaveLength(101)
    expect(list.progress).toBe(1)
  })

  test('positions keep their meaning while older events are found and others are lost', () => {
    const store = storeOf(many(100), 100)
    let clock = 0
    const list = new FilteredLog(store, even(store), () => clock++)
    list.advance(0)
    const position = list.start
    const there = store.seqAt(list.at(position))
    list.advance(FOREVER)
    expect(list.start).toBeLessThan(position)
    expect(store.seqAt(list.at(position))).toBe(there)
    for (let seq = 101; seq <= 150; seq++) store.add(note(seq))
    list.advance(FOREVER)
    expect(store.seqAt(list.at(position))).toBe(there)
    expect(seqs(store, list)[0]).toBe(52)
    // Nothing is left of what was there at first.
    for (let seq = 151; seq <= 300; seq++) store.add(note(seq))
    expect(seqs(store, list.advance(FOREVER))[0]).toBe(202)
    expect(seqs(store, list)).toHaveLength(50)
  })

  test('finds the position of an event, in either half', () => {
    const store = storeOf(many(9))
    const list = new FilteredLog(store, even(store)).advance(FOREVER)
    for (let seq = 10; seq <= 14; seq++) store.add(note(seq))
    list.advance(FOREVER)
    for (const seq of [2, 4, 8, 10, 14]) {
      const position = list.find(store.find(seq) ?? -1)
      expect(position === undefined ? undefined : store.seqAt(list.at(position))).toBe(seq)
    }
    for (const seq of [1, 9, 11]) expect(list.find(store.find(seq) ?? -1)).toBeUndefined()
  })

  test('begins again when the feed does', () => {
    const store = storeOf(many(6))
    const list = new FilteredLog(store, even(store)).advance(FOREVER)
    store.dropAfter(3)
    store.add(note(4))
    expect(seqs(store, list.advance(FOREVER))).toEqual([2, 4])
    expect(list.epoch).toBe(store.epoch)
  })

  test('keeps no more than a number of each of 50,000 events', () => {
    const store = storeOf(many(50_000))
    const list = new FilteredLog(store, () => true).advance(FOREVER)
    expect(list.end - list.start).toBe(50_000)
    expect(eventsBetween(list, list.start, list.end - 1, (ordinal) => store.at(ordinal))).toHaveLength(10_000)
  })
})

test('the whole log is the store itself', () => {
  const store = storeOf(many(3))
  const list = new WholeLog(store)
  expect(seqs(store, list)).toEqual([1, 2, 3])
  expect([list.find(0), list.find(3)]).toEqual([0, undefined])
})

describe('what passes', () => {
  const events: LabEvent[] = [
    note(1, 'hello'),
    { seq: 2, t: 2, kind: 'asked', by: 'user', socket: 'a', command: { do: 'close', socket: 'a' } },
    received(3, 'a', 0, 'Hello there'),
    { seq: 4, t: 4, kind: 'closed', socket: 'b', hadError: false },
    { seq: 5, t: 5, kind: 'note', topic: 'clock', text: 'clock', wall: '2026-05-04T03:02:01.000Z' },
  ]
  const store = storeOf(events)
  const passing = (filter: {
    hidden?: KindGroup[]
    terms?: string[]
    about?: (socket: string) => boolean
  }) => {
    const wanted = wantedBy(
      store,
      { hidden: new Set(filter.hidden), terms: filter.terms ?? [], about: filter.about },
      new SearchText(store, {
        event: (event) => `${event.kind} ${messageOf(event) ?? ''}`,
        socket: (name) => name,
      }),
    )
    return wanted && seqs(store, new FilteredLog(store, wanted).advance(FOREVER))
  }

  test('without a filter, nothing is asked at all', () => {
    expect(passing({})).toBeUndefined()
  })

  test('by kind, by socket, by every word of a text', () => {
    expect(passing({ hidden: ['messages', 'notes'] })).toEqual([2, 4, 5])
    expect(passing({ hidden: ['clock'] })).toEqual([1, 2, 3, 4])
    expect(passing({ about: (name) => name === 'a' })).toEqual([2, 3])
    expect(passing({ terms: ['hello'] })).toEqual([3])
    expect(passing({ terms: ['there', 'a'] })).toEqual([3])
    expect(passing({ terms: ['there', 'b'] })).toEqual([])
    expect(passing({ terms: ['closed'], hidden: ['connection'] })).toEqual([])
  })

  test('how many there are of each kind', () => {
    expect(countKinds(store)).toMatchObject({
      ...{ notes: 1, clock: 1, commands: 1, messages: 1, connection: 1, states: 0 },
    })
  })

  test('about a selection are both ends of a connection, and what a server accepted', () => {
    const model = emptyModel()
    for (const each of [
      socket('s', 'listener'),
      established('c', 'client', { peer: 'c@s' }),
      established('c@s', 'accepted', { peer: 'c', listener: 's' }),
      established('d', 'client'),
    ]) {
      model.sockets.set(each.name, each)
    }
    const about = (...selection: string[]) =>
      [...model.sockets.keys(), 'x'].filter(aboutSelection(() => model, selection))
    expect(about('c')).toEqual(['c', 'c@s'])
    expect(about('c@s')).toEqual(['c', 'c@s'])
    expect(about('s')).toEqual(['s', 'c@s'])
    expect(about('d', 'x')).toEqual(['d', 'x'])
  })
})

test('a copied row has its cells between tabs, and nothing in it breaks the line', () => {
  const text = rowText(received(7, 'a', 0, 'one\ttwo\n\u001b[31m'), {
    wallOf: () => new Date(2025, 2, 9, 14, 3, 7, 42).getTime(),
    nameOf: () => 'Alice',
    say: () => 'Read 14 B',
    message: messageOf,
  })
  expect(text).toBe('7\t2025-03-09 14:03:07.042000\tAlice\tRead 14 B\tone\\ttwo\\n\\x1b[31m')
})

describe('the kinds that are hidden at first', () => {
  test('are the kernel’s rows, segments and the time of day, and count as no wish of the person', () => {
    expect([...HIDDEN_AT_FIRST]).toEqual(['kernel', 'segments', 'clock'])
    expect(isChosen(HIDDEN_AT_FIRST)).toBe(false)
    expect(isChosen(new Set())).toBe(true)
    expect(isChosen(new Set(['kernel', 'notes']))).toBe(true)
  })

  test('are hidden again when the filter is cleared, but for the one that has to be seen', () => {
    expect([...hiddenBut(undefined)]).toEqual(['kernel', 'segments', 'clock'])
    expect([...hiddenBut('observed')]).toEqual(['segments', 'clock'])
    expect([...hiddenBut('sent')]).toEqual(['kernel', 'segments', 'clock'])
  })
})
