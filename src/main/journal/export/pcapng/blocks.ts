import { encodeUtf8 } from '../../../../shared/bytes'

/** Blocks of a pcapng file (draft-ietf-opsawg-pcapng), little-endian. */

const SECTION_HEADER = 0x0a0d0d0a
const INTERFACE_DESCRIPTION = 1
const ENHANCED_PACKET = 6

const COMMENT = 1
const APPLICATION = 4
const NAME = 2
const DESCRIPTION = 3
const RESOLUTION = 9
/** Times are in 10^-6 s. */
const MICROSECONDS = 6

/** The longest value that an option can have, bytes. */
const LONGEST_OPTION = 65_535

type Option = [code: number, value: string | Uint8Array]

export function sectionHeader(application: string, comment: string): Uint8Array {
  const body = new Uint8Array(16)
  const view = new DataView(body.buffer)
  view.setUint32(0, 0x1a2b3c4d, true)
  view.setUint16(4, 1, true)
  // How long the section is isn't said.
  view.setBigInt64(8, -1n, true)
  return block(SECTION_HEADER, body, [
    [COMMENT, comment],
    [APPLICATION, application],
  ])
}

export interface Interface {
  /** Link type (www.tcpdump.org/linktypes.html). */
  link: number
  name: string
  description: string
}

export function interfaceDescription({ link, name, description }: Interface): Uint8Array {
  const body = new Uint8Array(8)
  // The snap length stays 0: none is said.
  new DataView(body.buffer).setUint16(0, link, true)
  return block(INTERFACE_DESCRIPTION, body, [
    [NAME, name],
    [DESCRIPTION, description],
    [RESOLUTION, new Uint8Array([MICROSECONDS])],
  ])
}

export interface Packet {
  /** Index of its interface, in the order of their descriptions. */
  interface: number
  /** µs since the epoch. */
  time: bigint
  /** Bytes on the wire, of which `data` has the first ones. */
  length: number
  data: Uint8Array
  comment?: string
}

export function enhancedPacket(packet: Packet): Uint8Array {
  const { time, length, data, comment } = packet
  const body = new Uint8Array(20 + padded(data.length))
  const view = new DataView(body.buffer)
  view.setUint32(0, packet.interface, true)
  const since = BigInt.asUintN(64, time)
  view.setUint32(4, Number(since >> 32n), true)
  view.setUint32(8, Number(since & 0xffff_ffffn), true)
  view.setUint32(12, data.length, true)
  view.setUint32(16, Math.max(length, data.length), true)
  body.set(data, 20)
  return block(ENHANCED_PACKET, body, comment === undefined ? [] : [[COMMENT, comment]])
}

function block(type: number, body: Uint8Array, options: readonly Option[]): Uint8Array {
  const encoded = options.map(([code, value]) => {
    const bytes = typeof value === 'string' ? encodeUtf8(value) : value
    return [code, bytes.subarray(0, LONGEST_OPTION)] as const
  })
  let size = 12 + body.length
  for (const [, value] of encoded) size += 4 + padded(value.length)
  if (encoded.length > 0) size += 4
  const whole = new Uint8Array(size)
  const view = new DataView(whole.buffer)
  view.setUint32(0, type, true)
  view.setUint32(4, size, true)
  whole.set(body, 8)
  let at = 8 + body.length
  for (const [code, value] of encoded) {
    view.setUint16(at, code, true)
    view.setUint16(at + 2, value.length, true)
    whole.set(value, at + 4)
    at += 4 + padded(value.length)
  }
  // The end of the options is 4 bytes of 0, which are there.
  view.setUint32(size - 4, size, true)
  return whole
}

/** To the next 4 bytes. */
function padded(length: number): number {
  return (length + 3) & ~3
}
