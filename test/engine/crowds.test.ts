import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Lab } from '../../src/main/engine/lab'
import { parseAddress } from '../../src/shared/ids'
import { event, events, modelOf, openLab } from '../support/lab'

// Thousands of connections at once: both ends of all of them are there, and no SYN has to be repeated.

const THOUSANDS = 2000

/** How often the kernel of this network had no room for a SYN, and how often one was repeated. Linux only. */
function stalls(): number {
  const text = readFileSync('/proc/self/net/netstat', 'latin1').split('\n')
  const [names = '', values = ''] = text.filter((line) => line.startsWith('TcpExt:'))
  const all = names.split(' ').map((name, i) => [name, Number(values.split(' ')[i])] as const)
  const counted = new Map(all)
  return ['ListenOverflows', 'ListenDrops', 'TCPSynRetrans'].reduce(
    (sum, name) => sum + (counted.get(name) ?? 0),
    0,
  )
}

/** From `connecting` to `accepted` of each client, ms of the log's clock. */
function waits(lab: Lab): number[] {
  const called = new Map<string, number>()
  const all: number[] = []
  for (const one of events(lab)) {
    if (one.kind === 'connecting') called.set(one.socket ?? '', one.t)
    if (one.kind === 'accepted') all.push(one.t - (called.get(one.peer) ?? Number.NaN))
  }
  return all
}

/** Resolves when so many more events of that kind have come. */
function counted(lab: Lab, kind: string, count: number): Promise<void> {
  return new Promise((resolve) => {
    const following = lab.log.subscribe((one) => {
      if (one.kind !== kind || --count > 0) return
      following.dispose()
      resolve()
    })
  })
}

async function listen(lab: Lab, options: Record<string, unknown> = {}): Promise<void> {
  await lab.execute({ do: 'listen', as: 'server', ...options }).done
}

test('two thousand clients are all paired, in the order in which they called, and leave nothing behind', async () => {
  const lab = openLab({ maxEvents: 100_000 })
  await listen(lab)
  const before = process.platform === 'linux' ? stalls() : 0
  await lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: THOUSANDS }).done
  const names = Array.from({ length: THOUSANDS }, (_, i) => `crowd.${i + 1}`)
  const accepted = events(lab).flatMap((one) => (one.kind === 'accepted' ? [one.peer] : []))
  expect(accepted).toEqual(names)
  // Of this machine as a whole: somebody else's may be among them, ours would be hundreds.
  if (process.platform === 'linux') expect(stalls() - before).toBeLessThan(20)
  // The first repetition comes after a second.
  expect(waits(lab).every((ms) => ms < 900)).toBe(true)
  lab.execute({ do: 'close', socket: 'server' })
  const allClosed = counted(lab, 'closed', 2 * THOUSANDS)
  for (const name of names) lab.execute({ do: 'reset', socket: name })
  await allClosed
  const open = [...modelOf(lab).sockets.values()].filter(({ descriptor }) => descriptor === 'open')
  expect(open).toEqual([])
})

