import { expect, test } from 'vitest'
import type { Lab } from '../../src/main/engine/lab'
import { event, events, openLab, socketOf } from '../support/lab'
import { type Dissected, dissect, exported } from './tshark'

// Datagrams as packets, as tshark reads them.

async function packetsOf(lab: Lab): Promise<Dissected[]> {
  const { file, left } = await exported(events(lab), { to: 'pcapng' })
  expect(left).toEqual([])
  return dissect(file)
}

async function echoingLab(host: string): Promise<Lab> {
  const lab = openLab()
  await lab.execute({ do: 'bind', as: 'server', host, respond: { with: 'upper' } }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
  return lab
}

const words = ({ from, to, bytes, payload }: Dissected) => ({
  from,
  to,
  bytes,
  text: Buffer.from(payload, 'hex').toString(),
})

test.each(['127.0.0.1', '::1'])(
  'each datagram is one packet, with its addresses and bytes: %s',
  async (host) => {
    const lab = await echoingLab(host)
    const server = socketOf(lab, 'server').local
    // A machine without IPv6.
    if (server === undefined) return
    const alice = socketOf(lab, 'alice').local
    lab.execute({ do: 'send', from: 'alice', text: 'grüße' })
    await event(lab, 'received', 'alice')
    lab.execute({ do: 'send', from: 'alice', text: '' })
    await event(lab, 'received', 'alice', ({ bytes }) => bytes === 0)
    const packets = await packetsOf(lab)
    expect(packets.map(words)).toEqual([
      { from: alice, to: server, bytes: 7, text: 'grüße' },
      { from: server, to: alice, bytes: 7, text: 'GRüßE' },
      { from: alice, to: server, bytes: 0, text: '' },
      { from: server, to: alice, bytes: 0, text: '' },
    ])
    for (const { experts, checksums, comment, flags } of packets) {
      expect(experts.filter(({ severity }) => severity === 'error' || severity === 'warning')).toEqual([])
      expect(checksums).not.toContain('0')
      expect(comment).toMatch(/^Inferred, not captured: made by Socket Lab from event/)
      expect(flags).toBe('')
    }
  },
)

test('one that is longer than what was recorded counts as cut', async () => {
  const lab = await echoingLab('127.0.0.1')
  lab.execute({ do: 'send', from: 'alice', text: 'x'.repeat(10_000) })
  await event(lab, 'received', 'server')
  const [packet] = await packetsOf(lab)
  expect(packet).toMatchObject({ bytes: 10_000, captured: 28 + 4096, length: 28 + 10_000 })
})
