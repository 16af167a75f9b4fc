/** Packets and captures of them, byte by byte, as tools write them. */

export interface PcapForm {
  big?: boolean
  /** Fractions of a second are ns, not µs. */
  nano?: boolean
  link?: number
  snap?: number
  major?: number
}

export interface PcapPacket {
  seconds?: number
  fraction?: number
  data: Uint8Array
  length?: number
}

export function pcapHeader({
  big = false,
  nano = false,
  link = 1,
  snap = 160,
  major = 2,
}: PcapForm = {}): Uint8Array {
  const view = new DataView(new ArrayBuffer(24))
  view.setUint32(0, nano ? 0xa1b23c4d : 0xa1b2c3d4, !big)
  view.setUint16(4, major, !big)
  view.setUint16(6, 4, !big)
  view.setUint32(16, snap, !big)
  view.setUint32(20, link, !big)
  return new Uint8Array(view.buffer)
}

export function pcapRecord(packet: PcapPacket, { big = false }: PcapForm = {}): Uint8Array {
  const { seconds = 0, fraction = 0, data, length = data.length } = packet
  const view = new DataView(new ArrayBuffer(16))
  view.setUint32(0, seconds, !big)
  view.setUint32(4, fraction, !big)
  view.setUint32(8, data.length, !big)
  view.setUint32(12, length, !big)
  return Uint8Array.from([...new Uint8Array(view.buffer), ...data])
}

export function pcapFile(packets: readonly PcapPacket[], form: PcapForm = {}): Uint8Array {
  return Uint8Array.from(
    [pcapHeader(form), ...packets.map((packet) => pcapRecord(packet, form))].flatMap((part) => [...part]),
  )
}

export interface TcpPacket {
  /** `10.0.0.1:80` as four bytes, or sixteen, and a port. */
  source?: readonly number[]
  sourcePort?: number
  destination?: readonly number[]
  destinationPort?: number
  sequence?: number
  acknowledgement?: number
  flags?: number
  window?: number
  id?: number
  /** A multiple of four bytes. */
  tcpOptions?: readonly number[]
  ipOptions?: readonly number[]
  /** IPv6: kind and bytes of each extension header, which tell their own length. */
  extensions?: readonly { kind: number; bytes: readonly number[] }[]
  /** IPv4: offset in units of 8 bytes. */
  fragment?: number
  payload?: number
  /** Leaves the field that has the packet's length empty. */
  lengthUnknown?: boolean
}

const LOOPBACK = [127, 0, 0, 1]

/** An IP packet with a TCP segment: IPv6 if its addresses are. */
export function ipPacket(packet: TcpPacket = {}): Uint8Array {
  const { source = LOOPBACK, destination = LOOPBACK } = packet
  const segment = tcpSegment(packet)
  return source.length === 4 ? ipv4(packet, segment) : ipv6(packet, source, destination, segment)
}

function tcpSegment(packet: TcpPacket): number[] {
  const { sourcePort = 1000, destinationPort = 2000, sequence = 0, acknowledgement = 0 } = packet
  const { flags = 0x10, window = 512, tcpOptions = [], payload = 0 } = packet
  return [
    ...u16(sourcePort),
    ...u16(destinationPort),
    ...u32(sequence),
    ...u32(acknowledgement),
    ((20 + tcpOptions.length) / 4) << 4,
    flags,
    ...u16(window),
    ...[0, 0, 0, 0],
    ...tcpOptions,
    ...new Array<number>(payload).fill(0x78),
  ]
}

function ipv4(packet: TcpPacket, segment: number[]): Uint8Array {
  const { source = LOOPBACK, destination = LOOPBACK, ipOptions = [], fragment = 0, id = 7 } = packet
  const header = 20 + ipOptions.length
  const total = packet.lengthUnknown ? 0 : header + segment.length
  return Uint8Array.from([
    0x40 | (header / 4),
    0,
    ...u16(total),
    ...u16(id),
    ...u16(fragment),
    64,
    6,
    0,
    0,
    ...source,
    ...destination,
    ...ipOptions,
    ...segment,
  ])
}

function ipv6(
  packet: TcpPacket,
  source: readonly number[],
  destination: readonly number[],
  segment: number[],
) {
  const { extensions = [] } = packet
  const kinds = [...extensions.map(({ kind }) => kind), 6]
  const middle = extensions.flatMap(({ bytes }, index) => [kinds[index + 1] as number, ...bytes.slice(1)])
  const length = packet.lengthUnknown ? 0 : middle.length + segment.length
  const first = kinds[0] as number
  return Uint8Array.from([
    0x60,
    0,
    0,
    0,
    ...u16(length),
    first,
    64,
    ...source,
    ...destination,
    ...middle,
    ...segment,
  ])
}

/** What each link type puts before an IP packet. */
export function framed(link: number, packet: Uint8Array): Uint8Array {
  const six = (packet[0] as number) >> 4 === 6
  const type = six ? [0x86, 0xdd] : [0x08, 0x00]
  const heads: Record<number, number[]> = {
    0: [six ? 30 : 2, 0, 0, 0],
    1: [...new Array<number>(12).fill(0), ...type],
    108: [0, 0, 0, six ? 30 : 2],
    113: [...new Array<number>(14).fill(0), ...type],
    276: [...type, ...new Array<number>(18).fill(0)],
  }
  return Uint8Array.from([...(heads[link] ?? []), ...packet])
}

const u16 = (value: number) => [(value >> 8) & 255, value & 255]
const u32 = (value: number) => [...u16(value >>> 16), ...u16(value & 0xffff)]
