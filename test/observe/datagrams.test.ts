import { expect, test } from 'vitest'
import { wordsOf } from '../../src/main/observe/kernel/addresses'
import { DatagramQueues } from '../../src/main/observe/kernel/datagram-queues'
import { emptyRow, type KernelTables, type Row } from '../../src/main/observe/kernel/tables'
import { event, events, openLab, socketOf } from '../support/lab'
import { observe, observedLab } from './support'

// The queues of datagram sockets in the kernel's tables, and what they dropped.

test('a queue that fills up while nobody reads, and drops', async () => {
  const lab = await observedLab()
  for (const as of ['server', 'alice']) await lab.execute({ do: 'bind', as }).done
  const first = await event(lab, 'measured', 'server')
  expect(first).toMatchObject({ by: 'procfs', sendQueue: 0, receiveQueue: 0, drops: 0 })
  expect(first).toMatchObject({ uid: process.getuid?.(), inode: expect.any(Number) })
  expect(first.since).toBeUndefined()
  lab.execute({ do: 'pause', socket: 'server' })
  lab.execute({ do: 'send', from: 'alice', to: 'server', hex: '00'.repeat(500), repeat: 3000 })
  const full = await event(lab, 'measured', 'server', ({ drops }) => drops > 0)
  expect(full.receiveQueue).toBeGreaterThan(100_000)
  expect(full.since).toBeLessThan(full.t)
  await event(lab, 'sent', 'alice', ({ index }) => index === 2999)
  lab.execute({ do: 'resume', socket: 'server' })
  const empty = await event(lab, 'measured', 'server', ({ receiveQueue, seq }) => {
    return receiveQueue === 0 && seq > full.seq
  })
  const { count } = socketOf(lab, 'server').received
  expect(count + empty.drops).toBe(3000)
  expect(socketOf(lab, 'server').queues).toMatchObject({ receiveQueue: 0, drops: empty.drops })
  // Nothing of TCP was ever seen there.
  expect(events(lab).some(({ kind }) => kind === 'observed')).toBe(false)
})

test('those that were there before it was switched on, connected and over IPv6, too', async () => {
  const lab = openLab()
  await lab.execute({ do: 'bind', as: 'six', host: '::1' }).done
  await lab.execute({ do: 'bind', as: 'both', host: '::' }).done
  await lab.execute({ do: 'connect', as: 'bob', to: 'six' }).done
  await observe(lab).setSource('kernel', true)
  await Promise.all(['six', 'both', 'bob'].map((name) => event(lab, 'measured', name)))
})

const NOWHERE = wordsOf('0.0.0.0:0')?.words ?? [0, 0, 0, 0]

function tablesOf(...ports: number[]): KernelTables {
  const [local = NOWHERE] = [wordsOf('127.0.0.1:1')?.words]
  const row = (localPort: number): Row => ({ ...emptyRow(), local, localPort, remote: NOWHERE, inode: 1 })
  return {
    by: 'procfs',
    read: () => {},
    readDatagrams: (see) => {
      for (const port of ports) see(row(port))
    },
  }
}

test('whose queue it is that two sockets of one address have is not told', () => {
  const wanted = (id: number) => ({ id, local: `127.0.0.1:${id}`, own: true, v6: false })
  const queues = new DatagramQueues(tablesOf(5, 6, 6))
  queues.track(wanted(5))
  queues.track(wanted(6))
  expect(queues.read().map(({ id }) => id)).toEqual([5])
  // Nothing new.
  expect(queues.read()).toEqual([])
  queues.drop(5)
  queues.drop(6)
  expect(queues.isNeeded).toBe(false)
})
