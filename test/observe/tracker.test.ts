import { beforeEach, describe, expect, test } from 'vitest'
import { wordsOf } from '../../src/main/observe/kernel/addresses'
import { Finder } from '../../src/main/observe/kernel/finder'
import { emptyRow, type KernelTables, monotonic, type Row } from '../../src/main/observe/kernel/tables'
import { Tracker } from '../../src/main/observe/kernel/tracker'

// What a reading tells, from tables of our own making.

type Line = [local: string, remote: string, state: Row['state'], rest?: Partial<Row>]

const SERVER = '127.0.0.1:8000'
const CLIENT = '127.0.0.1:40000'
const NOWHERE = '0.0.0.0:0'

let lines: Line[] = []
let clock = 0

const tables: KernelTables = {
  by: 'procfs',
  read(_v6, see) {
    for (const [local, remote, state, rest] of lines) {
      const [here, there] = [wordsOf(local), wordsOf(remote)]
      if (!here || !there) throw new Error(`${local} ${remote}`)
      const addresses = {
        local: here.words,
        localPort: here.port,
        remote: there.words,
        remotePort: there.port,
      }
      const t = monotonic() + clock
      see({ ...emptyRow(), ...addresses, state, inode: 1, uid: 1000, began: t, t, ...rest })
    }
  },
}

let tracker = new Tracker(tables, new Finder())

beforeEach(() => {
  lines = []
  clock = 0
  tracker = new Tracker(tables, new Finder())
})

function read(...now: Line[]) {
  lines = now
  return tracker.read()
}

const own = (id: number, local: string, remote?: string) => ({
  id,
  local,
  own: true,
  v6: false,
  ...(remote !== undefined && { remote }),
})

describe('an end that is tracked', () => {
  beforeEach(() => tracker.track([own(1, CLIENT, SERVER)]))

  test('is told when it is there, and again when its state has changed', () => {
    expect(read().seen).toEqual([])
    const first = read([CLIENT, SERVER, 'SYN_SENT']).seen
    expect(first).toMatchObject([{ id: 1, state: 'SYN_SENT', uid: 1000, inode: 1 }])
    expect(first[0]?.since).toBeUndefined()
    expect(read([CLIENT, SERVER, 'SYN_SENT'])).toMatchObject({ seen: [], change: 'none' })
    const next = read([CLIENT, SERVER, 'ESTABLISHED'])
    expect(next).toMatchObject({ seen: [{ id: 1, state: 'ESTABLISHED' }], change: 'state' })
    expect(next.seen[0]?.since).toBeLessThan(next.seen[0]?.began ?? 0)
  })

  test('rows of others are none of its', () => {
    const others: Line[] = [
      [CLIENT, '127.0.0.2:8000', 'ESTABLISHED'],
      ['127.0.0.2:40000', SERVER, 'ESTABLISHED'],
      [SERVER, CLIENT, 'ESTABLISHED'],
    ]
    expect(read(...others).seen).toEqual([])
  })

  test('is gone when two readings have missed it, since the first of them', () => {
    read([CLIENT, SERVER, 'ESTABLISHED'])
    expect(read().gone).toEqual([])
    const between = monotonic()
    const { gone, change } = read()
    expect(gone).toMatchObject([{ id: 1 }])
    expect(gone[0]?.t).toBeLessThan(between)
    expect(gone[0]?.since).toBeLessThan(gone[0]?.began ?? 0)
    expect(change).toBe('state')
    expect(tracker.isNeeded).toBe(false)
  })

  test('a row that one reading has passed over was there all the time', () => {
    read([CLIENT, SERVER, 'ESTABLISHED'])
    read()
    expect(read([CLIENT, SERVER, 'ESTABLISHED'])).toMatchObject({ gone: [], seen: [] })
    expect(read().gone).toEqual([])
  })

  test('queues alone are told ten times a second at most, and the last of them always', () => {
    read([CLIENT, SERVER, 'ESTABLISHED'])
    expect(read([CLIENT, SERVER, 'ESTABLISHED', { sendQueue: 5 }])).toMatchObject({
      seen: [],
      change: 'flow',
    })
    clock = 150
    expect(read([CLIENT, SERVER, 'ESTABLISHED', { sendQueue: 7 }]).seen).toMatchObject([{ sendQueue: 7 }])
    expect(read([CLIENT, SERVER, 'ESTABLISHED', { sendQueue: 9 }]).seen).toEqual([])
    expect(read([CLIENT, SERVER, 'FIN_WAIT_1', { sendQueue: 9 }]).seen).toMatchObject([{ sendQueue: 9 }])
    expect(read([CLIENT, SERVER, 'FIN_WAIT_1', { timer: 'retransmit', timerMs: 1 }]).seen).toEqual([])
    clock = 300
    expect(read([CLIENT, SERVER, 'FIN_WAIT_1', { timer: 'retransmit', timerMs: 2 }]).seen).toMatchObject([
      { timer: { kind: 'retransmit', ms: 2 } },
    ])
    clock = 450
    expect(read([CLIENT, SERVER, 'FIN_WAIT_1', { timer: 'retransmit', timerMs: 1 }]).seen).toEqual([])
  })

  test('a socket that nobody holds has no inode and no user', () => {
    const [seen] = read([
      CLIENT,
      SERVER,
      'TIME_WAIT',
      { inode: 0, uid: 0, timer: 'timeWait', timerMs: 60_000 },
    ]).seen
    expect(seen).toMatchObject({ state: 'TIME_WAIT', timer: { kind: 'timeWait', ms: 60_000 } })
    expect(seen).not.toHaveProperty('inode')
    expect(seen).not.toHaveProperty('uid')
  })

  test('without a row it is waited for until its descriptor is closed', () => {
    read()
    expect(tracker.isNeeded).toBe(true)
    tracker.release([1])
    expect(read()).toMatchObject({ gone: [], seen: [], unseen: [1] })
    expect(tracker.isNeeded).toBe(false)
  })

  test('another connection with the same addresses: the first is gone, its row is not told as the other’s', () => {
    read([CLIENT, SERVER, 'TIME_WAIT', { inode: 0 }])
    const { gone, seen } = read([CLIENT, SERVER, 'SYN_SENT', { inode: 2 }])
    expect(gone).toMatchObject([{ id: 1 }])
    expect(seen).toEqual([])
    tracker.track([own(2, CLIENT, SERVER)])
    expect(read([CLIENT, SERVER, 'ESTABLISHED', { inode: 2 }]).seen).toMatchObject([{ id: 2 }])
  })

  test('another end is tracked under the same addresses before the first one’s row has gone', () => {
    read([CLIENT, SERVER, 'TIME_WAIT', { inode: 0 }])
    tracker.track([own(2, CLIENT, SERVER)])
    expect(read([CLIENT, SERVER, 'SYN_SENT', { inode: 2 }])).toMatchObject({
      gone: [{ id: 1 }],
      seen: [{ id: 2, state: 'SYN_SENT' }],
    })
  })
})

