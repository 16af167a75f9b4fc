import { formatAddress } from '../../../shared/ids'
import { formatIpv4, formatIpv6 } from './addresses'

/** A TCP segment as its headers tell (RFC 9293, 3.1). */
export interface TcpHeader {
  /** As events write addresses: `127.0.0.1:8080`. */
  from: string
  to: string
  sequence: number
  /** Means something only with ACK. */
  acknowledgement: number
  /** The header's 14th byte. */
  flags: number
  /** As it is in the header: not scaled. */
  window: number
  /** Bytes of payload. */
  bytes: number
  /** Where the payload begins in the packet, bytes. */
  payloadAt: number
  /** Identification of the IPv4 packet, 0 for IPv6: tells a segment sent again from the same one seen twice. */
  id: number
  options?: { mss?: number; windowScale?: number; sack?: true; timestamps?: true }
}

export const FIN = 0x01
export const SYN = 0x02
export const RST = 0x04
export const ACK = 0x10

/** A packet that isn't TCP's first fragment or no TCP at all is `other`; one that contradicts itself is `malformed`. */
export type Decoded = TcpHeader | 'other' | 'malformed'

const IPV4 = 0x0800
const IPV6 = 0x86dd
const VLAN = new Set([0x8100, 0x88a8])
const TCP = 6

/** The link types that are understood (www.tcpdump.org/linktypes.html). */
export const LINK_TYPES: readonly number[] = [0, 1, 12, 14, 101, 108, 113, 228, 229, 276]

/** Where the IP packet begins, and which version it says it is: 0 for "look", -1 for no IP. */
function network(link: number, view: DataView): { at: number; type: number } {
  const none = { at: 0, type: -1 }
  switch (link) {
    case 0: // NULL: the address family in the byte order of the host, which may be another one's.
    case 108: // LOOP: the same in network order.
      return { at: 4, type: 0 }
    case 1: {
      // ETHERNET
      let at = 12
      if (view.byteLength < at + 2) return none
      let type = view.getUint16(at)
      while (VLAN.has(type) && view.byteLength >= at + 6) {
        at += 4
        type = view.getUint16(at)
      }
      return { at: at + 2, type }
    }
    case 113: // LINUX_SLL
      return view.byteLength < 16 ? none : { at: 16, type: view.getUint16(14) }
    case 276: // LINUX_SLL2
      return view.byteLength < 20 ? none : { at: 20, type: view.getUint16(0) }
    case 12: // RAW, as DLT_RAW of some systems
    case 14:
    case 101: // RAW
    case 228: // IPV4
    case 229: // IPV6
      return { at: 0, type: 0 }
    default:
      return none
  }
}

/** Reads the headers of a packet. `length`: its length on the wire, of which `data` may be only the beginning. */
export function decodePacket(link: number, data: Uint8Array, length: number): Decoded {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const { at, type } = network(link, view)
  if (type === -1) return 'other'
  if (view.byteLength <= at) return 'malformed'
  const version = view.getUint8(at) >> 4
  if (type === 0)
    return version === 4 ? ipv4(view, at, length) : version === 6 ? ipv6(view, at, length) : 'other'
  if (type === IPV4) return version === 4 ? ipv4(view, at, length) : 'malformed'
  if (type === IPV6) return version === 6 ? ipv6(view, at, length) : 'malformed'
  return 'other'
}

/** RFC 791, 3.1. */
function ipv4(view: DataView, at: number, length: number): Decoded {
  if (view.byteLength < at + 20) return 'malformed'
  const header = (view.getUint8(at) & 0x0f) * 4
  if (header < 20) return 'malformed'
  if (view.getUint8(at + 9) !== TCP) return 'other'
  const fragment = view.getUint16(at + 6) & 0x1fff
  if (fragment !== 0) return 'other'
  // 0: segmentation was left to the device, and the packet is longer than the field can tell.
  const total = view.getUint16(at + 2) || length - at
  if (total < header || at + total > length) return 'malformed'
  return tcp(view, at + header, total - header, {
    source: formatIpv4(view.getUint32(at + 12)),
    destination: formatIpv4(view.getUint32(at + 16)),
    id: view.getUint16(at + 4),
  })
}

const HOP_BY_HOP = 0
const ROUTING = 43
const FRAGMENT = 44
const AUTHENTICATION = 51
const DESTINATION = 60

/** RFC 8200, 3 and 4. */
function ipv6(view: DataView, at: number, length: number): Decoded {
  if (view.byteLength < at + 40) return 'malformed'
  // 0: a jumbogram (RFC 2675), or segmentation that was left to the device.
  const payload = view.getUint16(at + 4) || length - at - 40
  const end = at + 40 + payload
  if (end > length) return 'malformed'
  let next = view.getUint8(at + 6)
  let here = at + 40
  for (;;) {
    if (next === TCP) break
    if (![HOP_BY_HOP, ROUTING, FRAGMENT, AUTHENTICATION, DESTINATION].includes(next)) return 'other'
    if (view.byteLength < here + 8) return 'malformed'
    if (next === FRAGMENT && view.getUint16(here + 2) >> 3 !== 0) return 'other'
    const extra = view.getUint8(here + 1)
    const size = next === FRAGMENT ? 8 : next === AUTHENTICATION ? (extra + 2) * 4 : (extra + 1) * 8
    next = view.getUint8(here)
    here += size
  }
  return tcp(view, here, end - here, {
    source: formatIpv6(view, at + 8),
    destination: formatIpv6(view, at + 24),
    id: 0,
  })
}

interface Route {
  source: string
  destination: string
  id: number
}

/** RFC 9293, 3.1. `size`: bytes of header and payload together, on the wire. */
function tcp(view: DataView, at: number, size: number, route: Route): Decoded {
  if (size < 20 || view.byteLength < at + 20) return 'malformed'
  const header = (view.getUint8(at + 12) >> 4) * 4
  if (header < 20 || header > size) return 'malformed'
  const flags = view.getUint8(at + 13)
  const segment: TcpHeader = {
    from: formatAddress(route.source, view.getUint16(at)),
    to: formatAddress(route.destination, view.getUint16(at + 2)),
    sequence: view.getUint32(at + 4),
    acknowledgement: view.getUint32(at + 8),
    flags,
    window: view.getUint16(at + 14),
    bytes: size - header,
    payloadAt: at + header,
    id: route.id,
  }
  if (flags & SYN) segment.options = options(view, at + 20, Math.min(at + header, view.byteLength))
  return segment
}

/** Those that a handshake agrees on (RFC 9293, 3.2; RFC 7323; RFC 2018). Stops at the first that makes no sense. */
function options(view: DataView, from: number, to: number): NonNullable<TcpHeader['options']> {
  const found: NonNullable<TcpHeader['options']> = {}
  for (let at = from; at < to; ) {
    const kind = view.getUint8(at)
    if (kind === 0) break
    if (kind === 1) {
      at++
      continue
    }
    const size = at + 1 < to ? view.getUint8(at + 1) : 0
    if (size < 2 || at + size > to) break
    if (kind === 2 && size === 4) found.mss = view.getUint16(at + 2)
    // More than 14 means 14 (RFC 7323, 2.3).
    if (kind === 3 && size === 3) found.windowScale = Math.min(view.getUint8(at + 2), 14)
    if (kind === 4 && size === 2) found.sack = true
    if (kind === 8 && size === 10) found.timestamps = true
    at += size
  }
  return found
}
