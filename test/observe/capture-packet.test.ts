import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ACK, decodePacket, LINK_TYPES, SYN } from '../../src/main/observe/capture/packet'
import { framed, ipPacket, type TcpPacket } from '../support/packets'

const V6 = [...new Array<number>(15).fill(0), 1]
const SEGMENT = {
  from: '127.0.0.1:1000',
  to: '127.0.0.1:2000',
  sequence: 0,
  acknowledgement: 0,
  flags: ACK,
  window: 512,
  bytes: 0,
  payloadAt: expect.any(Number),
  id: 7,
}

function decode(packet: TcpPacket, link = 101, cut?: number) {
  const data = framed(link, ipPacket(packet))
  return decodePacket(link, data.subarray(0, cut), data.length)
}

describe('a segment is found', () => {
  test.each([0, 1, 12, 101, 108, 113, 276])('in a packet of link type %i', (link) => {
    expect(decode({ payload: 5 }, link)).toEqual({ ...SEGMENT, bytes: 5 })
    expect(decode({ source: V6, destination: V6 }, link)).toEqual({
      ...SEGMENT,
      from: '[::1]:1000',
      to: '[::1]:2000',
      id: 0,
    })
  })

  test('behind tags of virtual networks', () => {
    const tagged = framed(1, ipPacket())
    const data = Uint8Array.from([
      ...tagged.subarray(0, 12),
      0x81,
      0,
      0,
      5,
      0x88,
      0xa8,
      0,
      6,
      ...tagged.subarray(12),
    ])
    expect(decodePacket(1, data, data.length)).toEqual(SEGMENT)
  })

  test('behind options and extension headers', () => {
    expect(decode({ ipOptions: [1, 1, 1, 0], payload: 3 })).toEqual({ ...SEGMENT, bytes: 3 })
    const extensions = [
      { kind: 0, bytes: [0, 0, 1, 4, 0, 0, 0, 0] },
      { kind: 43, bytes: [0, 2, ...new Array<number>(22).fill(0)] },
      { kind: 44, bytes: [0, 0, 0, 1, 0, 0, 0, 9] },
      { kind: 51, bytes: [0, 4, ...new Array<number>(22).fill(0)] },
      { kind: 60, bytes: [0, 0, 1, 4, 0, 0, 0, 0] },
    ]
    expect(decode({ source: V6, destination: V6, extensions, payload: 3 })).toMatchObject({
      bytes: 3,
      window: 512,
    })
  })

  test('with its payload counted beyond what was captured of it', () => {
    expect(decode({ payload: 60_000 }, 1, 160)).toEqual({ ...SEGMENT, bytes: 60_000 })
    // Segmentation that was left to the device makes packets that are longer than their own field can tell.
    expect(decode({ payload: 70_000, lengthUnknown: true }, 1, 160)).toEqual({ ...SEGMENT, bytes: 70_000 })
    const long = { source: V6, destination: V6, payload: 70_000, lengthUnknown: true }
    expect(decode(long, 1, 160)).toMatchObject({ bytes: 70_000 })
  })

  test('with the place where its payload begins, whatever is before and behind that', () => {
    const payload = 3
    expect(decode({ payload })).toMatchObject({ payloadAt: 40 })
    expect(decode({ payload }, 1)).toMatchObject({ payloadAt: 54 })
    expect(decode({ payload }, 276)).toMatchObject({ payloadAt: 60 })
    expect(decode({ payload, ipOptions: [1, 1, 1, 0], tcpOptions: [1, 1, 1, 0] })).toMatchObject({
      payloadAt: 48,
    })
    expect(decode({ payload, source: V6, destination: V6 }, 1)).toMatchObject({ payloadAt: 74 })
    // The shortest of Ethernet's packets are filled up.
    const filled = Uint8Array.from([...framed(1, ipPacket({ payload })), 0, 0, 0])
    expect(decodePacket(1, filled, filled.length)).toMatchObject({ bytes: 3, payloadAt: 54 })
  })

  test('with the options of a handshake', () => {
    const tcpOptions = [2, 4, 0xff, 0xd7, 4, 2, 8, 10, 0, 0, 0, 1, 0, 0, 0, 0, 1, 3, 3, 7]
    const options = { mss: 65_495, windowScale: 7, sack: true, timestamps: true }
    expect(decode({ flags: SYN, tcpOptions })).toEqual({ ...SEGMENT, flags: SYN, options })
    expect(decode({ flags: ACK, tcpOptions })).toEqual(SEGMENT)
    // A scale beyond 14 means 14; what makes no sense ends the list.
    expect(decode({ flags: SYN, tcpOptions: [3, 3, 99, 0] })).toMatchObject({ options: { windowScale: 14 } })
    expect(decode({ flags: SYN, tcpOptions: [2, 0, 4, 2] })).toMatchObject({ options: {} })
    expect(decode({ flags: SYN, tcpOptions: [1, 1, 1, 8] })).toMatchObject({ options: {} })
  })

  const addresses: [bytes: number[], text: string][] = [
    [[0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1], '[2001:db8::1:0:0:1]'],
    [[0x20, 1, 0xd, 0xb8, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1], '[2001:db8:0:1:1:1:1:1]'],
    [[0xfe, 0x80, ...new Array<number>(14).fill(0)], '[fe80::]'],
    [new Array<number>(16).fill(0), '[::]'],
    [[...new Array<number>(10).fill(0), 255, 255, 127, 0, 0, 1], '127.0.0.1'],
  ]
  test.each(addresses)('with the address %j written as %s', (source, text) => {
    expect(decode({ source, destination: V6 })).toMatchObject({ from: `${text}:1000` })
  })
})

