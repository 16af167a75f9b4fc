import { describe, expect, test } from 'vitest'
import { causesOf, Effects, effectsOf, partOf } from '../../src/renderer/calls/links'
import { EventStore } from '../../src/renderer/lab/events'
import { MergedEvents } from '../../src/renderer/lab/merged'
import { ByteStream } from '../../src/renderer/messages/pieces'
import type { EventDraft, EventKind, LabEvent } from '../../src/shared/events'
import { eventAt } from './builders'

const everything = (_kind: EventKind) => true

function connection() {
  const events = new EventStore(1000)
  const merged = new MergedEvents(events, ['c', 's'], everything)
  const effects = new Effects(events, merged)
  const stream = new ByteStream(events, 'c', 's')
  const add = (...drafts: EventDraft[]) => {
    for (const draft of drafts)
      events.add(eventAt((events.size > 0 ? events.seqAt(events.end - 1) : 0) + 1, draft))
    merged.refresh()
  }
  const at = (seq: number) => events.bySeq(seq) as LabEvent
  return {
    add,
    causes: (seq: number) => causesOf(at(seq), stream),
    effects: (seq: number) => effectsOf(at(seq), effects, stream),
  }
}

const asked: EventDraft = {
  kind: 'asked',
  socket: 'c',
  t: 1,
  command: { do: 'close', socket: 'c' },
  by: 'user',
}
const finished = (cause: number): EventDraft => ({
  kind: 'finished',
  socket: 'c',
  t: 2,
  phase: 'sent',
  facts: { written: 0, unsent: 0, read: 0 },
  cause,
})
const ended = (cause: number): EventDraft => ({ kind: 'ended', socket: 's', t: 3, cause })
const message = (kind: 'sent' | 'received', bytes: number, offset: number, index: number): EventDraft => {
  const base = { t: 4, bytes, offset, index }
  return kind === 'sent' ? { ...base, kind, socket: 'c', queued: 0 } : { ...base, kind, socket: 's' }
}

describe('cause and effect', () => {
  test('what names an event as its cause is its effect, also across the ends', () => {
    const lab = connection()
    lab.add(asked, finished(1))
    expect(lab.effects(1)).toEqual([2])
    expect(lab.effects(2)).toEqual([])
    lab.add(ended(2))
    expect(lab.effects(2)).toEqual([3])
    expect(lab.causes(3)).toEqual([2])
    expect(lab.causes(1)).toEqual([])
  })

  test('a state comes from all that it was concluded from', () => {
    const lab = connection()
    lab.add(asked, finished(1), {
      kind: 'state',
      t: 3,
      tMin: 3,
      tMax: 3,
      provenance: 'inferred',
      confidence: 'exact',
      alternatives: [],
      socket: 'c',
      from: 'ESTABLISHED',
      to: 'FIN_WAIT_1',
      because: [2, 1],
      rule: 'fin',
      cause: 2,
    })
    expect(lab.causes(3)).toEqual([1, 2])
    expect(lab.effects(2)).toEqual([3])
  })

  test('a read comes from the writes that hold its bytes', () => {
    const lab = connection()
    lab.add(message('sent', 3, 0, 0), message('sent', 4, 3, 1), message('received', 7, 0, 0))
    expect(lab.causes(3)).toEqual([1, 2])
    expect(lab.effects(1)).toEqual([3])
    expect(lab.effects(2)).toEqual([3])
  })
})

test('a line joins the first of the linked rows with the last', () => {
  const links = { seq: 5, causes: [2], effects: [7, 9] }
  expect(partOf(links, 1)).toBeUndefined()
  expect(partOf(links, 2)).toEqual({ relation: 'cause', up: false, down: true })
  expect(partOf(links, 3)).toEqual({ relation: undefined, up: true, down: true })
  expect(partOf(links, 5)).toEqual({ relation: 'pointed', up: true, down: true })
  expect(partOf(links, 9)).toEqual({ relation: 'effect', up: true, down: false })
  expect(partOf(links, 10)).toBeUndefined()
  expect(partOf({ seq: 5, causes: [], effects: [] }, 5)).toBeUndefined()
})
