import { fromLatin1, toLatin1 } from './bytes'
import {
  EVENT_KINDS,
  type EventKind,
  isLayerMessage,
  isMessage,
  type LabEvent,
  type Received,
  type Sent,
} from './events'

/**
 * Events on their way to the window: one columnar batch instead of many objects. Typed arrays and one string
 * are cloned in a fraction of the time, and a row becomes an object only when something looks at it.
 */

/** Bytes of a message that travel with a batch; the window asks for the rest. */
export const PREVIEW_BYTES = 256
/** Longest string inside a command that travels with a batch, in UTF-16 units; longer ones are cut. */
export const PREVIEW_TEXT = 1024

export interface Batch {
  type: 'batch'
  /** From 1, per port; what the window acknowledges. */
  id: number
  /** `seq` of the newest event in the log when this was made: how far behind the window is. */
  head: number
  /** Messages and segments left out before or within this batch because the window was behind. */
  skipped: number
  n: number
  seq: Float64Array
  t: Float64Array
  /** 0 for none. */
  cause: Float64Array
  kind: Uint8Array
  /** Index into the names that batches of this port have brought since they began anew, plus 1; 0 for none. */
  socket: Uint32Array
  /** For messages only. */
  bytes: Float64Array
  offset: Float64Array
  index: Float64Array
  queued: Float64Array
  /** The other side of datagrams, if there are any: address and name, as `socket`. */
  remote?: Uint32Array
  peer?: Uint32Array
  /** End of each row's slice of `text`: latin1 of the first bytes for a message, JSON of the other fields otherwise. */
  end: Uint32Array
  text: string
  /** Names that are new in this batch. */
  names: string[]
  /** Names that were brought before mean nothing from here on. */
  anew?: true
}

const KIND_INDEX = new Map<EventKind, number>(EVENT_KINDS.map((kind, index) => [kind, index]))
const SENT = KIND_INDEX.get('sent') as number
const RECEIVED = KIND_INDEX.get('received') as number

/** After so many names they begin anew: sockets come and go, and neither side keeps the names of all there ever were. */
export const MOST_NAMES = 16_384

/** Makes the batches of one port: names are sent once, or once again after very many others. */
export class BatchEncoder {
  #ids = new Map<string, number>()
  #batches = 0

  encode(events: readonly LabEvent[], head: number, skipped: number): Batch {
    const n = events.length
    const anew = this.#ids.size > MOST_NAMES
    if (anew) this.#ids.clear()
    const names: string[] = []
    const parts = new Array<string>(n)
    const batch: Batch = {
      type: 'batch',
      id: ++this.#batches,
      head,
      skipped,
      n,
      seq: new Float64Array(n),
      t: new Float64Array(n),
      cause: new Float64Array(n),
      kind: new Uint8Array(n),
      socket: new Uint32Array(n),
      bytes: new Float64Array(n),
      offset: new Float64Array(n),
      index: new Float64Array(n),
      queued: new Float64Array(n),
      end: new Uint32Array(n),
      text: '',
      names,
      ...(anew && { anew }),
    }
    let end = 0
    for (let i = 0; i < n; i++) {
      const event = events[i] as LabEvent
      batch.seq[i] = event.seq
      batch.t[i] = event.t
      batch.cause[i] = event.cause ?? 0
      batch.kind[i] = KIND_INDEX.get(event.kind) as number
      if (event.socket !== undefined) batch.socket[i] = this.#id(event.socket, names)
      let part: string
      if (isMessage(event)) {
        batch.bytes[i] = event.bytes
        batch.offset[i] = event.offset
        batch.index[i] = event.index
        if (event.kind === 'sent') batch.queued[i] = event.queued
        if (event.remote !== undefined) {
          batch.remote ??= new Uint32Array(n)
          batch.remote[i] = this.#id(event.remote, names)
          if (event.peer !== undefined) {
            batch.peer ??= new Uint32Array(n)
            batch.peer[i] = this.#id(event.peer, names)
          }
        }
        part = event.data === undefined ? '' : toLatin1(event.data.subarray(0, PREVIEW_BYTES))
      } else {
        part = otherFields(event)
      }
      parts[i] = part
      end += part.length
      batch.end[i] = end
    }
    batch.text = parts.join('')
    return batch
  }

