import { expect, test } from 'vitest'
import type { EventDraft, LabEvent } from '../../src/shared/events'
import { emptyModel } from '../../src/shared/model/model'
import { reduce } from '../../src/shared/model/reduce'
import { connectionOf, connectionsOf, listeners, membersOf } from '../../src/shared/model/selectors'

let seq = 0
const at = (draft: EventDraft): LabEvent => ({ ...draft, seq: ++seq }) as LabEvent

function fold(...drafts: EventDraft[]) {
  return drafts.map(at).reduce(reduce, emptyModel())
}

const listening = {
  kind: 'listening',
  t: 0,
  socket: 's',
  local: '127.0.0.1:1',
  backlog: 5,
  allowHalfOpen: false,
  respond: 'echo',
} as const
const connecting = {
  kind: 'connecting',
  t: 1,
  socket: 'a',
  attempt: 1,
  local: '127.0.0.1:2',
  remote: '127.0.0.1:1',
  to: 's',
} as const
const accepted = {
  kind: 'accepted',
  t: 2,
  socket: 'a@s',
  listener: 's',
  peer: 'a',
  local: '127.0.0.1:1',
  remote: '127.0.0.1:2',
} as const

test('a connection has two ends, from whichever it is looked at', () => {
  const model = fold(listening, connecting, accepted)
  for (const name of ['a', 'a@s']) {
    expect(connectionOf(model, name)?.client?.name).toBe('a')
    expect(connectionOf(model, name)?.server?.name).toBe('a@s')
  }
  expect(connectionOf(model, 's')).toBeUndefined()
  expect(listeners(model).map((socket) => socket.name)).toEqual(['s'])
  expect(connectionsOf(model, 's').map((socket) => socket.name)).toEqual(['a@s'])
})

test('notes stand in the order in which they were written; one that takes the place of another stands in it', () => {
  const note = { kind: 'note', topic: 'pinned', t: 3 } as const
  const before = seq
  const model = fold(
    { ...note, text: 'first', socket: 's', about: 2 },
    { ...note, text: 'second' },
    { kind: 'note', t: 4, text: 'the lab says' },
    { ...note, t: 5, text: 'FIRST', about: 2, replaces: before + 1 },
  )
  expect(model.notes).toEqual([
    { seq: before + 4, t: 5, text: 'FIRST', about: 2 },
    { seq: before + 2, t: 3, text: 'second' },
  ])
  const gone = [
    { ...note, text: '', replaces: before + 4 },
    // Taken away already, and by a number that never was a note's.
    { ...note, text: '', replaces: before + 1 },
    { ...note, text: '', replaces: 99_999 },
    { ...note, text: 'again', replaces: 99_999 },
  ].map(at)
  expect(gone.reduce(reduce, model).notes.map(({ text }) => text)).toEqual(['second', 'again'])
})

test('a note on a socket changes it', () => {
  const model = fold(listening, { kind: 'note', topic: 'pinned', t: 9, text: 'here', socket: 's' })
  expect(model.sockets.get('s')?.changedAt).toBe(9)
  expect(model.notes).toMatchObject([{ socket: 's', text: 'here' }])
})

test('totals come from the newest message, so that skipped ones lose nothing', () => {
  const received = { kind: 'received', t: 3, socket: 'a@s', bytes: 5 } as const
  const all = fold(
    listening,
    connecting,
    accepted,
    { ...received, offset: 0, index: 0 },
    { ...received, offset: 5, index: 1 },
  )
  const some = fold(listening, connecting, accepted, { ...received, offset: 5, index: 1 })
  expect(some.sockets.get('a@s')?.received).toEqual({ count: 2, bytes: 10 })
  expect(some.sockets.get('a@s')?.received).toEqual(all.sockets.get('a@s')?.received)
})

const state = {
  kind: 'state' as const,
  t: 4,
  socket: 'a',
  provenance: 'inferred' as const,
  because: [1],
  alternatives: [],
  rule: 'x',
}

test('a correction takes the place of what it corrects', () => {
  const model = fold(listening, connecting)
  reduce(
    model,
    at({ ...state, from: 'ESTABLISHED', to: 'FIN_WAIT_2', confidence: 'order', tMin: 4, tMax: 204 }),
  )
  const corrected = seq
  reduce(model, at({ ...state, from: 'FIN_WAIT_2', to: 'CLOSED', confidence: 'exact', tMin: 9, tMax: 9 }))
  reduce(
    model,
    at({
      ...state,
      from: 'ESTABLISHED',
      to: 'FIN_WAIT_2',
      confidence: 'possible',
      tMin: 4,
      tMax: 9,
      alternatives: [[]],
      supersedes: corrected,
    }),
  )
  const socket = model.sockets.get('a')
  expect(socket?.path.map((step) => step.confidence)).toEqual(['possible', 'exact'])
  expect(socket?.state).toBe('CLOSED')
})

