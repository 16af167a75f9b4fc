import { ACK, SYN } from '../../../observe/capture/packet'
import { wordsOf } from '../../../observe/kernel/addresses'

/** Raw IP packets that carry a TCP segment, or a datagram: what must have been on the wire, written as bytes. */

type Address = NonNullable<ReturnType<typeof wordsOf>>

/** From one address to another. */
export interface Route {
  from: Address
  to: Address
}

export interface Header {
  sequence: number
  /** 0 without ACK. */
  acknowledgement: number
  /** The 14th byte of the header. */
  flags: number
  /** As it is in the header: not scaled. */
  window: number
  /** Of a SYN. */
  options?: { mss?: number; windowScale?: number; sack?: true }
}

/** The route between two addresses as events write them; undefined if that are none. */
export function routeOf(from: string, to: string): Route | undefined {
  const [source, destination] = [wordsOf(from), wordsOf(to)]
  return source && destination && source.v6 === destination.v6 ? { from: source, to: destination } : undefined
}

const TCP = 6
const UDP = 17
const TTL = 64
const TCP_HEADER = 20
const UDP_HEADER = 8

/** The longest payload of one packet without options, bytes: lengths in its headers have 16 bits. */
export function longestPayload({ from }: Route): number {
  // As Linux tells its loopback interface's (MTU 65,536, but no packet of IPv4 is that long).
  return from.v6 ? 65_475 : 65_495
}

/**
 * A packet with `bytes` of payload, of which `payload` has the first ones: what follows is left out of it, as with a snap
 * length. Checksums are those of a payload whose other bytes are 0.
 */
export function packetOf(
  route: Route,
  header: Header,
  bytes: number,
  payload: Uint8Array,
): { data: Uint8Array; length: number } {
  const options = optionsOf(header)
  const size = TCP_HEADER + options.length
  const { v6 } = route.from
  const start = v6 ? 40 : 20
  const data = new Uint8Array(start + size + payload.length)
  const view = new DataView(data.buffer)
  writeIp(view, route, TCP, size + bytes)
  view.setUint16(start, route.from.port)
  view.setUint16(start + 2, route.to.port)
  view.setUint32(start + 4, header.sequence)
  view.setUint32(start + 8, header.flags & ACK ? header.acknowledgement : 0)
  view.setUint8(start + 12, (size / 4) << 4)
  view.setUint8(start + 13, header.flags)
  view.setUint16(start + 14, header.window)
  data.set(options, start + TCP_HEADER)
  data.set(payload, start + size)
  view.setUint16(start + 16, checksum(view, route, TCP, size + bytes))
  return { data, length: start + size + bytes }
}

/** The same for a datagram. RFC 768. */
export function datagramOf(
  route: Route,
  bytes: number,
  payload: Uint8Array,
): { data: Uint8Array; length: number } {
  const start = route.from.v6 ? 40 : 20
  const size = UDP_HEADER + bytes
  const data = new Uint8Array(start + UDP_HEADER + payload.length)
  const view = new DataView(data.buffer)
  writeIp(view, route, UDP, size)
  view.setUint16(start, route.from.port)
  view.setUint16(start + 2, route.to.port)
  view.setUint16(start + 4, size)
  data.set(payload, start + UDP_HEADER)
  // 0 would say that there is none.
  view.setUint16(start + 6, checksum(view, route, UDP, size) || 0xffff)
  return { data, length: start + size }
}

/** RFC 9293, 3.1, and RFC 8200, 8.1: addresses, protocol and length are summed with what `view` has behind them. */
function checksum(view: DataView, { from }: Route, protocol: number, length: number): number {
  const addresses = from.v6 ? sum(view, 8, 40) : sum(view, 12, 20)
  const pseudo = addresses + protocol + (length >>> 16) + (length & 0xffff)
  return folded(pseudo + sum(view, from.v6 ? 40 : 20, view.byteLength))
}

function writeIp(view: DataView, route: Route, protocol: number, size: number): void {
  if (route.from.v6) writeIpv6(view, route, protocol, size)
  else writeIpv4(view, route, protocol, size)
}

/** RFC 791, 3.1. */
function writeIpv4(view: DataView, { from, to }: Route, protocol: number, size: number): void {
  view.setUint8(0, 0x45)
  view.setUint16(2, 20 + size)
  // Not to be fragmented: then the identification means nothing (RFC 6864, 4.1).
  view.setUint16(6, 0x4000)
  view.setUint8(8, TTL)
  view.setUint8(9, protocol)
  view.setUint32(12, from.words[3])
  view.setUint32(16, to.words[3])
  view.setUint16(10, folded(sum(view, 0, 20)))
}

/** RFC 8200, 3. */
function writeIpv6(view: DataView, { from, to }: Route, protocol: number, size: number): void {
  view.setUint32(0, 0x6000_0000)
  view.setUint16(4, size)
  view.setUint8(6, protocol)
  view.setUint8(7, TTL)
  for (const [index, word] of [...from.words, ...to.words].entries()) view.setUint32(8 + 4 * index, word)
}

/** RFC 9293, 3.2; RFC 2018; RFC 7323. Padded to words with NOP. */
function optionsOf({ flags, options = {} }: Header): Uint8Array {
  if (!(flags & SYN)) return new Uint8Array()
  const { mss, windowScale, sack } = options
  const bytes = [
    ...(mss === undefined ? [] : [2, 4, mss >> 8, mss & 255]),
    ...(sack ? [1, 1, 4, 2] : []),
    ...(windowScale === undefined ? [] : [1, 3, 3, windowScale]),
  ]
  return new Uint8Array(bytes)
}

/** Sum of 16-bit words; an odd byte counts as the upper half of one. */
function sum(view: DataView, from: number, to: number): number {
  let total = 0
  let at = from
  for (; at + 1 < to; at += 2) total += view.getUint16(at)
  return at < to ? total + (view.getUint8(at) << 8) : total
}

/** RFC 1071: the one's complement of the one's complement sum. */
function folded(total: number): number {
  let rest = total
  while (rest > 0xffff) rest = (rest & 0xffff) + Math.floor(rest / 0x10000)
  return ~rest & 0xffff
}
