import { PREVIEW_TEXT } from '../../../shared/codec'
import type { Command, CommandOf } from '../../../shared/commands'
import { isLayerMessage, type LabEvent } from '../../../shared/events'
import { hasPrivateKey } from '../../../shared/pem'
import { TapeReader } from '../../../shared/tape/reader'
import { isTaped, type Tape } from '../../../shared/tape/tape'
import { TapeWriter } from '../../../shared/tape/writer'
import type { Page } from '../../engine/log/page'
import { withoutData } from '../format/line-writer'

/** Most bytes of messages in a batch, about. */
const MAX_BYTES = 1024 * 1024

/**
 * Events on their way to the journal's thread. Their bytes are in one piece of memory that is handed over: an event with bytes
 * would be cloned with the whole buffer that they are a part of.
 */
export interface JournalBatch {
  type: 'batch'
  /** How many failures of the thread were known when this was made. It takes none that was on its way when it failed. */
  attempt: number
  /** `seq` of its first event. */
  first: number
  /** On which of the two tapes, or neither, each event is. */
  where: Uint8Array<ArrayBuffer>
  tapes: [Tape, Tape]
  /** By their `seq`, the events that are on neither. */
  others: Map<number, LabEvent>
  /** How many bytes are kept of each event, of a message's or a packet's; -1 if it has none. */
  kept: Int32Array<ArrayBuffer>
  bytes: Uint8Array<ArrayBuffer>
  /** Where these begin in `bytes`. Messages with the same bytes, such as an echo, have one place. */
  starts: Int32Array<ArrayBuffer>
}

/** On the tape of events that are objects in the page, and on neither. Otherwise, on the page's own. */
const [MADE, NOWHERE] = [1, 2]

/** The events of a page from `first` on, as many as fit. `messageBytes`: how many bytes of each message are kept. */
export function encodeBatch(page: Page, first: number, attempt: number, messageBytes: number): JournalBatch {
  const most = page.last - first + 1
  const [kept, starts] = [new Int32Array(most), new Int32Array(most)]
  const where = new Uint8Array(most)
  // What a command sends is in its message, too, whose beginning is kept. Names and addresses are never cut.
  const text = Math.max(PREVIEW_TEXT, messageBytes)
  const made = new TapeWriter(most)
  const others = new Map<number, LabEvent>()
  let total = 0
  let next = first
  for (; next <= page.last && total < MAX_BYTES; next++) {
    const index = next - first
    const event = page.objectAt(next)
    if (event && isTaped(event)) {
      where[index] = MADE
      made.put(event)
    } else if (event) {
      where[index] = NOWHERE
      others.set(next, light(event))
    }
    const count = Math.min(bytesOf(event)?.length ?? page.keptOf(next), messageBytes)
    kept[index] = count
    const same = count < WORTH_SHARING ? undefined : sameBytes(page, first, index, kept)
    starts[index] = same === undefined ? total : (starts[same] as number)
    if (count > 0 && same === undefined) total += count
  }
  const count = next - first
  const places = { kept: kept.slice(0, count), starts: starts.slice(0, count) }
  const bytes = joined(page, first, places, total)
  const tapes: JournalBatch['tapes'] = [
    piece(page.tape, text, page.startOf(first), page.startOf(next)),
    piece(made, text, 0, made.length),
  ]
  return { type: 'batch', attempt, first, where: where.slice(0, count), tapes, others, bytes, ...places }
}

/** From so many bytes on, it is worth looking whether the messages right before have the same ones. */
export const WORTH_SHARING = 1024
/** So many of them are looked at. */
const LOOK_BACK = 6

/** Index of a message shortly before this one that has the same bytes. */
function sameBytes(page: Page, first: number, index: number, kept: Int32Array): number | undefined {
  for (let before = index - 1; before >= Math.max(0, index - LOOK_BACK); before--) {
    if (kept[before] === kept[index] && page.haveSameBytes(first + before, first + index)) return before
  }
  return undefined
}

