import { encodeUtf8, parseHex } from '../bytes'
import type { Framing } from '../commands/framing'
import { DEFAULT_MAX_FRAME } from './limits'

/** Framings, told in a few words. */

export type LengthFraming = Extract<Framing, { by: 'length' }>

const LF = new Uint8Array([0x0a])
const CRLF = new Uint8Array([0x0d, 0x0a])

/** What ends each message; undefined where nothing does. */
export function delimiterOf(framing: Framing): Uint8Array | undefined {
  if (framing.by === 'line') return framing.ending === 'crlf' ? CRLF : LF
  if (framing.by !== 'delimiter') return undefined
  return framing.hex === undefined ? encodeUtf8(framing.text ?? '') : parseHex(framing.hex)
}

/** Most bytes of a message that is received. */
export function mostBytesOf(framing: Framing): number {
  return framing.by === 'fixed' ? framing.bytes : (framing.maxBytes ?? DEFAULT_MAX_FRAME)
}

const LETTERS = { 1: 'B', 2: 'H', 4: 'I', 8: 'Q' } as const

/** The format by which Python's struct packs that length: `!I` for four bytes in the order of networks. */
export function structFormat({ bytes, endian }: LengthFraming): string {
  return `${endian === 'little' ? '<' : '!'}${LETTERS[bytes]}`
}

/** The largest length that fits into so many bytes. */
export function largestLength({ bytes }: LengthFraming): number {
  return bytes === 8 ? Number.MAX_SAFE_INTEGER : 2 ** (8 * bytes) - 1
}
