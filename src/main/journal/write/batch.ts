import { PREVIEW_TEXT } from '../../../shared/codec'
import type { Command, CommandOf } from '../../../shared/commands'
import { isMessage, type LabEvent } from '../../../shared/events'
import { isTaped, type Tape, TapeReader, TapeWriter } from './tape'

/**
 * Events on their way to the journal's thread. Their bytes are in one piece of memory that is handed over: an event with bytes
 * would be cloned with the whole buffer that they are a part of.
 */
export interface JournalBatch {
  type: 'batch'
  /** How many failures of the thread were known when this was made. It takes none that was on its way when it failed. */
  attempt: number
  /** In the order of `seq`, with `undefined` for each that is on the tape. */
  events: (LabEvent | undefined)[]
  tape: Tape
  /** How many bytes are kept of each event, of a message's or a packet's; -1 if it has none. */
  kept: Int32Array<ArrayBuffer>
  bytes: Uint8Array<ArrayBuffer>
}

/** `messageBytes`: how many bytes of each message are kept. */
export function encodeBatch(
  events: readonly LabEvent[],
  attempt: number,
  messageBytes: number,
): JournalBatch {
  const tape = new TapeWriter(events.length)
  const others: (LabEvent | undefined)[] = new Array(events.length).fill(undefined)
  const kept = new Int32Array(events.length)
  // What a command sends is in its message, too, whose beginning is kept. Names and addresses are never cut.
  const text = Math.max(PREVIEW_TEXT, messageBytes)
  let total = 0
  for (let i = 0; i < events.length; i++) {
    const event = events[i] as LabEvent
    const rest = light(event, text)
    if (isTaped(rest)) tape.put(rest)
    else others[i] = rest
    const data = dataOf(event)
    const count = data ? Math.min(data.length, messageBytes) : -1
    kept[i] = count
    if (count > 0) total += count
  }
  return { type: 'batch', attempt, events: others, tape: tape.tape, kept, bytes: joined(events, kept, total) }
}

/** The first bytes of each event, `kept` of them, one behind the other. */
function joined(events: readonly LabEvent[], kept: Int32Array, total: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(total)
  let at = 0
  for (let i = 0; i < events.length; i++) {
    const count = kept[i] as number
    if (count <= 0) continue
    const data = dataOf(events[i] as LabEvent) as Uint8Array
    bytes.set(data.length === count ? data : data.subarray(0, count), at)
    at += count
  }
  return bytes
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
export function* decodeBatch({ events, tape, kept, bytes }: JournalBatch): Generator<DecodedEvent> {
  const taped = new TapeReader(tape)
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  let at = 0
  for (let i = 0; i < events.length; i++) {
    const count = kept[i] as number
    yield { event: events[i] ?? taped.next(), data: count < 0 ? undefined : buffer.subarray(at, at + count) }
    if (count > 0) at += count
  }
}

/** What is kept of an event's bytes: of a message's, or of a captured packet's. */
export function dataOf(event: LabEvent): Uint8Array | undefined {
  if (isMessage(event)) return event.data
  return event.kind === 'segment' ? event.frame?.data : undefined
}

/** The event without its bytes, and with at most `text` UTF-16 units of each string of a command. */
function light(event: LabEvent, text: number): LabEvent {
  switch (event.kind) {
    case 'segment': {
      if (!event.frame) return event
      const { link, bytes } = event.frame
      return { ...event, frame: { link, bytes } } as LabEvent
    }
    case 'asked': {
      const command = lightCommand(event.command, text)
      return command === event.command ? event : { ...event, command }
    }
  }
  return event
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
