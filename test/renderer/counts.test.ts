import { expect, test } from 'vitest'
import { isEmpty } from '../../src/renderer/app/counts'
import { whatIsOpen } from '../../src/renderer/dialogs/open'
import type { LabEvent } from '../../src/shared/events'
import { emptyModel } from '../../src/shared/model/model'
import { reduce } from '../../src/shared/model/reduce'
import { socket } from './builders'

test('a lab in which only a program runs is not empty', () => {
  const model = emptyModel()
  expect(isEmpty(model)).toBe(true)
  const command = { do: 'spawn', command: 'cat' }
  reduce(model, { seq: 1, t: 0, kind: 'asked', by: 'user', socket: 'cat', command } as LabEvent)
  expect(isEmpty(model)).toBe(false)
})

test('a new lab ends whatever is open or runs', () => {
  const model = emptyModel()
  for (const [name, role] of [
    ['a', 'client'],
    ['u', 'datagram'],
    ['v', 'datagram'],
    ['f', 'foreign'],
  ] as const) {
    model.sockets.set(name, socket(name, role, { descriptor: role === 'foreign' ? 'none' : 'open' }))
  }
  const command = { do: 'spawn', command: 'cat' }
  reduce(model, { seq: 1, t: 0, kind: 'asked', by: 'user', socket: 'cat', command } as LabEvent)
  expect(whatIsOpen(model)).toEqual([
    ['clients', 1],
    ['datagrams', 2],
    ['programs', 1],
  ])
})
