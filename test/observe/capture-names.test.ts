import { describe, expect, test } from 'vitest'
import { foreseenTargets } from '../../src/main/observe/capture/foreseen'
import { EndNames } from '../../src/main/observe/capture/names'
import { covers, filterOf, type Target, Targets } from '../../src/main/observe/capture/targets'
import type { LabEvent } from '../../src/shared/events'

let seq = 0
function at(t: number, rest: object): LabEvent {
  return { seq: ++seq, t, ...rest } as LabEvent
}

const LISTENING = at(1, { kind: 'listening', socket: 'server', local: '127.0.0.1:80' })
const CONNECTING = at(2, {
  kind: 'connecting',
  socket: 'alice',
  local: '127.0.0.1:5000',
  remote: '127.0.0.1:80',
})

describe('what is to be captured', () => {
  function targetsOf(...events: LabEvent[]): Targets {
    const targets = new Targets()
    for (const event of events) targets.take(event)
    return targets
  }

  test('is the port of each listener, at its address; connections to it need no more', () => {
    const targets = new Targets()
    expect(targets.take(LISTENING)).toBe(true)
    expect(targets.take(CONNECTING)).toBe(false)
    expect(targets.take(at(3, { kind: 'accepted', socket: 'alice@server', local: '127.0.0.1:80' }))).toBe(
      false,
    )
    expect(targets.list(3)).toEqual([{ host: '127.0.0.1', port: 80 }])
  })

  test('is a wildcard’s port at every address, whatever was called there', () => {
    const anywhere = at(1, { kind: 'listening', socket: 'server', local: '[::]:80' })
    expect(targetsOf(CONNECTING, anywhere).list(3)).toEqual([{ port: 80 }])
  })

  test('is what a client calls, and what is watched', () => {
    const watching = at(1, { kind: 'watching', socket: 'app', port: 8000 })
    const local = at(1, { kind: 'watching', socket: 'here', port: 9000, host: 'localhost' })
    const found = at(2, {
      kind: 'found',
      socket: 'x',
      as: 'client',
      local: '127.0.0.1:1',
      remote: '[::1]:7000',
    })
    expect(targetsOf(CONNECTING, watching, local, found).list(3)).toEqual([
      { host: '127.0.0.1', port: 80 },
      { port: 8000 },
      { host: '127.0.0.1', port: 9000 },
      { host: '::1', port: 9000 },
      { host: '::1', port: 7000 },
    ])
  })

  test('is forgotten some time after its last socket is closed', () => {
    const targets = targetsOf(LISTENING, CONNECTING)
    targets.take(at(100, { kind: 'closed', socket: 'server' }))
    expect(targets.list(100_000)).toHaveLength(1)
    targets.take(at(200, { kind: 'closed', socket: 'alice' }))
    expect(targets.list(60_000)).toHaveLength(1)
    expect(targets.list(100_000)).toEqual([])
    expect(targets.take(LISTENING)).toBe(true)
  })

  test('is what a scenario names, before anything of it runs', () => {
    const steps = [
      { do: 'listen', port: 4000 },
      { do: 'listen', host: '0.0.0.0', port: 4001 },
      { do: 'listen' },
      { do: 'connect', to: 'server' },
      { do: 'connect', host: 'localhost', port: 4002 },
      { do: 'connect', host: 'example.com', port: 4003 },
      { do: 'watch', port: 4004 },
      { do: 'watch', pid: 1 },
      { expect: 'closed', at: 'alice' },
    ]
    expect(foreseenTargets({ version: 1, title: '', steps } as never)).toEqual([
      { host: '127.0.0.1', port: 4000 },
      { port: 4001 },
      { host: '127.0.0.1', port: 4002 },
      { host: '::1', port: 4002 },
      { port: 4004 },
    ])
  })

  test('and nothing else, in the words of the tool', () => {
    expect(filterOf([])).toBe('tcp port 0')
    const targets: Target[] = [{ port: 80 }, { host: '::1', port: 81 }]
    expect(filterOf(targets)).toBe('tcp and (port 80 or (host ::1 and port 81))')
    expect(covers(targets, { host: '10.0.0.1', port: 80 })).toBe(true)
    expect(covers(targets, { host: '127.0.0.1', port: 81 })).toBe(false)
    expect(covers(targets, { port: 81 })).toBe(false)
  })
})