test('an interval ends with what came next', () => {
  const model = fold(listening, connecting)
  reduce(
    model,
    at({ ...state, from: 'FIN_WAIT_1', to: 'FIN_WAIT_2', confidence: 'order', tMin: 4, tMax: 204 }),
  )
  reduce(
    model,
    at({ ...state, t: 10, from: 'FIN_WAIT_2', to: 'TIME_WAIT', confidence: 'order', tMin: 10, tMax: 10 }),
  )
  expect(model.sockets.get('a')?.path[0]?.tMax).toBe(10)
})

test('what fails before it gets anywhere is there to be seen', () => {
  const model = fold(
    { kind: 'asked', t: 0, by: 'user', socket: 's', command: { do: 'listen' } },
    { kind: 'failed', t: 1, socket: 's', code: 'EADDRINUSE', message: 'in use' },
  )
  expect(model.sockets.get('s')).toMatchObject({ role: 'listener', state: 'CLOSED', descriptor: 'none' })
  expect(model.sockets.get('s')?.error?.code).toBe('EADDRINUSE')
  expect(model.failures).toBe(1)
})

test('a group stands for its members', () => {
  const names = ['crowd.1', 'crowd.2', 'crowd.1@s', 'crowd.2@s', 'crowded', 's']
  expect(membersOf(names, 'crowd')).toEqual(['crowd.1', 'crowd.2'])
  expect(membersOf(names, 'crowd@s')).toEqual(['crowd.1@s', 'crowd.2@s'])
  expect(membersOf(names, 's')).toEqual(['s'])
  expect(membersOf(names, 'x')).toEqual([])
})

const send = { do: 'send', from: 'a', text: 'x', repeat: 5 } as const
const asked = { kind: 'asked', t: 5, by: 'user', socket: 'a' } as const

const ENDS: [string, (cause: number) => EventDraft][] = [
  ['is over', (cause) => ({ kind: 'repeated', t: 6, socket: 'a', cause, sent: 5, of: 5, by: 'count' })],
  ['was refused', (cause) => ({ kind: 'failed', t: 6, socket: 'a', cause, code: 'X', message: '' })],
]

test.each(ENDS)('a repeated send is under way until it %s', (_how, end) => {
  const model = fold(listening, connecting, accepted)
  const first = at({ ...asked, command: { ...send, everyMs: 20 } })
  const second = at({ ...asked, command: send })
  for (const one of [first, second, at({ ...asked, command: { ...send, repeat: 1 } })]) reduce(model, one)
  expect(model.sockets.get('a')?.repeating).toEqual([
    { seq: first.seq, of: 5, everyMs: 20, from: 0 },
    { seq: second.seq, of: 5, everyMs: 0, from: 0 },
  ])
  reduce(model, at(end(first.seq)))
  expect(model.sockets.get('a')?.repeating.map((one) => one.seq)).toEqual([second.seq])
  reduce(model, at({ kind: 'closed', t: 7, socket: 'a', hadError: false }))
  expect(model.sockets.get('a')?.repeating).toEqual([])
})

test('a listener is as it was configured last, a socket called as it was renamed last', () => {
  const model = fold({ ...listening, maxConnections: 3 })
  expect(model.sockets.get('s')).toMatchObject({ respond: 'echo', maxConnections: 3 })
  reduce(model, at({ kind: 'configured', t: 1, socket: 's', respond: 'upper', maxConnections: 4 }))
  expect(model.sockets.get('s')).toMatchObject({ respond: 'upper', maxConnections: 4 })
  reduce(model, at({ kind: 'configured', t: 1, socket: 's', respond: 'none' }))
  expect(model.sockets.get('s')).toMatchObject({ respond: 'none' })
  expect(model.sockets.get('s')?.maxConnections).toBeUndefined()
  for (const to of ['desk', 'table']) reduce(model, at({ kind: 'renamed', t: 2, socket: 's', to }))
  expect([...model.sockets.values()].map(({ name, label }) => [name, label])).toEqual([['s', 'table']])
})
