import { expect, test } from 'vitest'
import { LESSONS } from '../../src/shared/lessons/chapters'
import { basics } from './wrong/basics'
import { closing } from './wrong/closing'
import { queues } from './wrong/queues'
import { together } from './wrong/together'
import { trouble } from './wrong/trouble'
import { wider } from './wrong/wider'

test('in each lesson, something wrong is done', () => {
  const wrongs = [...basics, ...closing, ...trouble, ...queues, ...wider, ...together]
  const done = new Set(wrongs.map(({ lesson }) => lesson))
  expect(LESSONS.map(({ id }) => id).filter((id) => !done.has(id))).toEqual([])
})
