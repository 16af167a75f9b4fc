import { PassThrough } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exportTo } from '../../src/main/journal/export/export'
import { enhancedPacket } from '../../src/main/journal/export/pcapng/blocks'
import { Held } from '../../src/main/journal/export/pcapng/held'
import { Packets } from '../../src/main/journal/export/pcapng/packets'
import type { LabEvent } from '../../src/shared/events'
import { chance } from '../support/chance'
import { connectedLab, event, events, openLab, socketOf } from '../support/lab'
import { inventedLog } from './logs'

/** The form of the file, block by block (draft-ietf-opsawg-pcapng); what tshark makes of it is tested in test/export. */

interface Block {
  type: number
  body: DataView
}

/** Fails where a block isn't one. */
function blocksOf(file: Uint8Array): Block[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const blocks: Block[] = []
  let at = 0
  while (at < file.length) {
    const size = view.getUint32(at + 4, true)
    expect(size % 4).toBe(0)
    expect(size).toBeGreaterThanOrEqual(12)
    expect(view.getUint32(at + size - 4, true)).toBe(size)
    const body = new DataView(file.buffer, file.byteOffset + at + 8, size - 12)
    blocks.push({ type: view.getUint32(at, true), body })
    at += size
  }
  expect(at).toBe(file.length)
  return blocks
}

/** Fails where what follows from `at` on are no options. */
function optionsOf(body: DataView, at: number): Map<number, Uint8Array> {
  const found = new Map<number, Uint8Array>()
  let here = at
  while (here < body.byteLength) {
    const code = body.getUint16(here, true)
    const length = body.getUint16(here + 2, true)
    if (code === 0) {
      expect({ length, end: here + 4 }).toEqual({ length: 0, end: body.byteLength })
      return found
    }
    found.set(code, new Uint8Array(body.buffer, body.byteOffset + here + 4, length))
    here += 4 + Math.ceil(length / 4) * 4
  }
  expect(here).toBe(body.byteLength)
  return found
}

/** Fails where the file is not what it must be; gives its packets' times, µs. */
function expectWellFormed(file: Uint8Array): bigint[] {
  const [section, ...rest] = blocksOf(file)
  expect(section?.type).toBe(0x0a0d0d0a)
  expect(section?.body.getUint32(0, true)).toBe(0x1a2b3c4d)
  optionsOf(section?.body as DataView, 16)
  let interfaces = 0
  const times: bigint[] = []
  for (const { type, body } of rest) {
    if (type === 1) {
      interfaces++
      expect([...(optionsOf(body, 8).get(9) ?? [])]).toEqual([6])
      continue
    }
    expect(type).toBe(6)
    expect(body.getUint32(0, true)).toBeLessThan(interfaces)
    const captured = body.getUint32(12, true)
    expect(captured).toBeLessThanOrEqual(body.getUint32(16, true))
    const comment = optionsOf(body, 20 + Math.ceil(captured / 4) * 4).get(1)
    if (comment) expect(new TextDecoder('utf-8', { fatal: true }).decode(comment)).not.toBe('')
    times.push((BigInt(body.getUint32(4, true)) << 32n) | BigInt(body.getUint32(8, true)))
  }
  return times
}

async function pcapng(all: readonly LabEvent[]): Promise<Uint8Array> {
  const out = new PassThrough()
  const parts: Buffer[] = []
  out.on('data', (part: Buffer) => parts.push(part))
  await exportTo(() => all, { to: 'pcapng' }, out)
  return Buffer.concat(parts)
}

describe('every block is whole, whatever was in the log', () => {
  test('nothing', async () => {
    expect(expectWellFormed(await pcapng([]))).toEqual([])
  })

  test.each([1, 2, 3, 4, 5])('what chance made, seed %i', async (seed) => {
    expectWellFormed(await pcapng(inventedLog(chance(seed), 500)))
  })

  test('packets and comments of any length', () => {
    const property = fc.property(
      fc.uint8Array({ maxLength: 50 }),
      fc.nat(100_000),
      fc.option(fc.string({ unit: 'binary', maxLength: 30 })),
      (data, length, comment) => {
        const packet = { interface: 0, time: 1n, length, data, ...(comment !== null && { comment }) }
        const [block] = blocksOf(enhancedPacket(packet))
        const options = optionsOf(block?.body as DataView, 20 + Math.ceil(data.length / 4) * 4)
        if (comment)
          expect(new TextDecoder().decode(options.get(1))).toBe(
            new TextDecoder().decode(new TextEncoder().encode(comment)),
          )
      },
    )
    fc.assert(property)
  })

  test('numbers that nobody could have meant', async () => {
    const lab = await connectedLab()
    const odd = {
      t: 2e9,
      socket: 'alice',
      kind: 'sent',
      bytes: 2 ** 52,
      offset: 2 ** 51,
      index: 0,
      queued: 0,
    }
    const all = events(lab)
    const { local = '', remote = '' } = await event(lab, 'connecting', 'alice')
    const captured = {
      ...{ kind: 'segment', socket: 'alice', to: 'alice@server', local, remote, flags: 'AP', t: -1e15 },
      ...{ sequence: -5, acknowledgement: 1e300, raw: { sequence: -1, acknowledgement: 1e20 } },
      ...{ bytes: 2 ** 50, window: 2 ** 50 },
    }
    const hostile = [odd, captured, { ...captured, local: 'x', remote: '[::g]:99999' }]
    const more = hostile.map((one, index) => ({ ...one, seq: all.length + 1 + index }) as unknown as LabEvent)
    const file = await pcapng([...all, ...more])
    expectWellFormed(file)
    expect(file.length).toBeLessThan(10_000_000)
  })
})

