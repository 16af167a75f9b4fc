import { describe, expect, test } from 'vitest'
import { countTimeWaits, EPHEMERAL_PORTS, hintsOf, isTimed } from '../../src/shared/model/hints'
import { timerLeft } from '../../src/shared/model/kernel'
import { emptyModel, type KernelRow, type Model, type SocketModel } from '../../src/shared/model/model'
import type { TcpState } from '../../src/shared/tcp/states'
import { kernelRow, modelWith, observed, socket } from './builders'

const NOW = 60_000

function hints(subject: SocketModel, others: SocketModel[] = [], now = NOW) {
  const model = modelWith(subject, ...others)
  return hintsOf(model, subject, now, countTimeWaits(model))
}
const kinds = (subject: SocketModel, others: SocketModel[] = [], now = NOW) =>
  hints(subject, others, now).map(({ kind }) => kind)

/** An end that entered `state` at `t`. */
const entered = (
  name: string,
  role: SocketModel['role'],
  state: TcpState,
  t: number,
  row?: Partial<KernelRow>,
  rest: Partial<SocketModel> = {},
) => observed(name, role, state, t, row && { t, ...row }, rest)

describe('CLOSE_WAIT', () => {
  test('stands out only once it has lasted', () => {
    const end = entered('a@s', 'accepted', 'CLOSE_WAIT', NOW - 4999, {})
    expect(kinds(end)).toEqual([])
    expect(hints(end, [], NOW + 1)).toEqual([{ kind: 'closeWait', ms: 5000 }])
  })

  test('tells a program that has read EOF from one that has not: an unread FIN counts 1', () => {
    const at = (receiveQueue: number) =>
      hints(entered('x', 'foreign', 'CLOSE_WAIT', 0, { receiveQueue, inode: 7 }))
    expect(at(0)).toEqual([{ kind: 'closeWait', ms: NOW }])
    expect(at(1)).toEqual([{ kind: 'closeWaitUnread', ms: NOW, bytes: 0 }])
    expect(at(101)).toEqual([{ kind: 'closeWaitUnread', ms: NOW, bytes: 100 }])
  })

  test('is no omission of an end whose FIN waits behind unsent bytes', () => {
    expect(kinds(entered('a@s', 'accepted', 'CLOSE_WAIT', 0, {}, { fin: 'queued' }))).toEqual([
      'closeWaitUnsent',
    ])
  })

  test('stands out without the kernel, too', () => {
    expect(kinds(entered('a@s', 'accepted', 'CLOSE_WAIT', 0))).toEqual(['closeWait'])
  })
})

describe('the queue of a listener', () => {
  const listening = (row: Partial<KernelRow>, rest: Partial<SocketModel>) =>
    entered('s', rest.backlog === undefined ? 'foreignListener' : 'listener', 'LISTEN', 0, row, rest)

  test('is full at its limit', () => {
    expect(hints(listening({ receiveQueue: 2, t: NOW }, { backlog: 2 }))).toEqual([
      { kind: 'queueFull', count: 2, of: 2 },
    ])
    expect(kinds(listening({ receiveQueue: 1, t: NOW }, { backlog: 2 }))).toEqual([])
  })

  test('has a limit of its own where the table tells one', () => {
    expect(kinds(listening({ receiveQueue: 5, sendQueue: 5, t: NOW }, { backlog: 511 }))).toEqual([
      'queueFull',
    ])
  })

  test('of another program stands out once something has waited in it for a while', () => {
    expect(kinds(listening({ receiveQueue: 1, t: NOW - 1000 }, {}))).toEqual([])
    expect(hints(listening({ receiveQueue: 1, t: NOW - 2000 }, {}))).toEqual([
      { kind: 'queueWaits', ms: 2000, count: 1 },
    ])
  })
})

