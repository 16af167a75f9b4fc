/** A TCP segment as a packet file has it. */
export interface WireSegment {
  /** Wall clock, ns. */
  at: bigint
  source: string
  destination: string
  sequence: number
  acknowledgement: number
  syn: boolean
  ack: boolean
  fin: boolean
  rst: boolean
  /** Bytes of payload. */
  bytes: number
}

const NANOSECONDS = 0xa1b23c4d
const MICROSECONDS = 0xa1b2c3d4
const ETHERNET = 1

/** Reads a packet file (pcap, little-endian) of an Ethernet-like interface, such as lo. What isn't TCP is left out. */
export function readPcap(file: Buffer): WireSegment[] {
  const magic = file.readUInt32LE(0)
  const unit = magic === NANOSECONDS ? 1n : magic === MICROSECONDS ? 1000n : undefined
  if (unit === undefined || file.readUInt32LE(20) !== ETHERNET) throw new Error('not a pcap file of lo')
  const segments: WireSegment[] = []
  for (let at = 24; at + 16 <= file.length; ) {
    const length = file.readUInt32LE(at + 8)
    const time = BigInt(file.readUInt32LE(at)) * 1_000_000_000n + BigInt(file.readUInt32LE(at + 4)) * unit
    const packet = file.subarray(at + 16, at + 16 + length)
    at += 16 + length
    if (packet.length < length) break
    const segment = segmentOf(packet)
    if (segment) segments.push({ at: time, ...segment })
  }
  return segments
}

function segmentOf(packet: Buffer): Omit<WireSegment, 'at'> | undefined {
  const ip = packet.subarray(14)
  switch (packet.readUInt16BE(12)) {
    case 0x0800: {
      const header = ((ip[0] ?? 0) & 15) * 4
      if (ip[9] !== 6) return undefined
      const hosts = [ip.subarray(12, 16).join('.'), ip.subarray(16, 20).join('.')] as const
      return tcpOf(ip.subarray(header), ip.readUInt16BE(2) - header, ...hosts)
    }
    case 0x86dd: {
      if (ip[6] !== 6) return undefined
      const hosts = [ip.toString('hex', 8, 24), ip.toString('hex', 24, 40)] as const
      return tcpOf(ip.subarray(40), ip.readUInt16BE(4), ...hosts)
    }
  }
  return undefined
}

function tcpOf(tcp: Buffer, length: number, from: string, to: string): Omit<WireSegment, 'at'> {
  const flags = tcp[13] ?? 0
  return {
    source: `${from}:${tcp.readUInt16BE(0)}`,
    destination: `${to}:${tcp.readUInt16BE(2)}`,
    sequence: tcp.readUInt32BE(4),
    acknowledgement: tcp.readUInt32BE(8),
    fin: (flags & 1) !== 0,
    syn: (flags & 2) !== 0,
    rst: (flags & 4) !== 0,
    ack: (flags & 16) !== 0,
    bytes: length - ((tcp[12] ?? 0) >> 4) * 4,
  }
}
