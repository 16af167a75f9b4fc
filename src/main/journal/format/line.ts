import { isAscii, isUtf8 } from 'node:buffer'
import { crc32 } from 'node:zlib'
import { encodeUtf8, parseHex } from '../../../shared/bytes'
import {
  type Closed,
  type Ended,
  EVENT_KINDS,
  type EventKind,
  type Finished,
  isMessage,
  type LabEvent,
  type Received,
  type Sent,
  type SocketFacts,
  type StateChanged,
} from '../../../shared/events'
import { harmless } from '../../../shared/ndjson'

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
/** Three bytes of UTF-8 are the most that a UTF-16 unit takes. */
const BYTES_OF_UNIT = 3

/** The bytes that are in the line; undefined if they aren't. */
export function inlineBytes({ text, hex }: Pick<ReadLine, 'text' | 'hex'>): Uint8Array | undefined {
  return text !== undefined ? encodeUtf8(text) : hex !== undefined ? parseHex(hex) : undefined
}

export function checksum(bytes: Uint8Array | string): string {
  const sum = crc32(bytes)
  // Made of parts that are there: a number's own `toString(16)` takes several times as long.
  return digits(sum >>> 24) + digits(sum >>> 16) + digits(sum >>> 8) + digits(sum)
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

function digits(byte: number): string {
  return HEX[byte & 0xff] as string
}

/**
 * The line of an event, without its line feed. `place`: where the bytes that are kept of it were written. `skipped`: how many
 * events right before it have no line.
 */
export function encodeLine(event: LabEvent, place?: Place, skipped = 0): string {
  const body = lineBody(event, place, skipped)
  return `${body},"crc":"${checksum(body)}"}`
}

/** The line but for its checksum and what comes after that: `sealLine` adds it to the bytes. */
export function lineBody(event: LabEvent, place: Place | undefined, skipped: number): string {
  let body = bodyOf(event, place)
  if (isMessage(event) && place) {
    if (event.data && place.kept === event.data.length && place.kept <= INLINE_BYTES) {
      body += inline(event.data)
    }
    body += `,"at":${place.at},"kept":${place.kept},"sum":"${place.sum}"`
  }
  if (skipped > 0) body += `,"skipped":${skipped}`
  return harmless(body)
}

function inline(data: Uint8Array): string {
  const bytes = Buffer.isBuffer(data) ? data : Buffer.from(data.buffer, data.byteOffset, data.length)
  return isUtf8(bytes) ? `,"text":${JSON.stringify(bytes.toString())}` : `,"hex":"${bytes.toString('hex')}"`
}

/** Bytes of UTF-8 that a line takes at most, with its line feed. */
export function roomOfLine(body: string): number {
  return body.length * BYTES_OF_UNIT + TAIL + 1
}

/** Writes a line with its checksum and its line feed into `buffer`, which has room for it. Returns how many bytes these are. */
export function writeLine(buffer: Buffer, at: number, body: string): number {
  const end = at + buffer.write(body, at)
  // Of the bytes: zlib would have to make them of the text once more.
  const sum = checksum(buffer.subarray(at, end))
  return end + buffer.write(`,"crc":"${sum}"}\n`, end, 'latin1') - at
}

/** Of those that come most, field by field: that takes half the time. */
function bodyOf(event: LabEvent, place: Place | undefined): string {
  switch (event.kind) {
    case 'sent':
      return `${messageBody(event)},"queued":${event.queued}`
    case 'received':
      return messageBody(event)
    case 'state':
      return stateBody(event)
    case 'ended':
      return begin(event) + field('cause', event.cause)
    case 'closed':
      return `${begin(event)},"hadError":${event.hadError}${field('cause', event.cause)}`
    case 'finished': {
      const { phase, facts, cause } = event
      return `${begin(event)},"phase":"${phase}","facts":${factsOf(facts)}${field('cause', cause)}`
    }
  }
  return inOrder(withPlace(event, place))
}

function begin({ seq, t, kind, socket }: Extract<LabEvent, { socket: string }>): string {
  return `{"seq":${seq},"t":${t},"kind":"${kind}","socket":${JSON.stringify(socket)}`
}

function factsOf({ written, unsent, read, peer }: SocketFacts): string {
  const own = `{"written":${written},"unsent":${unsent},"read":${read}`
  return peer
    ? `${own},"peer":{"written":${peer.written},"unsent":${peer.unsent},"read":${peer.read}}}`
    : `${own}}`
}

function messageBody(event: Sent | Received): string {
  const { cause, bytes, offset, index } = event
  return `${begin(event)}${field('cause', cause)},"bytes":${bytes},"offset":${offset},"index":${index}`
}

function stateBody(event: StateChanged): string {
  const { from, to, provenance, cause, tMin, tMax, confidence, because, supersedes } = event
  const step = `,"from":"${from}","to":"${to}","provenance":"${provenance}"${field('cause', cause)}`
  const when = `,"tMin":${tMin},"tMax":${tMax},"confidence":"${confidence}"`
  const alternatives = event.alternatives.length === 0 ? '[]' : JSON.stringify(event.alternatives)
  const why = `,"alternatives":${alternatives},"because":[${because}],"rule":${JSON.stringify(event.rule)}`
  return begin(event) + step + when + why + field('supersedes', supersedes)
}

// Fails to compile if one of them has a field that is not written.
type Common = 'seq' | 't' | 'kind' | 'socket' | 'cause'
type Missing =
  | Exclude<keyof Sent, Common | 'bytes' | 'offset' | 'index' | 'queued' | 'data'>
  | Exclude<keyof StateChanged, Common | 'from' | 'to' | 'provenance'>
  | Exclude<keyof Ended, Common>
  | Exclude<keyof Closed, Common | 'hadError'>
  | Exclude<keyof Finished, Common | 'phase' | 'facts'>
  | Exclude<keyof SocketFacts, 'written' | 'unsent' | 'read' | 'peer'>
type StateFields = 'tMin' | 'tMax' | 'confidence' | 'alternatives' | 'because' | 'rule' | 'supersedes'
export const LINES_COMPLETE: [Exclude<Missing, StateFields>] extends [never] ? true : Missing = true

function field(name: string, value: number | undefined): string {
  return value === undefined ? '' : `,"${name}":${value}`
}

/** A packet is told of together with where its bytes are, or not at all. */
function withPlace(event: LabEvent, place: Place | undefined): LabEvent {
  if (event.kind !== 'segment' || !event.frame) return event
  const { link, bytes } = event.frame
  return { ...event, frame: place && { link, bytes, ...place } } as unknown as LabEvent
}

/** Its JSON without the last brace, with `seq`, `t` and `kind` first. */
function inOrder(event: LabEvent): string {
  const json = JSON.stringify(event)
  const first = `{"kind":"${event.kind}"`
  // As the log has made it, `t` and `seq` are its last two. To copy each event just for the order of its fields would take
  // several times as long as the rest. No text within it has a quote that isn't escaped, and only the last brace is the event's.
  const t = json.lastIndexOf(',"t":')
  const seq = json.lastIndexOf(',"seq":')
  if (
    t > 0 &&
    json.startsWith(first) &&
    json.indexOf(',', t + 1) === seq &&
    json.indexOf(',', seq + 1) < 0 &&
    json.indexOf('}', t) === json.length - 1
  ) {
    return `{${json.slice(seq + 1, -1)}${json.slice(t, seq)},${first.slice(1)}${json.slice(first.length, t)}`
  }
  const { seq: number, t: time, kind, ...rest } = event
  return JSON.stringify({ seq: number, t: time, kind, ...rest }).slice(0, -1)
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
  const event: Fields = { kind, socket, bytes, offset, index, t, seq }
  if (cause !== undefined) event.cause = cause
  if (queued !== undefined) event.queued = queued
  // No line of ours has it: whoever looks at what the fields are is to see it.
  if (fields.data !== undefined) event.data = fields.data
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
