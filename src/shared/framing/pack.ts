import { concat } from '../bytes'
import type { Framing } from '../commands/framing'
import { delimiterOf, type LengthFraming, largestLength } from './framing'

/** The bytes that carry `message` in a stream. What `unfit` refuses isn't for it. */
export function pack(framing: Framing, message: Uint8Array): Uint8Array {
  switch (framing.by) {
    case 'line':
    case 'delimiter':
      return concat([message, delimiterOf(framing) as Uint8Array])
    case 'fixed':
      return message
    case 'length':
      return concat([packLength(framing, message.length), message])
  }
}

/** Why `message` can't be one message of that framing; undefined if it can. */
export function unfit(framing: Framing, message: Uint8Array): string | undefined {
  const { length } = message
  switch (framing.by) {
    case 'line':
    case 'delimiter': {
      const delimiter = delimiterOf(framing) as Uint8Array
      if (!holds(message, delimiter)) return undefined
      const what = framing.by === 'line' ? 'a line end' : 'the delimiter'
      return `the message contains ${what}; the other end would take it for two`
    }
    case 'fixed':
      if (length === framing.bytes) return undefined
      return `the message has ${length} bytes; every message of this framing has ${framing.bytes}`
    case 'length': {
      const largest = largestLength(framing)
      if (length <= largest) return undefined
      return `the message has ${length} bytes; a length of ${framing.bytes} bytes says ${largest} at most`
    }
  }
}

/** True if the delimiter is found in the message, or would be earlier than at its end: `ab-` ended by `--`. */
function holds(message: Uint8Array, delimiter: Uint8Array): boolean {
  const whole = concat([message, delimiter])
  return indexOf(whole, delimiter, 0, whole.length) < message.length
}

/** Where `wanted` begins in `bytes` from `from` on and ends before `end`; -1 if nowhere. */
export function indexOf(bytes: Uint8Array, wanted: Uint8Array, from: number, end: number): number {
  const last = end - wanted.length
  const first = wanted[0] as number
  for (let at = bytes.indexOf(first, from); at >= 0 && at <= last; at = bytes.indexOf(first, at + 1)) {
    let same = 1
    while (same < wanted.length && bytes[at + same] === wanted[same]) same++
    if (same === wanted.length) return at
  }
  return -1
}

function packLength({ bytes, endian }: LengthFraming, length: number): Uint8Array {
  const packed = new Uint8Array(bytes)
  const view = new DataView(packed.buffer)
  const little = endian === 'little'
  if (bytes === 1) view.setUint8(0, length)
  else if (bytes === 2) view.setUint16(0, length, little)
  else if (bytes === 4) view.setUint32(0, length, little)
  else view.setBigUint64(0, BigInt(length), little)
  return packed
}

/** The length that stands at `at`. One that is larger than numbers are exact is about that. */
export function readLength({ bytes, endian }: LengthFraming, from: Uint8Array, at: number): number {
  const view = new DataView(from.buffer, from.byteOffset + at, bytes)
  const little = endian === 'little'
  if (bytes === 1) return view.getUint8(0)
  if (bytes === 2) return view.getUint16(0, little)
  if (bytes === 4) return view.getUint32(0, little)
  return Number(view.getBigUint64(0, little))
}