test('what is closed in a table is not there', () => {
  tracker.track([own(1, CLIENT, SERVER)])
  expect(read([CLIENT, SERVER, 'CLOSED']).seen).toEqual([])
})

test('ends with the same ports at other addresses are kept apart', () => {
  const hosts = ['127.0.0.1', '127.0.0.2', '127.0.0.3']
  tracker.track(hosts.map((host, index) => own(index + 1, `${host}:40000`, SERVER)))
  const rows = (states: Row['state'][]): Line[] =>
    states.map((state, index) => [`${hosts[index]}:40000`, SERVER, state])
  read(...rows(['ESTABLISHED', 'ESTABLISHED', 'ESTABLISHED']))
  expect(read(...rows(['ESTABLISHED', 'CLOSE_WAIT', 'ESTABLISHED'])).seen).toMatchObject([{ id: 2 }])
  tracker.drop([2])
  expect(read(...rows(['ESTABLISHED', 'LAST_ACK', 'FIN_WAIT_1'])).seen).toMatchObject([{ id: 3 }])
})

describe('a watch', () => {
  const listener: Line = [SERVER, NOWHERE, 'LISTEN', { inode: 7 }]

  beforeEach(() => tracker.watch({ name: 'app', port: 8000 }))

  test('finds the listener first, then its connections and their other ends', () => {
    const { found, seen } = read([SERVER, CLIENT, 'ESTABLISHED', { inode: 8 }], listener, [
      CLIENT,
      SERVER,
      'ESTABLISHED',
      { inode: 9 },
    ])
    expect(found).toMatchObject([
      { as: 'listener', local: SERVER, watch: 'app' },
      { as: 'server', local: SERVER, remote: CLIENT },
    ])
    expect(seen).toHaveLength(2)
    expect(read(listener, [CLIENT, SERVER, 'ESTABLISHED', { inode: 9 }]).found).toMatchObject([
      { as: 'client', local: CLIENT, remote: SERVER, watch: 'app' },
    ])
  })

  test('finds nothing of the lab’s own', () => {
    tracker.track([own(1, SERVER), own(2, SERVER, CLIENT)])
    expect(read(listener, [SERVER, CLIENT, 'ESTABLISHED']).found).toEqual([])
  })

  test('finds under its number what is tracked as another program’s', () => {
    tracker.track([{ id: 3, local: SERVER, remote: CLIENT, own: false, v6: true }])
    expect(read(listener, [SERVER, CLIENT, 'ESTABLISHED']).found).toMatchObject([
      { as: 'listener' },
      { id: 3, as: 'server' },
    ])
    expect(read(listener, [SERVER, CLIENT, 'ESTABLISHED']).found).toEqual([])
  })

  test('at one address: there, and at wildcards; no other', () => {
    tracker.unwatch('app')
    tracker.watch({ name: 'here', port: 8000, hosts: ['127.0.0.1', '::1'] })
    const { found } = read(
      ['127.0.0.2:8000', NOWHERE, 'LISTEN'],
      ['0.0.0.0:8000', NOWHERE, 'LISTEN'],
      ['[::]:8000', '[::]:0', 'LISTEN'],
      ['[::1]:8000', '[::1]:40000', 'ESTABLISHED'],
      ['127.0.0.2:8000', CLIENT, 'ESTABLISHED'],
    )
    expect(found.map(({ local }) => local)).toEqual(['0.0.0.0:8000', '[::]:8000', '[::1]:8000'])
  })

  test('another listener at the same address is another one', () => {
    const [first] = read(listener).found
    const { found, gone } = read([SERVER, NOWHERE, 'LISTEN', { inode: 70 }])
    expect(found).toMatchObject([{ as: 'listener', local: SERVER }])
    expect(found[0]?.id).not.toBe(first?.id)
    expect(gone).toEqual([])
    expect(read([SERVER, NOWHERE, 'LISTEN', { inode: 70 }]).gone).toMatchObject([{ id: first?.id }])
  })

  test('who called whom, where nothing tells: the high port', () => {
    const { found } = read([SERVER, CLIENT, 'CLOSE_WAIT'])
    expect(found).toMatchObject([{ as: 'server' }])
    tracker.watch({ name: 'other', port: 40_000 })
    expect(read([CLIENT, SERVER, 'FIN_WAIT_2']).found).toMatchObject([{ as: 'client' }])
  })

  test('covers more than is taken in: said once, and again only after there was room', () => {
    tracker = new Tracker(tables, new Finder({ max: 2 }))
    tracker.watch({ name: 'app', port: 8000 })
    const many = (count: number) =>
      Array.from(
        { length: count },
        (_, index): Line => [SERVER, `127.0.0.1:${40_000 + index}`, 'ESTABLISHED'],
      )
    expect(read(...many(5))).toMatchObject({ watches: [{ name: 'app', what: 'full' }] })
    expect(read(...many(5)).watches).toEqual([])
    read(...many(1))
    expect(read(...many(1)).gone).toHaveLength(1)
    read(...many(1))
    expect(read(...many(5)).watches).toMatchObject([{ what: 'full' }])
  })

  test('unwatched, it finds no more, and follows no more what it has found', () => {
    read(listener)
    tracker.unwatch('app')
    expect(tracker.isNeeded).toBe(false)
    expect(read(listener, [SERVER, CLIENT, 'ESTABLISHED'])).toMatchObject({ found: [], seen: [], gone: [] })
  })
})

