import { expect, test } from 'vitest'
import { paced } from '../../src/main/desktop/faults/paced-log'

test('a log takes what comes now and then, and counts the rest of a flood', () => {
  let now = 0
  const said: string[] = []
  const say = paced(
    (level: 'warn' | 'error', words) => said.push([level, ...words].join(' ')),
    { burst: 3, perSecond: 1 },
    () => now,
  )
  for (let i = 1; i <= 1000; i++) say('warn', ['garbage', i])
  expect(said).toEqual(['warn garbage 1', 'warn garbage 2', 'warn garbage 3'])
  now += 1000
  say('error', ['a fault'])
  say('error', ['another'])
  now += 60_000
  say('warn', ['later'])
  say('warn', ['and later'])
  expect(said.slice(3)).toEqual([
    'error a fault (997 more before this are not in the log)',
    'warn later (1 more before this are not in the log)',
    'warn and later',
  ])
})
