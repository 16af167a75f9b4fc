import { expect, test } from 'vitest'
import type { NoteCommand } from '../../src/shared/commands'
import { connectedLab, event, events, modelOf, openLab } from '../support/lab'

const note = (text: string, rest: Partial<NoteCommand> = {}): NoteCommand => ({ do: 'note', text, ...rest })

test('a note is an event, with what it is pinned to and the command that wrote it', async () => {
  const lab = await connectedLab()
  const { seq: about } = await event(lab, 'connected', 'alice')
  const { seq, error } = lab.execute(note('look here', { socket: 'alice', about }))
  expect(error).toBeUndefined()
  expect(lab.log.at(seq)).toMatchObject({ kind: 'asked', by: 'user', socket: 'alice' })
  expect(lab.log.at(seq + 1)).toMatchObject({
    kind: 'note',
    topic: 'pinned',
    text: 'look here',
    socket: 'alice',
    about,
    cause: seq,
  })
  expect(modelOf(lab).notes).toMatchObject([{ seq: seq + 1, text: 'look here', socket: 'alice', about }])
})

test('a note is written anew, and taken away', () => {
  const lab = openLab()
  lab.execute(note('of the log'))
  lab.execute(note('a word'))
  const [, second] = modelOf(lab).notes
  lab.execute(note('a better word', { replaces: second?.seq ?? 0 }))
  expect(modelOf(lab).notes.map(({ text }) => text)).toEqual(['of the log', 'a better word'])
  const newest = modelOf(lab).notes.at(-1)
  lab.execute(note('', { replaces: newest?.seq ?? 0 }))
  expect(modelOf(lab).notes.map(({ text }) => text)).toEqual(['of the log'])
})

test('a closed socket, a member, an accepted end and a later name can be noted on', async () => {
  const lab = await connectedLab()
  lab.execute({ do: 'rename', socket: 'alice', to: 'Alice' })
  lab.execute({ do: 'reset', socket: 'alice' })
  await event(lab, 'closed', 'alice@server')
  for (const socket of ['Alice', 'alice@server', 'Alice@server', 'server']) {
    expect(lab.execute(note('here', { socket })).error).toBeUndefined()
  }
  expect(modelOf(lab).notes.map(({ socket }) => socket)).toEqual([
    'alice',
    'alice@server',
    'alice@server',
    'server',
  ])
})

test.each([
  ['on a socket that there never was', { socket: 'nobody' }, 'LAB_UNKNOWN_SOCKET', 'socket'],
  ['on a group', { socket: 'crowd' }, 'LAB_NOT_POSSIBLE', 'socket'],
  ['about what has not happened', { about: 99_999 }, 'LAB_NOT_POSSIBLE', 'about'],
  ['in the place of what has not been written', { replaces: 99_999 }, 'LAB_NOT_POSSIBLE', 'replaces'],
])('a note %s is refused, and that is in the log', async (_name, rest, code, field) => {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server' }).done
  await lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: 2 }).done
  const { seq, error } = lab.execute(note('x', rest))
  expect(error).toMatchObject({ code, field })
  expect(events(lab).filter((one) => one.cause === seq)).toMatchObject([{ kind: 'failed', code }])
  expect(modelOf(lab).notes).toEqual([])
})