describe('a watch of a process', () => {
  const watching = (socketsOf: (pid: number) => Set<number> | 'gone' | 'forbidden') => {
    tracker = new Tracker(tables, new Finder({ socketsOf }))
    tracker.watch({ name: 'app', pid: 5 })
  }

  test('finds what it holds, and what came to its listener and nobody holds', () => {
    watching(() => new Set([7]))
    const { found } = read(
      [SERVER, NOWHERE, 'LISTEN', { inode: 7 }],
      [SERVER, CLIENT, 'ESTABLISHED', { inode: 0 }],
      ['127.0.0.1:9000', NOWHERE, 'LISTEN', { inode: 8 }],
    )
    expect(found.map(({ as, local }) => `${as} ${local}`)).toEqual([`listener ${SERVER}`, `server ${SERVER}`])
  })

  test.each(['gone', 'forbidden'] as const)('that is %s is told, once', (what) => {
    watching(() => what)
    const said = what === 'gone' ? 'ended' : 'forbidden'
    expect(read().watches).toEqual([{ type: 'watch', name: 'app', what: said }])
    expect(read().watches).toEqual([])
  })

  test('that has ended finds nothing of a process that has its number now, but what still comes to its port', () => {
    let held: Set<number> | 'gone' = new Set([7])
    watching(() => held)
    read([SERVER, NOWHERE, 'LISTEN', { inode: 7 }])
    held = 'gone'
    expect(read([SERVER, NOWHERE, 'LISTEN', { inode: 7 }]).watches).toHaveLength(1)
    held = new Set([8])
    const { found } = read(
      ['127.0.0.1:9000', NOWHERE, 'LISTEN', { inode: 8 }],
      [SERVER, CLIENT, 'TIME_WAIT', { inode: 0 }],
    )
    expect(found.map(({ local }) => local)).toEqual([SERVER])
  })

  test('that this one has started finds nothing that it was born with', () => {
    const own = new Set([6, 9])
    const finder = new Finder({ socketsOf: (pid) => (pid === process.pid ? own : new Set([6, 7])) })
    tracker = new Tracker(tables, finder)
    // No process has that number.
    tracker.watch({ name: 'py', pid: 4_194_305, children: true })
    const { found } = read(
      ['127.0.0.1:9222', NOWHERE, 'LISTEN', { inode: 6 }],
      [SERVER, NOWHERE, 'LISTEN', { inode: 7 }],
    )
    expect(found.map(({ local }) => local)).toEqual([SERVER])
  })

  test('where the table itself tells whose a socket is', () => {
    watching(() => new Set())
    const { found } = read([
      SERVER,
      NOWHERE,
      'LISTEN',
      { inode: undefined, pid: 5, process: 'Brave Browser' },
    ])
    expect(found).toMatchObject([{ as: 'listener', pid: 5, process: 'Brave Browser' }])
  })
})
