import { isAscii, isUtf8 } from 'node:buffer'
import { crc32 } from 'node:zlib'
import { encodeUtf8, parseHex } from '../../../shared/bytes'
import { EVENT_KINDS, type EventKind, type LabEvent } from '../../../shared/events'

/**
 * One line of events.ndjson: an event in its public form (src/shared/ndjson.ts) but for its bytes, which are in
 * payloads.bin from `at` on, `kept` of them, with the checksum `sum`. Short ones are in the line, too, as `text` or `hex`, so
 * that they can be found with grep. A line has `skipped` if that many events right before it were left out on purpose, as a
 * limit or a full disk has it: any other gap in `seq` is damage. The last field, `crc`, is the CRC-32 of all that stands
 * before it in the line.
 */

/** The bytes of messages up to this many are in the line, too. */
export const INLINE_BYTES = 256

/** Where bytes of an event are in payloads.bin. */
export interface Place {
  at: number
  kept: number
  /** CRC-32, 8 hex digits. */
  sum: string
}

/** A line that was read: the event without its bytes, and where these are. */
export interface ReadLine {
  event: LabEvent
  /** Of a message's bytes, or of a segment's frame. Absent if none were kept. */
  place?: Place
  /** The bytes in one form or the other, if they are in the line. */
  text?: string
  hex?: string
  /** So many events right before this one were left out on purpose. */
  skipped?: number
}

/** `,"crc":"01234567"}` */
const TAIL = 18

/** The bytes that are in the line; undefined if they aren't. */
export function inlineBytes({ text, hex }: Pick<ReadLine, 'text' | 'hex'>): Uint8Array | undefined {
  return text !== undefined ? encodeUtf8(text) : hex !== undefined ? parseHex(hex) : undefined
}

/** As it stands in a line. */
export function checksum(bytes: Uint8Array | string): string {
  return hex(crc32(bytes))
}

/** 8 hex digits. */
export function hex(sum: number): string {
  return sum.toString(16).padStart(8, '0')
}

const KINDS: ReadonlySet<string> = new Set(EVENT_KINDS)

/** Reads a line; undefined if it isn't what was written. `newer`: it is, and of a kind that this version doesn't know. */
export function decodeLine(line: Buffer): ReadLine | 'newer' | undefined {
  const end = line.length - TAIL
  if (end <= 0 || line.toString('latin1', end, end + 8) !== ',"crc":"') return undefined
  const sum = line.toString('latin1', end + 8, end + 16)
  if (checksum(line.subarray(0, end)) !== sum || !isUtf8(line)) return undefined
  let object: Fields
  try {
    // Nearly all are ASCII, which takes a fraction of the time.
    object = JSON.parse(line.toString(isAscii(line) ? 'latin1' : 'utf8'))
  } catch {
    return undefined
  }
  const { kind, skipped } = object
  if (!Number.isSafeInteger(object.seq) || typeof object.t !== 'number' || typeof kind !== 'string') {
    return undefined
  }
  if (!KINDS.has(kind)) return 'newer'
  // The last one in the line: to take it away leaves the object in its shape, as a copy without it takes much longer.
  delete object.crc
  if (skipped !== undefined) delete object.skipped
  const read = withBytes(object, kind as EventKind)
  if (Number.isSafeInteger(skipped) && (skipped as number) > 0) read.skipped = skipped as number
  return read
}

type Fields = Record<string, unknown>

function withBytes(fields: Fields, kind: EventKind): ReadLine {
  if (kind === 'sent' || kind === 'received') return message(fields)
  const event = fields as unknown as LabEvent
  if (kind === 'packed' || kind === 'unpacked') return layerMessage(fields)
  if (kind !== 'segment') return { event }
  const { frame } = fields
  const place = isFrame(frame) ? placeOf(frame.at, frame.kept, frame.sum) : undefined
  if (isFrame(frame) && place) {
    fields.frame = { link: frame.link, bytes: frame.bytes, data: new Uint8Array() }
    return { event, place }
  }
  delete fields.frame
  return { event }
}

/** Field by field: most events are messages. What a later version may have added is not looked at. */
function message(fields: Fields): ReadLine {
  const { seq, t, kind, socket, cause, bytes, offset, index, queued, at, kept, sum, text, hex } = fields
  const { remote, peer } = fields
  const event: Fields = { kind, socket, bytes, offset, index, t, seq }
  if (cause !== undefined) event.cause = cause
  if (queued !== undefined) event.queued = queued
  if (remote !== undefined) event.remote = remote
  if (peer !== undefined) event.peer = peer
  // No line of ours has it: whoever looks at what the fields are is to see it.
  if (fields.data !== undefined) event.data = fields.data
  return placed(event, at, kept, sum, text, hex)
}

/** Fewer of them come than of messages, and some with more fields. */
function layerMessage({ at, kept, sum, text, hex, ...event }: Fields): ReadLine {
  return placed(event, at, kept, sum, text, hex)
}

function placed(
  event: Fields,
  at: unknown,
  kept: unknown,
  sum: unknown,
  text: unknown,
  hex: unknown,
): ReadLine {
  const read: ReadLine = { event: event as unknown as LabEvent }
  const place = placeOf(at, kept, sum)
  if (place) read.place = place
  if (typeof text === 'string') read.text = text
  else if (typeof hex === 'string') read.hex = hex
  return read
}

function isFrame(
  value: unknown,
): value is { link: number; bytes: number; at: unknown; kept: unknown; sum: unknown } {
  const frame = value as { link?: unknown; bytes?: unknown } | null | undefined
  return typeof frame?.link === 'number' && typeof frame.bytes === 'number'
}

function placeOf(at: unknown, kept: unknown, sum: unknown): Place | undefined {
  const isPlace = Number.isSafeInteger(at) && Number.isSafeInteger(kept) && typeof sum === 'string'
  return isPlace && (at as number) >= 0 && (kept as number) >= 0
    ? { at: at as number, kept: kept as number, sum }
    : undefined
}
