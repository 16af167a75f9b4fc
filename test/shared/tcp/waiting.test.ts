import { expect, test } from 'vitest'
import { TIME_WAIT_MS } from '../../../src/shared/tcp/states'
import { accepted, connected, connecting, ended, fin, type Happening, Play } from './play'

/** A connection that `a<n>` closes first, so that it is left in TIME_WAIT. */
function passing(n: number): Happening[] {
  const own = { local: `127.0.0.1:${n}`, remote: '127.0.0.1:1' }
  const its = { local: own.remote, remote: own.local }
  const [client, server] = [`a${n}`, `b${n}`]
  const closed = (socket: string): Happening => ({ kind: 'closed', socket, hadError: false })
  return [
    { ...connecting, socket: client, ...own },
    { ...connected, socket: client, ...own },
    { ...accepted, socket: server, peer: client, ...its },
    fin(client),
    ended(server),
    fin(server),
    closed(server),
    ended(client),
    closed(client),
  ]
}

/** More than are followed in every respect. */
const MANY = 2500

function crowd(): Play {
  const play = new Play()
  for (let n = 1; n <= MANY; n++) play.say(...passing(n))
  return play
}

test('each TIME_WAIT of a crowd ends once, when it should, though only the newest are followed in every respect', () => {
  const play = crowd()
  const entered = play.states.filter((state) => state.to === 'TIME_WAIT')
  expect(entered).toHaveLength(MANY)
  const before = play.states.length
  play.expire(Number.POSITIVE_INFINITY)
  const over = play.states.slice(before)
  expect(over.map((state) => state.socket)).toEqual(entered.map((state) => state.socket))
  for (const [index, state] of over.entries()) {
    const since = entered[index]
    expect(state).toMatchObject({
      from: 'TIME_WAIT',
      to: 'CLOSED',
      confidence: 'possible',
      cause: since?.seq,
    })
    expect(state.t).toBe((since?.tMax ?? 0) + TIME_WAIT_MS)
  }
  play.expire(Number.POSITIVE_INFINITY)
  expect(play.states).toHaveLength(before + MANY)
})

test('a row of the kernel still tells of the newest, and is of no more use for those long before', () => {
  const play = crowd()
  const row = {
    kind: 'observed',
    by: 'procfs',
    state: 'CLOSED',
    began: 0,
    sendQueue: 0,
    receiveQueue: 0,
  } as const
  const before = play.states.length
  play.later(1000).say({ ...row, socket: 'a1' }, { ...row, socket: `a${MANY}` })
  expect(play.states.slice(before)).toMatchObject([
    { socket: `a${MANY}`, to: 'CLOSED', provenance: 'observed' },
  ])
})