describe('bytes that do not move', () => {
  const sender = (row: Partial<KernelRow>) =>
    entered('a', 'client', 'ESTABLISHED', 0, { sendQueue: 9000, ...row }, { peer: 'b' })
  const reader = (row: Partial<KernelRow>) =>
    entered('b', 'foreign', 'ESTABLISHED', 0, { receiveQueue: 70_000, ...row }, { peer: 'a' })

  test('a window that is probed is closed', () => {
    expect(hints(sender({ timer: { kind: 'probe', ms: 200 } }))).toEqual([
      { kind: 'zeroWindow', bytes: 9000 },
    ])
  })

  test('so is one whose other end has read nothing for a while; both ends say so', () => {
    expect(kinds(sender({}), [reader({})])).toEqual(['zeroWindow'])
    expect(hints(reader({}), [sender({})])).toEqual([{ kind: 'unread', bytes: 70_000 }])
    expect(kinds(sender({ t: NOW - 500 }), [reader({})])).toEqual([])
  })

  test('bytes that stay unacknowledged longer than any first retransmission takes are sent again', () => {
    const t = NOW - 500
    expect(kinds(sender({ t, timer: { kind: 'retransmit', ms: 204 } }))).toEqual([])
    expect(kinds(sender({ t, timer: { kind: 'retransmit', ms: 1632 } }))).toEqual(['retransmits'])
    expect(kinds(sender({ t: NOW - 1500, timer: { kind: 'retransmit', ms: 204 } }))).toEqual(['retransmits'])
  })

  test('nothing is concluded from a table that is not read any more', () => {
    const model = modelWith(sender({ timer: { kind: 'probe', ms: 200 } }))
    model.sources.kernel.phase = 'off'
    const [end] = model.sockets.values()
    expect(end && hintsOf(model, end, NOW, countTimeWaits(model))).toEqual([])
  })
})

describe('TIME_WAIT', () => {
  const crowd = (count: number, role: 'client' | 'accepted'): Model => {
    const model = emptyModel()
    const own = (index: number) => `127.0.0.1:${40_000 + index}`
    const [local, remote] = role === 'client' ? [own, () => '127.0.0.1:80'] : [() => '127.0.0.1:80', own]
    for (let index = 0; index < count; index++) {
      const rest = { local: local(index), remote: remote(index) }
      model.sockets.set(`c.${index}`, entered(`c.${index}`, role, 'TIME_WAIT', NOW, undefined, rest))
    }
    return model
  }
  const first = (model: Model) => {
    const [socket] = model.sockets.values()
    return socket && hintsOf(model, socket, NOW, countTimeWaits(model))
  }

  test('of a hundred clients to one address takes ports from it', () => {
    expect(first(crowd(99, 'client'))).toEqual([])
    expect(first(crowd(100, 'client'))).toEqual([
      { kind: 'timeWaits', count: 100, of: EPHEMERAL_PORTS, address: '127.0.0.1:80' },
    ])
  })

  test('at a server takes none', () => {
    expect(first(crowd(100, 'accepted'))).toEqual([
      { kind: 'timeWaitsServer', count: 100, address: '127.0.0.1:80' },
    ])
  })
})

test('an end in FIN_WAIT_2 is an orphan once nobody holds it', () => {
  expect(kinds(entered('a', 'client', 'FIN_WAIT_2', 0, {}, { descriptor: 'open' }))).toEqual([])
  expect(kinds(entered('a', 'client', 'FIN_WAIT_2', 0, {}, { descriptor: 'closed' }))).toEqual(['orphan'])
  expect(kinds(entered('x', 'foreign', 'FIN_WAIT_2', 0, { inode: 5 }))).toEqual([])
  expect(kinds(entered('x', 'foreign', 'FIN_WAIT_2', 0, {}))).toEqual(['orphan'])
})

test('a SYN without an answer stands out, and says so if the lab itself is the reason', () => {
  const client = entered('a', 'client', 'SYN_SENT', 0, {}, { listener: 's', descriptor: 'open' })
  expect(kinds(client, [socket('s', 'listener')])).toEqual(['synSent'])
  expect(kinds(client, [socket('s', 'listener', { frozen: true })])).toEqual(['synSentFrozen'])
  expect(kinds(client, [], 1000)).toEqual([])
})

test('a connection at rest has none, and none that time alone could bring', () => {
  const end = entered('a', 'client', 'ESTABLISHED', 0, {})
  expect(hints(end)).toEqual([])
  expect(isTimed(end)).toBe(false)
  expect(isTimed(entered('a', 'client', 'CLOSE_WAIT', 0))).toBe(true)
  expect(isTimed(entered('a', 'client', 'ESTABLISHED', 0, { sendQueue: 1 }))).toBe(true)
})

test('a timer runs on between two readings, to its end and not beyond', () => {
  const row = kernelRow('TIME_WAIT', { t: 1000, timer: { kind: 'timeWait', ms: 5000 } })
  expect(timerLeft(row, 3000)).toEqual({ kind: 'timeWait', ms: 3000 })
  expect(timerLeft(row, 9000)).toEqual({ kind: 'timeWait', ms: 0 })
  expect(timerLeft(row, 500)).toEqual({ kind: 'timeWait', ms: 5000 })
  expect(timerLeft(kernelRow('ESTABLISHED'), 0)).toBeUndefined()
})