test('what waits leaves in the order of time, and of several of the same moment the first comes first', () => {
  const property = fc.property(fc.array(fc.nat(20)), (times) => {
    const held = new Held<{ t: number; order: number }>()
    times.forEach((t, order) => void held.put({ t, order }))
    const taken: { t: number; order: number }[] = []
    while (held.size > 0) taken.push(held.take() as { t: number; order: number })
    expect(taken).toEqual(
      times.map((t, order) => ({ t, order })).sort((a, b) => a.t - b.t || a.order - b.order),
    )
    expect(held.take()).toBeUndefined()
  })
  fc.assert(property)
})

test('a log streams through: with few packets held, those are written that would be written at its end', async () => {
  const lab = await connectedLab({ respond: { with: 'echo' } })
  lab.execute({ do: 'send', from: 'alice', text: 'ping', repeat: 300 })
  await event(lab, 'received', 'alice', ({ offset, bytes }) => offset + bytes === 1200)
  lab.execute({ do: 'close', socket: 'alice' })
  await event(lab, 'closed', 'alice')
  const blocks = (held?: number) => {
    const packets = new Packets(held)
    const all: Uint8Array[] = []
    let before = 0
    for (const one of events(lab)) {
      packets.take(one)
      all.push(...packets.due())
    }
    before = all.length
    all.push(...packets.rest())
    return { file: Buffer.concat(all), before, left: packets.left }
  }
  const [few, many] = [blocks(20), blocks()]
  expect(many.before).toBe(0)
  expect(few.before).toBeGreaterThan(100)
  expect(few.left).toEqual([])
  expect(expectWellFormed(few.file)).toHaveLength(expectWellFormed(many.file).length)
  const times = expectWellFormed(few.file)
  expect(times).toEqual([...times].sort((a, b) => Number(a - b)))
})

/** The packets of raw IP in a file. */
function packetsOf(file: Uint8Array): DataView[] {
  return blocksOf(file)
    .filter(({ type }) => type === 6)
    .map(({ body }) => new DataView(body.buffer, body.byteOffset + 20, body.getUint32(12, true)))
}

test('each datagram is one packet of UDP, whoever has sent it, and a connected socket has no segments', async () => {
  const lab = openLab()
  await lab.execute({ do: 'bind', as: 'server', host: '0.0.0.0', respond: { with: 'upper' } }).done
  await lab.execute({ do: 'connect', as: 'bob', to: 'server' }).done
  lab.execute({ do: 'send', from: 'bob', text: 'hello' })
  lab.execute({ do: 'send', from: 'bob', text: '' })
  await event(lab, 'received', 'bob', ({ index }) => index === 1)
  const port = (name: string) => Number(socketOf(lab, name).local?.split(':')[1])
  const file = await pcapng(events(lab))
  expectWellFormed(file)
  const packets = packetsOf(file).map((packet) => ({
    protocol: packet.getUint8(9),
    from: packet.getUint32(12),
    ports: [packet.getUint16(20), packet.getUint16(22)],
    length: packet.getUint16(24),
    sum: sumOf(packet),
    data: Buffer.from(packet.buffer, packet.byteOffset + 28, packet.byteLength - 28).toString(),
  }))
  const [bob, server] = [port('bob'), port('server')]
  const common = { protocol: 17, from: 0x7f000001, sum: 0xffff }
  expect(packets.sort((a, b) => a.data.localeCompare(b.data))).toEqual([
    { ...common, ports: [bob, server], length: 8, data: '' },
    { ...common, ports: [server, bob], length: 8, data: '' },
    { ...common, ports: [bob, server], length: 13, data: 'hello' },
    { ...common, ports: [server, bob], length: 13, data: 'HELLO' },
  ])
})

/** RFC 768: with what is summed beside it, a datagram of IPv4 whose checksum is right comes to all ones. */
function sumOf(packet: DataView): number {
  let sum = 17 + packet.getUint16(24)
  for (let at = 12; at < packet.byteLength; at += 2) {
    sum += at + 1 < packet.byteLength ? packet.getUint16(at) : packet.getUint8(at) << 8
  }
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16)
  return sum
}
