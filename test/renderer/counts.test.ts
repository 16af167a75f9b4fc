import { expect, test } from 'vitest'
import { isEmpty } from '../../src/renderer/app/counts'
import type { LabEvent } from '../../src/shared/events'
import { emptyModel } from '../../src/shared/model/model'
import { reduce } from '../../src/shared/model/reduce'

test('a lab in which only a program runs is not empty', () => {
  const model = emptyModel()
  expect(isEmpty(model)).toBe(true)
  const command = { do: 'spawn', command: 'cat' }
  reduce(model, { seq: 1, t: 0, kind: 'asked', by: 'user', socket: 'cat', command } as LabEvent)
  expect(isEmpty(model)).toBe(false)
})
