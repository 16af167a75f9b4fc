import { writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Lab } from '../../src/main/engine/lab'
import { parseAddress } from '../../src/shared/ids'
import { event, events, openLab } from '../support/lab'
import { PORT } from './support'

// A network with ten local ports: they run out as 28,232 do elsewhere.

const RANGE = '/proc/sys/net/ipv4/ip_local_port_range'
const PORTS = 10

beforeEach(() => writeFileSync(RANGE, `50000 ${50_000 + PORTS - 1}`))
afterEach(() => writeFileSync(RANGE, '32768 60999'))

async function crowd(host: string, rest: Record<string, unknown> = {}): Promise<Lab> {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server', host, port: PORT }).done
  await lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: 25, ...rest }).done
  crowds.push(lab)
  return lab
}

const crowds: Lab[] = []
// By RST: TIME_WAIT would keep the ports from the next test.
afterEach(async () => {
  for (const lab of crowds.splice(0)) {
    const names = of(lab, 'connected').map(({ socket = '' }) => socket)
    for (const socket of names) lab.execute({ do: 'reset', socket })
    for (const name of names) await event(lab, 'closed', `${name}@server`)
  }
})

const of = (lab: Lab, kind: string) => events(lab).filter((one) => one.kind === kind)

/** How many clients have come from each address. */
function bySource(lab: Lab): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const one of events(lab)) {
    if (one.kind !== 'connected') continue
    const host = parseAddress(one.local ?? '')?.host ?? ''
    counts[host] = (counts[host] ?? 0) + 1
  }
  return counts
}

test('when the ports of one loopback address have run out, clients come from the next one', async () => {
  const lab = await crowd('127.0.0.1')
  expect(of(lab, 'failed')).toEqual([])
  expect(of(lab, 'accepted')).toHaveLength(25)
  // What is bound before the call shares its ports with nobody, so that fewer are left.
  const counts = bySource(lab)
  expect(counts['127.0.0.1']).toBe(PORTS)
  expect(Object.keys(counts).length).toBeGreaterThanOrEqual(3)
  for (const host of Object.keys(counts)) expect(host).toMatch(/^127\.0\.0\.\d+$/)
  // Each has called once, as far as anybody can see: nothing went out before.
  expect(of(lab, 'connecting')).toHaveLength(25)
  expect(of(lab, 'connecting').every((one) => 'attempt' in one && one.attempt === 1)).toBe(true)
})

test('spread from the start, nobody has to look for an address', async () => {
  const lab = await crowd('127.0.0.1', { spread: 5 })
  expect(bySource(lab)).toEqual(Object.fromEntries([1, 2, 3, 4, 5].map((i) => [`127.0.0.${i}`, 5])))
})

test('where there is but one address, those who find no port are told so, and what to do', async () => {
  const lab = await crowd('::1')
  expect(of(lab, 'accepted')).toHaveLength(PORTS)
  const failed = of(lab, 'failed')
  expect(failed).toHaveLength(25 - PORTS)
  for (const one of failed) {
    expect(one).toMatchObject({ code: 'EADDRNOTAVAIL', syscall: 'connect', address: `[::1]:${PORT}` })
    expect('advice' in one && one.advice).toContain('No local port is left for that destination')
  }
})

test('from an address that was asked for, nobody goes to another', async () => {
  const lab = await crowd('127.0.0.1', { localAddress: '127.0.0.9' })
  expect(Object.keys(bySource(lab))).toEqual(['127.0.0.9'])
  const failed = of(lab, 'failed')
  expect(of(lab, 'accepted').length + failed.length).toBe(25)
  expect(failed.length).toBeGreaterThanOrEqual(25 - PORTS)
  expect(failed.every((one) => one.kind === 'failed' && /^EADDR(INUSE|NOTAVAIL)$/.test(one.code))).toBe(true)
})
