import { expect, test } from 'vitest'
import { offer } from '../../src/renderer/connection/offers'
import { countStandings } from '../../src/renderer/many/counts'
import { planFor } from '../../src/renderer/many/plan'
import type { EndAct } from '../../src/shared/commands'
import type { SocketModel } from '../../src/shared/model/model'
import { emptyModel } from '../../src/shared/model/model'
import { established, socket } from './builders'

const plan = (act: EndAct, ...ends: SocketModel[]) => planFor(act, ends, (word, end) => offer(word, end, {}))
const keys = (why: unknown) =>
  typeof why === 'string' ? why : (why as { key: string }[]).map(({ key }) => key).join(' ')

test('an act is done to all that can, and says for each lot what it does or why not', () => {
  const result = plan(
    'close',
    established('a', 'client', { queued: 1000 }),
    established('b', 'client', { ended: true }),
    established('c', 'client', { queued: 24 }),
    established('d', 'client', { descriptor: 'closed' }),
  )
  expect(result.can).toEqual(['a', 'b', 'c'])
  expect(result.effects.map(({ why, count }) => `${count} ${keys(why)}`)).toEqual([
    '2 effect.closeFirstUnknown',
    '1 effect.closeSecond',
  ])
  expect(result.left.map(({ why, count }) => `${count} ${keys(why)}`)).toEqual(['1 reason.closed'])
  expect(result.queued).toBe(1024)
})

test('pausing leaves alone what is paused, resuming what reads', () => {
  const ends = [established('a', 'client', { paused: true }), established('b', 'client')]
  expect(plan('pause', ...ends)).toMatchObject({ can: ['b'], left: [{ why: 'paused', count: 1 }] })
  expect(plan('resume', ...ends)).toMatchObject({ can: ['a'], left: [{ why: 'reading', count: 1 }] })
})

test('sockets are counted by their states, those of another transport by that', () => {
  const model = emptyModel()
  const sockets = [
    socket('a', 'client'),
    socket('b', 'client'),
    socket('c', 'client', { state: 'SYN_SENT' }),
    socket('d', 'datagram', { transport: 'udp', state: 'CLOSED' }),
    socket('e', 'client', { transport: 'unix', state: 'CLOSED' }),
    socket('f', 'client', { transport: 'unix', state: 'CLOSED' }),
  ]
  for (const each of sockets) model.sockets.set(each.name, each)
  expect(countStandings(model, [...model.sockets.keys(), 'nobody'])).toEqual([
    { state: 'SYN_SENT', count: 1 },
    { state: 'ESTABLISHED', count: 2 },
    { transport: 'udp', count: 1 },
    { transport: 'unix', count: 2 },
  ])
})