describe('the ends of a connection have the names', () => {
  const [a, b] = ['127.0.0.1:5000', '127.0.0.1:80']

  test('that calling, accepting and connecting tell', () => {
    const names = new EndNames()
    names.take(LISTENING)
    expect(names.take(CONNECTING)).toEqual({ local: a, remote: b })
    expect([names.nameOf(a, b), names.nameOf(b, a)]).toEqual(['alice', undefined])
    const accepted = { kind: 'accepted', socket: 'alice@server', peer: 'alice', listener: 'server' }
    names.take(at(3, { ...accepted, local: b, remote: a }))
    expect([names.nameOf(a, b), names.nameOf(b, a)]).toEqual(['alice', 'alice@server'])
  })

  test('as packets have their addresses', () => {
    const names = new EndNames()
    names.take(at(1, { kind: 'connecting', socket: 'alice', local: a, remote: '0.0.0.0:80' }))
    expect(names.nameOf(a, b)).toBe('alice')
    names.take(
      at(1, { kind: 'connecting', socket: 'bob', local: '[fe80::1%eth0]:1', remote: '[fe80::2%eth0]:2' }),
    )
    expect(names.nameOf('[fe80::1]:1', '[fe80::2]:2')).toBe('bob')
  })

  test('that they would have, where the log tells no more: not accepted, refused, missed by a watch', () => {
    const names = new EndNames()
    names.take(LISTENING)
    names.take(CONNECTING)
    expect(names.settle(b, a, 3)).toBe(true)
    expect(names.nameOf(b, a)).toBe('alice@server')

    names.take(at(3, { kind: 'connecting', socket: 'bob', local: '127.0.0.1:6000', remote: '127.0.0.1:9' }))
    const refused = at(4, { kind: 'failed', socket: 'bob', syscall: 'connect', code: 'ECONNREFUSED' })
    expect(names.take(refused)).toEqual({ local: '127.0.0.1:6000', remote: '127.0.0.1:9' })
    names.settle('127.0.0.1:6000', '127.0.0.1:9', 4)
    expect(names.nameOf('127.0.0.1:9', '127.0.0.1:6000')).toBe('127.0.0.1:9')

    expect(names.settle('127.0.0.1:7000', b, 5)).toBe(true)
    expect(names.nameOf(b, '127.0.0.1:7000')).toBe('127.0.0.1:7000@server')

    names.take(
      at(5, {
        kind: 'found',
        socket: '127.0.0.1:8000',
        as: 'listener',
        watch: 'app',
        local: '127.0.0.1:8000',
      }),
    )
    expect(names.isOwn('127.0.0.1:7000', '127.0.0.1:8000')).toBe(false)
    expect(names.settle('127.0.0.1:7000', '127.0.0.1:8000', 5)).toBe(true)
    expect(names.nameOf('127.0.0.1:8000', '127.0.0.1:7000')).toBe('127.0.0.1:7000@app')
  })

  test('and are the lab’s or other programs’: of one connection, one end’s is enough', () => {
    const names = new EndNames()
    const [c, d] = ['127.0.0.1:6000', '127.0.0.1:9']
    const found = { kind: 'found', local: d, remote: c, as: 'server', socket: `${c}@app`, peer: c }
    expect(names.isLabs(a, b)).toBe(false)
    names.take(LISTENING)
    expect(names.isLabs(a, b)).toBe(true)
    names.take(at(2, { kind: 'closed', socket: 'server' }))
    expect(names.isLabs(b, a)).toBe(false)
    names.take(at(3, found))
    expect(names.isLabs(c, d)).toBe(false)
    expect(names.isOwn(c, d)).toBe(true)
    names.take(at(4, { kind: 'connecting', socket: 'bob', local: c, remote: d }))
    expect([names.isLabs(c, d), names.isLabs(d, c)]).toEqual([true, true])
    // What is found of its other end doesn't make it another program's.
    names.take(at(5, { ...found, peer: 'bob' }))
    expect(names.isLabs(c, d)).toBe(true)
  })

  test('or none, if it has nothing to do with the lab', () => {
    expect(new EndNames().settle(a, b, 1)).toBe(false)
  })

  test('of their own, not of an earlier connection with the same addresses', () => {
    const names = new EndNames()
    names.take(LISTENING)
    names.take(CONNECTING)
    names.renew(a, b, 50, 5)
    expect(names.nameOf(a, b)).toBeUndefined()
    names.take(at(51, { kind: 'connecting', socket: 'bob', local: a, remote: b }))
    names.renew(a, b, 50.9, 5)
    expect(names.nameOf(a, b)).toBe('bob')
  })
})
