import { type Batch, BatchDecoder, BatchEncoder, PREVIEW_TEXT } from '../../../shared/codec'
import { isMessage, type LabEvent } from '../../../shared/events'

/**
 * Events on their way to the journal's thread: the columns of the window's codec, and all bytes in one piece of memory that is
 * handed over. To clone the events would cost the main thread several times as much, and the bytes' whole buffers with them.
 */
export interface JournalBatch {
  type: 'batch'
  /** How many failures of the thread were known when this was made. It takes none that was on its way when it failed. */
  attempt: number
  rows: Batch
  /** How many bytes are kept of each event, of a message's or a packet's; -1 if it has none. */
  kept: Int32Array
  bytes: Uint8Array<ArrayBuffer>
}

/** `messageBytes`: how many bytes of each message are kept. */
export function encodeBatch(
  events: readonly LabEvent[],
  attempt: number,
  messageBytes: number,
): JournalBatch {
  const kept = new Int32Array(events.length)
  let total = 0
  for (let i = 0; i < events.length; i++) {
    const data = dataOf(events[i] as LabEvent)
    const count = data ? Math.min(data.length, messageBytes) : -1
    kept[i] = count
    if (count > 0) total += count
  }
  const bytes = new Uint8Array(total)
  let at = 0
  for (let i = 0; i < events.length; i++) {
    const count = kept[i] as number
    if (count <= 0) continue
    const data = dataOf(events[i] as LabEvent) as Uint8Array
    bytes.set(data.length === count ? data : data.subarray(0, count), at)
    at += count
  }
  // What a command sends is in its message, too, whose beginning is kept. Names and addresses are never cut.
  const encoder = new BatchEncoder({ bytes: 0, text: Math.max(PREVIEW_TEXT, messageBytes), whole: true })
  return { type: 'batch', attempt, rows: encoder.encode(events, 0, 0), kept, bytes }
}

export interface DecodedEvent {
  event: LabEvent
  /** What is kept of its bytes. */
  data: Uint8Array | undefined
}

/** The events of a batch, in order; without their bytes, which come beside them. */
export function* decodeBatch({ rows, kept, bytes }: JournalBatch): Generator<DecodedEvent> {
  const decoded = new BatchDecoder(true).read(rows)
  let at = 0
  for (let i = 0; i < decoded.length; i++) {
    const event = decoded.bareEventAt(i)
    const count = kept[i] as number
    yield { event, data: count < 0 ? undefined : bytes.subarray(at, at + count) }
    if (count > 0) at += count
  }
}

/** What is kept of an event's bytes: of a message's, or of a captured packet's. */
export function dataOf(event: LabEvent): Uint8Array | undefined {
  if (isMessage(event)) return event.data
  return event.kind === 'segment' ? event.frame?.data : undefined
}
