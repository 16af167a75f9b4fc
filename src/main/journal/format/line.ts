import { isUtf8 } from 'node:buffer'
import { crc32 } from 'node:zlib'
import { decodeUtf8, encodeUtf8, parseHex } from '../../../shared/bytes'
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
  /** The bytes, if they are in the line. */
  inline?: Uint8Array
  /** So many events right before this one were left out on purpose. */
  skipped?: number
}

/** `,"crc":"01234567"}` */
const TAIL = 18

export function checksum(bytes: Uint8Array | string): string {
  return crc32(bytes).toString(16).padStart(8, '0')
}

/**
 * The line of an event, without its line feed. `place`: where the bytes that are kept of it were written. `skipped`: how many
 * events right before it have no line.
 */
export function encodeLine(event: LabEvent, place?: Place, skipped = 0): string {
  let body = inOrder(withoutBytes(event, place))
  if ('data' in event && place) {
    if (event.data && place.kept === event.data.length && place.kept <= INLINE_BYTES) {
      const bytes = Buffer.from(event.data.buffer, event.data.byteOffset, event.data.length)
      body += isUtf8(bytes)
        ? `,"text":${JSON.stringify(bytes.toString())}`
        : `,"hex":"${bytes.toString('hex')}"`
    }
    body += `,"at":${place.at},"kept":${place.kept},"sum":"${place.sum}"`
  }
  if (skipped > 0) body += `,"skipped":${skipped}`
  // As in the public form: nothing that a terminal would act on.
  body = body.replace(
    /[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return `${body},"crc":"${checksum(body)}"}`
}

function withoutBytes(event: LabEvent, place: Place | undefined): LabEvent {
  if ('data' in event) return { ...event, data: undefined } as unknown as LabEvent
  if (event.kind !== 'segment' || !event.frame) return event
  const { link, bytes } = event.frame
  return { ...event, frame: place && { link, bytes, ...place } } as unknown as LabEvent
}

/** Its JSON without the last brace, with `seq`, `t` and `kind` first. */
function inOrder(event: LabEvent): string {
  const json = JSON.stringify(event)
  const start = `{"seq":${event.seq},"t":${event.t},"kind":"${event.kind}"`
  if (json.startsWith(start)) return json.slice(0, -1)
  // As the log has made it. To copy each event just for the order of its fields would take several times as long as the rest.
  const first = `{"kind":"${event.kind}"`
  const last = `,"t":${event.t},"seq":${event.seq}}`
  if (json.startsWith(first) && json.endsWith(last)) {
    return start + json.slice(first.length, json.length - last.length)
  }
  const { seq, t, kind, ...rest } = event
  return JSON.stringify({ seq, t, kind, ...rest }).slice(0, -1)
}

const KINDS: ReadonlySet<string> = new Set(EVENT_KINDS)

/** Reads a line; undefined if it isn't what was written. `newer`: it is, and of a kind that this version doesn't know. */
export function decodeLine(line: Uint8Array): ReadLine | 'newer' | undefined {
  const text = decodeUtf8(line)
  if (text === undefined || text.length <= TAIL || text.slice(-TAIL, -10) !== ',"crc":"') return undefined
  if (checksum(line.subarray(0, -TAIL)) !== text.slice(-10, -2)) return undefined
  let object: Record<string, unknown>
  try {
    object = JSON.parse(text)
  } catch {
    return undefined
  }
  const { crc: _crc, skipped, ...fields } = object
  if (!Number.isSafeInteger(fields.seq) || typeof fields.t !== 'number' || typeof fields.kind !== 'string') {
    return undefined
  }
  if (!KINDS.has(fields.kind)) return 'newer'
  const read = withBytes(fields, fields.kind as EventKind)
  if (Number.isSafeInteger(skipped) && (skipped as number) > 0) read.skipped = skipped as number
  return read
}

function withBytes(fields: Record<string, unknown>, kind: EventKind): ReadLine {
  if (kind === 'segment') {
    const { frame, ...event } = fields
    const place = isFrame(frame) ? placeOf(frame.at, frame.kept, frame.sum) : undefined
    if (!isFrame(frame) || !place) return { event: event as unknown as LabEvent }
    const { link, bytes } = frame
    return {
      event: { ...event, frame: { link, bytes, data: new Uint8Array() } } as unknown as LabEvent,
      place,
    }
  }
  // `text` is a field of its own of other kinds.
  if (kind !== 'sent' && kind !== 'received') return { event: fields as unknown as LabEvent }
  const { at, kept, sum, text, hex, ...event } = fields
  const place = placeOf(at, kept, sum)
  const inline =
    typeof text === 'string' ? encodeUtf8(text) : typeof hex === 'string' ? parseHex(hex) : undefined
  return { event: event as unknown as LabEvent, ...(place && { place }), ...(inline && { inline }) }
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