describe('the gate of a listener', () => {
  test('is shared by all who call it, by its name or by its address, each for itself or in groups', async () => {
    const lab = openLab()
    await listen(lab, { backlog: 4 })
    const port = parseAddress((await event(lab, 'listening', 'server')).local)?.port ?? 0
    const target = { host: '127.0.0.1', port }
    const before = process.platform === 'linux' ? stalls() : 0
    const calls = [
      lab.execute({ do: 'connect', as: 'a', to: 'server', count: 100 }),
      lab.execute({ do: 'connect', as: 'b', ...target, count: 100 }),
      ...Array.from({ length: 50 }, () => lab.execute({ do: 'connect', to: 'server' })),
    ]
    // Nobody beyond the queue's room has called yet.
    await Promise.resolve()
    expect(underWay(lab)).toBeLessThanOrEqual(4)
    let now = underWay(lab)
    let most = now
    lab.log.subscribe(({ kind }) => {
      if (kind === 'connecting') most = Math.max(most, ++now)
      if (kind === 'accepted') now--
    })
    await Promise.all(calls.map(({ done }) => done))
    expect(most).toBeLessThanOrEqual(4)
    expect(events(lab).filter(({ kind }) => kind === 'accepted')).toHaveLength(250)
    if (process.platform === 'linux') expect(stalls() - before).toBeLessThan(20)
  })

  test('lets everybody through when the listener is frozen, and nobody waits for it', async () => {
    const lab = openLab()
    await listen(lab)
    const { done } = lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: 400 })
    const frozen = lab.execute({ do: 'freeze', socket: 'server' })
    await Promise.all([done, frozen.done])
    expect(events(lab).filter(({ kind }) => kind === 'connected')).toHaveLength(400)
    const thawed = lab.execute({ do: 'thaw', socket: 'server' })
    const more = lab.execute({ do: 'connect', as: 'late', to: 'server', count: 200 })
    await Promise.all([thawed.done, more.done])
    expect(events(lab).filter(({ kind }) => kind === 'accepted')).toHaveLength(600)
    expect(waits(lab)).toHaveLength(600)
  })

  test('opens when the listener is closed: who still waits is refused', async () => {
    const lab = openLab()
    await listen(lab, { backlog: 1 })
    const { done } = lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: 20 })
    lab.execute({ do: 'close', socket: 'server' })
    await done
    const refused = events(lab).filter((one) => one.kind === 'failed' && one.code === 'ECONNREFUSED')
    expect(refused.length).toBeGreaterThanOrEqual(19)
  })

  test('passes over clients that are closed before it is their turn', async () => {
    const lab = openLab()
    await listen(lab, { backlog: 1 })
    const { done } = lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: 5 })
    for (const i of [2, 3, 5]) lab.execute({ do: 'close', socket: `crowd.${i}` })
    await done
    const accepted = events(lab).flatMap((one) => (one.kind === 'accepted' ? [one.peer] : []))
    expect(accepted).toEqual(['crowd.1', 'crowd.4'])
  })

  test('counts a client that has gone from the queue of a frozen listener until that has accepted it', async () => {
    const lab = openLab()
    await listen(lab)
    await lab.execute({ do: 'freeze', socket: 'server' }).done
    await lab.execute({ do: 'connect', as: 'gone', to: 'server', count: 300 }).done
    for (let i = 1; i <= 300; i++) lab.execute({ do: 'close', socket: `gone.${i}` })
    await event(lab, 'closed', 'gone.300')
    const thawed = lab.execute({ do: 'thaw', socket: 'server' })
    await Promise.all([thawed.done, lab.execute({ do: 'connect', as: 'late', to: 'server', count: 10 }).done])
    for (let i = 1; i <= 10; i++) await event(lab, 'accepted', `late.${i}@server`)
  })
})

/** Clients that have called and are not accepted. */
function underWay(lab: Lab): number {
  let count = 0
  for (const one of events(lab)) {
    if (one.kind === 'connecting') count++
    if (one.kind === 'accepted') count--
  }
  return count
}

describe('spread', () => {
  const sources = (lab: Lab) =>
    events(lab).flatMap((one) => (one.kind === 'connecting' ? [parseAddress(one.local ?? '')?.host] : []))

  test.skipIf(process.platform === 'darwin')('clients come from the addresses in turn', async () => {
    const lab = openLab()
    await listen(lab)
    await lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: 7, spread: 3 }).done
    expect(sources(lab)).toEqual([1, 2, 3, 1, 2, 3, 1].map((number) => `127.0.0.${number}`))
    for (let i = 1; i <= 7; i++) await event(lab, 'accepted', `crowd.${i}@server`)
  })

  test('elsewhere than on loopback over IPv4 it means nothing', async () => {
    const lab = openLab()
    await listen(lab, { host: '::1' })
    await lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: 3, spread: 3 }).done
    expect(new Set(sources(lab))).toEqual(new Set(['::1']))
  })

  test('without it clients come from the address that the system gives', async () => {
    const lab = openLab()
    await listen(lab)
    await lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: 3 }).done
    expect(new Set(sources(lab))).toEqual(new Set(['127.0.0.1']))
  })
})
