import { PREVIEW_TEXT } from '../../../shared/codec'
import type { Command, CommandOf } from '../../../shared/commands'
import type { LabEvent } from '../../../shared/events'
import { TapeReader } from '../../../shared/tape/reader'
import type { Tape } from '../../../shared/tape/tape'
import type { Page } from '../../engine/page'

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
  tape: Tape
  /** By their `seq`, the events that are not on the tape. */
  others: Map<number, LabEvent>
  /** How many bytes are kept of each event, of a message's or a packet's; -1 if it has none. */
  kept: Int32Array<ArrayBuffer>
  bytes: Uint8Array<ArrayBuffer>
}

/** The events of a page from `first` on, as many as fit. `messageBytes`: how many bytes of each message are kept. */
export function encodeBatch(page: Page, first: number, attempt: number, messageBytes: number): JournalBatch {
  const room = new Int32Array(page.last - first + 1)
  let total = 0
  let next = first
  for (; next <= page.last && total < MAX_BYTES; next++) {
    const count = Math.min(frameOf(page, next)?.length ?? page.keptOf(next), messageBytes)
    room[next - first] = count
    if (count > 0) total += count
  }
  // What a command sends is in its message, too, whose beginning is kept. Names and addresses are never cut.
  const text = Math.max(PREVIEW_TEXT, messageBytes)
  const others = new Map<number, LabEvent>()
  for (const [seq, event] of page.others) if (seq >= first && seq < next) others.set(seq, light(event))
  const kept = room.slice(0, next - first)
  return {
    type: 'batch',
    attempt,
    first,
    tape: piece(page, first, next, text),
    others,
    kept,
    bytes: joined(page, first, kept, total),
  }
}

/** The events from `first` to the one before `next`. `text`: how many UTF-16 units are kept of each string of a command. */
function piece(page: Page, first: number, next: number, text: number): Tape {
  const { numbers, words, commands } = page.tape
  const from = page.commandsBefore(first)
  return {
    numbers: numbers.slice(page.startOf(first), page.startOf(next)),
    words: words.map((word) => (word.length > text ? cut(word, text) : word)),
    // To clone objects takes either thread several times as long.
    commands: commands
      .slice(from, page.commandsBefore(next))
      .map((command) => JSON.stringify(lightCommand(command as Command, text))),
    firstCommand: from,
  }
}

/** The first bytes of each event, `kept` of them, one behind the other. */
function joined(page: Page, first: number, kept: Int32Array, total: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(total)
  let at = 0
  for (let i = 0; i < kept.length; i++) {
    const count = kept[i] as number
    if (count <= 0) continue
    const frame = frameOf(page, first + i)
    if (frame) bytes.set(frame.subarray(0, count), at)
    else page.copyBytes(first + i, count, bytes, at)
    at += count
  }
  return bytes
}

/** What is kept of a captured packet. */
function frameOf(page: Page, seq: number): Uint8Array | undefined {
  const event = page.others.get(seq)
  return event?.kind === 'segment' ? event.frame?.data : undefined
}

/** What of a batch is handed over when it is posted. */
export function memoryOf({ tape, kept, bytes }: JournalBatch): ArrayBuffer[] {
  return [tape.numbers.buffer, kept.buffer, bytes.buffer]
}

export interface DecodedEvent {
  event: LabEvent
  /** What is kept of its bytes. */
  data: Uint8Array | undefined
}

/** The events of a batch, in order; without their bytes, which come beside them. */
export function* decodeBatch({ first, tape, others, kept, bytes }: JournalBatch): Generator<DecodedEvent> {
  const taped = new TapeReader(tape)
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  let at = 0
  for (let i = 0; i < kept.length; i++) {
    const count = kept[i] as number
    const event = others.get(first + i) ?? taped.read(first + i)
    yield { event, data: count < 0 ? undefined : buffer.subarray(at, at + count) }
    if (count > 0) at += count
  }
}

/** A captured packet without its bytes; any other event as it is. */
function light(event: LabEvent): LabEvent {
  if (event.kind !== 'segment' || !event.frame) return event
  const { link, bytes } = event.frame
  return { ...event, frame: { link, bytes } } as LabEvent
}

function lightCommand(command: Command, most: number): Command {
  switch (command.do) {
    case 'send':
      return cutSent(command, most)
    // Answers can be long.
    case 'listen':
    case 'configure':
      return cutAll(command, most)
  }
  return command
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
