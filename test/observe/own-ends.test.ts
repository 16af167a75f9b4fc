import { expect, test } from 'vitest'
import { event } from '../support/lab'
import { observed, observedLab, observedPath } from './support'

// The lab's own ends in the kernel's tables, through a connection's life.

test('listener and both ends: their rows, told once', async () => {
  const lab = await observedLab()
  await lab.execute({ do: 'listen', as: 'server', backlog: 7 }).done
  expect(await observed(lab, 'server', 'LISTEN')).toMatchObject({
    by: 'procfs',
    sendQueue: 7,
    receiveQueue: 0,
  })
  await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
  const [client, accepted] = await Promise.all([
    observed(lab, 'alice', 'ESTABLISHED'),
    observed(lab, 'alice@server', 'ESTABLISHED'),
  ])
  for (const row of [client, accepted]) {
    expect(row).toMatchObject({ uid: process.getuid?.(), inode: expect.any(Number) })
    expect(row.since).toBeUndefined()
    expect(row.began).toBeLessThan(row.t)
    expect(row.t).toBeLessThanOrEqual(lab.now())
  }
  expect(client.inode).not.toBe(accepted.inode)
})

test('half-close, then close: FIN_WAIT_2 and CLOSE_WAIT, TIME_WAIT with its countdown, and the other row is gone', async () => {
  const lab = await observedLab()
  await lab.execute({ do: 'listen', as: 'server', allowHalfOpen: true }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
  await Promise.all([observed(lab, 'alice', 'ESTABLISHED'), observed(lab, 'alice@server', 'ESTABLISHED')])
  const { seq: asked } = lab.execute({ do: 'shutdown', socket: 'alice' })
  const finWait = await observed(lab, 'alice', 'FIN_WAIT_2')
  const call = lab.log.at(asked)
  expect(finWait.t).toBeGreaterThan(call?.t ?? 0)
  expect(finWait.since).toBeLessThan(call?.t ?? 0)
  await observed(lab, 'alice@server', 'CLOSE_WAIT')

  lab.execute({ do: 'shutdown', socket: 'alice@server' })
  const timeWait = await observed(lab, 'alice', 'TIME_WAIT')
  expect(timeWait.timer).toMatchObject({ kind: 'timeWait' })
  expect(timeWait.timer?.ms).toBeGreaterThan(55_000)
  expect(timeWait.timer?.ms).toBeLessThanOrEqual(61_000)
  expect(timeWait.inode).toBeUndefined()
  await observed(lab, 'alice@server', 'CLOSED')
  expect(observedPath(lab, 'alice')).toBe('ESTABLISHED FIN_WAIT_2 TIME_WAIT')
  expect(observedPath(lab, 'alice@server')).toBe('ESTABLISHED CLOSE_WAIT CLOSED')
})

test('queues: what is not read and not acknowledged', async () => {
  const lab = await observedLab()
  await lab.execute({ do: 'listen', as: 'server' }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
  await observed(lab, 'alice@server', 'ESTABLISHED')
  lab.execute({ do: 'pause', socket: 'alice@server' })
  lab.execute({ do: 'send', from: 'alice', text: 'x'.repeat(1_000_000), repeat: 20 })
  const full = await event(lab, 'observed', 'alice@server', (one) => one.receiveQueue > 100_000)
  expect(full.since).toBeDefined()
  const stuck = await event(lab, 'observed', 'alice', (one) => one.sendQueue > 100_000)
  expect(stuck.state).toBe('ESTABLISHED')
  expect(
    (await event(lab, 'observed', 'alice', (one) => one.timer?.kind === 'probe')).timer?.ms,
  ).toBeGreaterThan(0)
})

test('a socket that is connected to itself has one row', async () => {
  const lab = await observedLab()
  const port = 20_000 + (process.pid % 10_000)
  lab.execute({ do: 'connect', as: 'self', host: '127.0.0.1', port, localPort: port })
  await event(lab, 'connected', 'self')
  await observed(lab, 'self', 'ESTABLISHED')
  lab.execute({ do: 'shutdown', socket: 'self' })
  await observed(lab, 'self', 'TIME_WAIT')
})

test('a dual-stack listener: the row of its end is in the table of IPv6, under IPv4 addresses', async () => {
  const lab = await observedLab()
  await lab.execute({ do: 'listen', as: 'server', host: '::' }).done
  const { local } = await event(lab, 'listening', 'server')
  expect(await observed(lab, 'server', 'LISTEN')).toMatchObject({ sendQueue: 511 })
  const port = Number(local.split(':').at(-1))
  await lab.execute({ do: 'connect', as: 'alice', host: '127.0.0.1', port }).done
  await observed(lab, 'alice', 'ESTABLISHED')
  await observed(lab, 'alice@server', 'ESTABLISHED')
})

test('a listener that is closed is gone', async () => {
  const lab = await observedLab()
  await lab.execute({ do: 'listen', as: 'server' }).done
  await observed(lab, 'server', 'LISTEN')
  lab.execute({ do: 'close', socket: 'server' })
  expect(await observed(lab, 'server', 'CLOSED')).toMatchObject({ since: expect.any(Number) })
})