describe('what is no segment', () => {
  test('is another protocol’s, or a later fragment', () => {
    expect(decode({ fragment: 0x2010 })).toBe('other')
    expect(decode({ fragment: 0x2000, payload: 4 })).toMatchObject({ bytes: 4 })
    const extensions = [{ kind: 44, bytes: [0, 0, 0, 9, 0, 0, 0, 9] }]
    expect(decode({ source: V6, destination: V6, extensions })).toBe('other')
    const udp = ipPacket()
    udp[9] = 17
    expect(decodePacket(101, udp, udp.length)).toBe('other')
    expect(decodePacket(1, framed(1, ipPacket()).fill(8, 12, 13).fill(6, 13, 14), 54)).toBe('other')
  })

  test('is malformed if it contradicts itself', () => {
    const packet = ipPacket()
    const wrong = (change: (bytes: Uint8Array) => void) => {
      const bytes = Uint8Array.from(packet)
      change(bytes)
      return decodePacket(101, bytes, bytes.length)
    }
    expect(wrong((bytes) => (bytes[0] = 0x44))).toBe('malformed')
    expect(wrong((bytes) => (bytes[3] = 200))).toBe('malformed')
    expect(wrong((bytes) => (bytes[32] = 0x40))).toBe('malformed')
    expect(wrong((bytes) => (bytes[32] = 0xf0))).toBe('malformed')
    expect(decodePacket(101, packet.subarray(0, 30), packet.length)).toBe('malformed')
    expect(decodePacket(101, packet.subarray(0, 0), 0)).toBe('malformed')
  })

  test('is never taken for one that it is not, whatever is in it or missing', () => {
    const packet = fc.record({
      source: fc.constantFrom([127, 0, 0, 1], V6),
      payload: fc.nat(20),
      flags: fc.nat(255),
      tcpOptions: fc.constantFrom([], [2, 4, 1, 1], [8, 10, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]),
    })
    const property = fc.property(
      fc.constantFrom(...LINK_TYPES, 42),
      packet,
      fc.nat(120),
      fc.array(fc.tuple(fc.nat(120), fc.nat(255)), { maxLength: 4 }),
      (link, { source, ...rest }, cut, changes) => {
        const bytes = framed(link, ipPacket({ ...rest, source, destination: source }))
        for (const [at, value] of changes) bytes[at % bytes.length] = value
        const decoded = decodePacket(link, bytes.subarray(0, cut), bytes.length)
        if (typeof decoded === 'string') return
        expect(decoded.bytes).toBeGreaterThanOrEqual(0)
        expect(decoded.bytes).toBeLessThan(bytes.length)
        expect(decoded.payloadAt + decoded.bytes).toBeLessThanOrEqual(bytes.length)
        expect(decoded.from).toMatch(/^(\[[\da-f:.]+\]|[\d.]+):\d+$/)
      },
    )
    fc.assert(property, { numRuns: 3000 })
  })
})
