import { expect, test } from 'vitest'
import type { EventDraft, LabEvent } from '../../src/shared/events'
import { emptyModel, type Model, type SocketModel } from '../../src/shared/model/model'
import { acceptQueue, isUnaccepted, listenerOf } from '../../src/shared/model/queue'
import { reduce } from '../../src/shared/model/reduce'
import { Inference } from '../../src/shared/tcp/inference'

type WithoutTime<E> = E extends { t: number } ? Omit<E, 't'> : never
type Happening = WithoutTime<EventDraft>

/** A lab that these things happen in, one ms apart, with the states that they mean. */
function labWith(...happenings: Happening[]): Model {
  const model = emptyModel()
  const inference = new Inference()
  let seq = 0
  const take = (draft: EventDraft) => {
    const event = { ...draft, seq: ++seq } as LabEvent
    reduce(model, event)
    return inference.step(event)
  }
  happenings.forEach((happening, t) => {
    for (const state of take({ ...happening, t } as EventDraft)) take(state)
  })
  return model
}

const AT = '127.0.0.1:80'
const LISTENING: Happening = {
  kind: 'listening',
  socket: 'server',
  local: AT,
  backlog: 1,
  queueLimit: 2,
  allowHalfOpen: false,
  respond: 'none',
}
const FROZEN: Happening = { kind: 'frozen', socket: 'server' }

function calls(name: string, port: number, remote = AT): Happening {
  return { kind: 'connecting', socket: name, attempt: 1, local: `127.0.0.1:${port}`, remote }
}

function connected(name: string, port: number, remote = AT): Happening {
  return { kind: 'connected', socket: name, local: `127.0.0.1:${port}`, remote }
}

function queueOf(model: Model) {
  const { waiting, outside, ...rest } = acceptQueue(model, model.sockets.get('server') as SocketModel)
  const names = (sockets: SocketModel[]) => sockets.map(({ name }) => name)
  return { waiting: names(waiting), outside: names(outside), ...rest }
}

test('has who is connected and not accepted, in the order in which they were connected', () => {
  const model = labWith(
    LISTENING,
    FROZEN,
    calls('alice', 1),
    calls('bob', 2),
    calls('carol', 3),
    connected('bob', 2),
    connected('alice', 1),
  )
  expect(queueOf(model)).toEqual({
    waiting: ['bob', 'alice'],
    outside: ['carol'],
    others: 0,
    length: 2,
    limit: 2,
    by: 'clients',
  })
  expect(isUnaccepted(model.sockets.get('alice') as SocketModel)).toBe(true)
  expect(listenerOf(model, model.sockets.get('carol') as SocketModel)?.name).toBe('server')
})

test('keeps the place of who ends there, but not of who was accepted, dropped, or calls another', () => {
  const model = labWith(
    LISTENING,
    calls('early', 9),
    connected('early', 9),
    {
      kind: 'accepted',
      socket: 'early@server',
      listener: 'server',
      peer: 'early',
      local: AT,
      remote: '127.0.0.1:9',
    },
    calls('dropped', 8),
    connected('dropped', 8),
    { kind: 'dropped', socket: 'server', reason: 'maxConnections', peer: 'dropped' },
    FROZEN,
    calls('other', 7, '127.0.0.1:81'),
    connected('other', 7, '127.0.0.1:81'),
    calls('alice', 1),
    connected('alice', 1),
    { kind: 'asked', socket: 'alice', command: { do: 'reset', socket: 'alice' }, by: 'user' },
    { kind: 'closed', socket: 'alice', hadError: false },
  )
  expect(queueOf(model)).toMatchObject({ waiting: ['alice'], length: 1 })
})

test('is as long as the kernel says, where that is asked: the rest are other programs’', () => {
  const row = {
    kind: 'observed',
    by: 'procfs',
    socket: 'server',
    state: 'LISTEN',
    sendQueue: 0,
    receiveQueue: 2,
    began: 0,
  } as const
  const told: Happening[] = [
    LISTENING,
    FROZEN,
    { kind: 'source', source: 'kernel', phase: 'started', by: 'procfs' },
    calls('alice', 1),
    connected('alice', 1),
    row,
  ]
  expect(queueOf(labWith(...told))).toMatchObject({ waiting: ['alice'], others: 1, length: 2, by: 'kernel' })
  // What the lab knows is newer than the row: it is in the queue, too.
  const more = [calls('bob', 2), connected('bob', 2)]
  expect(queueOf(labWith(...told, ...more))).toMatchObject({
    waiting: ['alice', 'bob'],
    others: 1,
    length: 3,
    by: 'clients',
  })
  // The kernel has connected bob, and Node has not told so yet.
  const between = [...told.slice(0, -1), calls('bob', 2), row, connected('bob', 2)]
  expect(queueOf(labWith(...between))).toMatchObject({ waiting: ['alice', 'bob'], others: 0, length: 2 })
  // Accepted: those are no other programs'.
  const accepted: Happening = {
    kind: 'accepted',
    socket: 'alice@server',
    listener: 'server',
    peer: 'alice',
    local: AT,
    remote: '127.0.0.1:1',
  }
  const thawed: Happening[] = [{ kind: 'thawed', socket: 'server' }, accepted]
  expect(queueOf(labWith(...told, ...thawed))).toMatchObject({ waiting: [], others: 0, length: 0 })
  // An old row tells nothing of the present.
  const stopped: Happening = { kind: 'source', source: 'kernel', phase: 'stopped' }
  expect(queueOf(labWith(...told, stopped))).toMatchObject({ others: 0, length: 1, by: 'clients' })
})