  #id(name: string, fresh: string[]): number {
    let id = this.#ids.get(name)
    if (id === undefined) {
      id = this.#ids.size + 1
      this.#ids.set(name, id)
      fresh.push(name)
    }
    return id
  }
}

/** JSON of the fields that have no column of their own. */
function otherFields(event: LabEvent): string {
  const { seq: _seq, t: _t, cause: _cause, kind, socket: _socket, ...rest } = event
  if ('frame' in rest) delete rest.frame
  if (isLayerMessage(event) && event.data) {
    return JSON.stringify({ ...rest, data: toLatin1(event.data.subarray(0, PREVIEW_BYTES)) })
  }
  // A replacer costs as much as all the rest; only commands have strings worth cutting (the text of a `send`).
  return kind === 'asked' ? JSON.stringify(rest, cutLong) : JSON.stringify(rest)
}

function cutLong(_key: string, value: unknown): unknown {
  return typeof value === 'string' && value.length > PREVIEW_TEXT ? `${value.slice(0, PREVIEW_TEXT)}…` : value
}

/** Reads the batches of one port; keeps the names that they bring. */
export class BatchDecoder {
  #names: string[] = ['']

  read(batch: Batch): BatchRows {
    // Rows that were read before go on with theirs.
    if (batch.anew) this.#names = ['']
    this.#names.push(...batch.names)
    return new BatchRows(batch, this.#names)
  }
}

/** The rows of a batch, made into events when asked. */
export class BatchRows {
  constructor(
    private readonly batch: Batch,
    private readonly names: readonly string[],
  ) {}

  get length(): number {
    return this.batch.n
  }

  seqAt(i: number): number {
    return this.batch.seq[i] as number
  }

  kindAt(i: number): EventKind {
    return EVENT_KINDS[this.batch.kind[i] as number] as EventKind
  }

  socketAt(i: number): string | undefined {
    return this.names[this.batch.socket[i] as number] || undefined
  }

  tAt(i: number): number {
    return this.batch.t[i] as number
  }

  /** 0 for none. */
  causeAt(i: number): number {
    return this.batch.cause[i] as number
  }

  /** The event with its preview. */
  eventAt(i: number): LabEvent {
    const kind = this.batch.kind[i]
    if (kind !== SENT && kind !== RECEIVED) return this.#other(i)
    const event = this.#message(i)
    const text = this.#text(i)
    // An empty datagram is known whole.
    if (text !== '' || (event.remote !== undefined && event.bytes === 0)) event.data = fromLatin1(text)
    return event
  }

  /** The event without a message's bytes: enough for the reducer, and cheaper. */
  bareEventAt(i: number): LabEvent {
    const kind = this.batch.kind[i]
    return kind === SENT || kind === RECEIVED ? this.#message(i) : this.#other(i)
  }

  #message(i: number): Sent | Received {
    const { seq, t, cause, bytes, offset, index, queued } = this.batch
    const base = {
      seq: seq[i] as number,
      t: t[i] as number,
      ...(cause[i] !== 0 && { cause: cause[i] as number }),
      socket: this.socketAt(i) as string,
      bytes: bytes[i] as number,
      offset: offset[i] as number,
      index: index[i] as number,
    }
    const message: Sent | Received =
      this.batch.kind[i] === SENT
        ? { ...base, kind: 'sent', queued: queued[i] as number }
        : { ...base, kind: 'received' }
    const remote = this.names[this.batch.remote?.[i] ?? 0]
    if (remote) {
      message.remote = remote
      const peer = this.names[this.batch.peer?.[i] ?? 0]
      if (peer) message.peer = peer
    }
    return message
  }

  #other(i: number): LabEvent {
    const { seq, t, cause } = this.batch
    const socket = this.socketAt(i)
    const fields = JSON.parse(this.#text(i))
    // Of a message that a layer has packed or unpacked: no other event has such a field.
    if (typeof fields.data === 'string') fields.data = fromLatin1(fields.data)
    return {
      ...fields,
      seq: seq[i],
      t: t[i],
      kind: this.kindAt(i),
      ...(cause[i] !== 0 && { cause: cause[i] }),
      ...(socket !== undefined && { socket }),
    }
  }

  #text(i: number): string {
    return this.batch.text.slice(i === 0 ? 0 : (this.batch.end[i - 1] as number), this.batch.end[i] as number)
  }
}