/** A part of a tape. `text`: how many UTF-16 units are kept of each string of a command. */
function piece({ numbers, words, commands }: Tape, text: number, from: number, to: number): Tape {
  return {
    numbers: numbers.slice(from, to),
    words: words.map((word) => (word.length > text ? cut(word, text) : word)),
    // To clone objects takes either thread several times as long.
    commands: commands.map((command) => JSON.stringify(lightCommand(command as Command, text))),
  }
}

/** The bytes that are kept of each event. */
function joined(
  page: Page,
  first: number,
  { kept, starts }: Pick<JournalBatch, 'kept' | 'starts'>,
  total: number,
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(total)
  let end = 0
  for (let i = 0; i < kept.length; i++) {
    const count = kept[i] as number
    if (count <= 0 || starts[i] !== end) continue
    const own = bytesOf(page.objectAt(first + i))
    if (own) bytes.set(own.subarray(0, count), end)
    else page.copyBytes(first + i, count, bytes, end)
    end += count
  }
  return bytes
}

/** What an event that is an object has of bytes: of a captured packet, or of a layer's message. */
function bytesOf(event: LabEvent | undefined): Uint8Array | undefined {
  if (event === undefined) return undefined
  if (event.kind === 'segment') return event.frame?.data
  return isLayerMessage(event) ? event.data : undefined
}

/** What of a batch is handed over when it is posted. */
export function memoryOf({ where, tapes: [one, other], kept, starts, bytes }: JournalBatch): ArrayBuffer[] {
  return [where, one.numbers, other.numbers, kept, starts, bytes].map(({ buffer }) => buffer)
}

export interface DecodedEvent {
  event: LabEvent
  /** What is kept of its bytes. */
  data: Uint8Array | undefined
  /** An event of the same batch, shortly before, has the same bytes: they are one piece of memory. */
  isAgain?: boolean
}

/** The events of a batch, in order; without their bytes, which come beside them. */
export function* decodeBatch(batch: JournalBatch): Generator<DecodedEvent> {
  const { first, where, tapes, others, kept, starts, bytes } = batch
  const readers = tapes.map((tape) => new TapeReader(tape))
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  let end = 0
  for (let i = 0; i < kept.length; i++) {
    const count = kept[i] as number
    const start = starts[i] as number
    const event = readers[where[i] as number]?.read(first + i) ?? (others.get(first + i) as LabEvent)
    const data = count < 0 ? undefined : buffer.subarray(start, start + count)
    yield { event, data, isAgain: count > 0 && start < end }
    if (count > 0) end = Math.max(end, start + count)
  }
}

/** A captured packet, or a layer's message, without its bytes; any other event as it is. */
function light(event: LabEvent): LabEvent {
  if (isLayerMessage(event)) return withoutData(event)
  if (event.kind !== 'segment' || !event.frame) return event
  const { link, bytes } = event.frame
  return { ...event, frame: { link, bytes } } as LabEvent
}

function lightCommand(command: Command, most: number): Command {
  switch (command.do) {
    case 'send':
      return cutSent(command, most)
    // Answers and input can be long; and who gets the journal is to get no private key.
    case 'listen':
      return cutAll(withoutKey(command), most)
    case 'bind':
    case 'configure':
    case 'input':
      return cutAll(command, most)
  }
  return command
}

function withoutKey(command: CommandOf<'listen'>): CommandOf<'listen'> {
  return hasPrivateKey(command.tls) ? { ...command, tls: { ...command.tls, key: '(not recorded)' } } : command
}

const SENT = ['text', 'hex', 'base64'] as const

function cutSent(command: CommandOf<'send'>, most: number): CommandOf<'send'> {
  for (const field of SENT) {
    const sent = command[field]
    if (sent !== undefined && sent.length > most) return { ...command, [field]: cut(sent, most) }
  }
  return command
}

function cutAll<T>(value: T, most: number): T {
  if (typeof value === 'string') return (value.length > most ? cut(value, most) : value) as T
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((one) => cutAll(one, most)) as T
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, cutAll(one, most)])) as T
}

function cut(text: string, most: number): string {
  return `${text.slice(0, most)}…`
}
