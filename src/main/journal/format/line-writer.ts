import { isUtf8 } from 'node:buffer'
import { crc32 } from 'node:zlib'
import type { Command } from '../../../shared/commands'
import {
  type Asked,
  type Closed,
  type Ended,
  type Finished,
  hasBytes,
  isLayerMessage,
  type LabEvent,
  type Packed,
  type Received,
  type Sent,
  type SocketFacts,
  type StateChanged,
  type Unpacked,
} from '../../../shared/events'
import { harmless } from '../../../shared/ndjson'
import { Filling } from './filling'
import { hex, INLINE_BYTES, type Place } from './line'
import * as part from './line-parts'

/** Where the bytes of an event were put in payloads.bin, and their CRC-32. */
export interface Written extends Omit<Place, 'sum'> {
  sum: number
}

/** So many words are known by the bytes that they become. */
const MAX_WORDS = 4096

/** Writes events as lines of events.ndjson (line.ts). */
export class LineWriter {
  readonly lines: Filling
  readonly #words = new Map<string, Uint8Array>()

  /** `lines`: where they are put. */
  constructor(lines: Filling) {
    this.lines = lines
  }

  /**
   * Puts the line of an event, with its line feed; how many bytes these are. `place`: where the bytes that are kept of it were
   * written. `skipped`: how many events right before it have no line.
   */
  put(event: LabEvent, place: Written | undefined, skipped: number): number {
    const { lines } = this
    const start = lines.length
    this.#body(event, place)
    if (place && hasBytes(event)) {
      if (event.data && place.kept === event.data.length && place.kept <= INLINE_BYTES)
        this.#inline(event.data)
      this.#number(part.AT, place.at)
      this.#number(part.KEPT, place.kept)
      lines.short(part.SUM)
      lines.hex(place.sum)
      lines.short(part.QUOTE)
    }
    if (skipped > 0) this.#number(part.SKIPPED, skipped)
    const sum = crc32(lines.bytes(start))
    lines.short(part.CRC)
    lines.hex(sum)
    lines.short(part.END)
    return lines.length - start
  }

  /** Of those that come most, field by field: that takes a fraction of the time. */
  #body(event: LabEvent, place: Written | undefined): void {
    switch (event.kind) {
      case 'sent':
        this.#message(part.SENT, event)
        this.#number(part.QUEUED, event.queued)
        return
      case 'received':
        this.#message(part.RECEIVED, event)
        return
      case 'state':
        this.#state(event)
        return
      case 'asked':
        this.#asked(event)
        return
      case 'ended':
        this.#begin(part.ENDED, event)
        this.#cause(event.cause)
        return
      case 'closed':
        if (event.removed !== undefined) break
        this.#begin(part.CLOSED, event)
        this.lines.short(event.hadError ? part.HAD_ERROR : part.HAD_NO_ERROR)
        this.#cause(event.cause)
        return
      case 'finished':
        this.#begin(part.FINISHED, event)
        this.lines.short(event.phase === 'sent' ? part.PHASE_SENT : part.PHASE_QUEUED)
        this.#facts(event.facts)
        this.#cause(event.cause)
        return
    }
    this.lines.text(harmless(inOrder(withPlace(event, place))))
  }

  #begin(kind: Uint8Array, { seq, t, socket }: Extract<LabEvent, { socket: string }>): void {
    this.#number(part.SEQ, seq)
    this.#number(part.T, t)
    this.lines.short(kind)
    this.#word(part.SOCKET, socket)
  }

  #message(kind: Uint8Array, event: Sent | Received): void {
    this.#begin(kind, event)
    this.#cause(event.cause)
    this.#number(part.BYTES, event.bytes)
    this.#number(part.OFFSET, event.offset)
    this.#number(part.INDEX, event.index)
    if (event.remote !== undefined) this.#word(part.REMOTE, event.remote)
    if (event.peer !== undefined) this.#word(part.PEER_NAME, event.peer)
  }

  #state(event: StateChanged): void {
    const { lines } = this
    this.#begin(part.STATE, event)
    this.#word(part.FROM, event.from)
    this.#word(part.TO, event.to)
    this.#word(part.PROVENANCE, event.provenance)
    this.#cause(event.cause)
    this.#number(part.T_MIN, event.tMin)
    this.#number(part.T_MAX, event.tMax)
    this.#word(part.CONFIDENCE, event.confidence)
    lines.short(part.ALTERNATIVES)
    if (event.alternatives.length === 0) lines.short(part.EMPTY_LIST)
    else lines.text(JSON.stringify(event.alternatives))
    lines.short(part.BECAUSE)
    const { because } = event
    for (let i = 0; i < because.length; i++) {
      if (i > 0) lines.short(part.COMMA)
      lines.number(because[i] as number)
    }
    this.#word(part.RULE, event.rule)
    if (event.supersedes !== undefined) this.#number(part.SUPERSEDES, event.supersedes)
  }

  #asked({ seq, t, command, by, socket, facts, deferred, cause }: Asked): void {
    const { lines } = this
    this.#number(part.SEQ, seq)
    this.#number(part.T, t)
    lines.short(part.ASKED)
    this.#command(command)
    this.#word(part.BY, by)
    if (socket !== undefined) this.#word(part.SOCKET, socket)
    this.#cause(cause)
    if (facts) {
      lines.short(part.FACTS)
      this.#facts(facts)
    }
    if (deferred) lines.short(part.DEFERRED)
  }

  #command(command: Command): void {
    const { lines } = this
    const {
      do: act,
      from,
      socket,
      text,
    } = command as { do: string; from?: string; socket?: string; text?: string }
    const fields = Object.keys(command).length
    this.#word(part.DO, act)
    if (act === 'send' && fields === 3 && from !== undefined && text !== undefined) {
      this.#word(part.FROM, from)
      this.#word(part.TEXT, text)
    } else if (fields === 2 && socket !== undefined) this.#word(part.SOCKET, socket)
    else {
      const { do: _act, ...rest } = command
      if (fields > 1) lines.text(`,${harmless(JSON.stringify(rest)).slice(1, -1)}`)
    }
    lines.short(part.BRACE)
  }

  #facts({ written, unsent, read, peer }: SocketFacts): void {
    this.#traffic(written, unsent, read)
    if (peer) {
      this.lines.short(part.PEER)
      this.#traffic(peer.written, peer.unsent, peer.read)
      this.lines.short(part.BRACE)
    }
    this.lines.short(part.BRACE)
  }

  #traffic(written: number, unsent: number, read: number): void {
    this.#number(part.WRITTEN, written)
    this.#number(part.UNSENT, unsent)
    this.#number(part.READ, read)
  }

  #inline(data: Uint8Array): void {
    const { lines } = this
    const start = lines.length
    lines.short(part.TEXT)
    if (lines.plain(data)) return
    lines.cut(start)
    const bytes = Buffer.from(data.buffer, data.byteOffset, data.length)
    const text = isUtf8(bytes)
    lines.text(
      text ? `,"text":${harmless(JSON.stringify(bytes.toString()))}` : `,"hex":"${bytes.toString('hex')}"`,
    )
  }

  #cause(cause: number | undefined): void {
    if (cause !== undefined) this.#number(part.CAUSE, cause)
  }

  #number(name: Uint8Array, value: number): void {
    this.lines.short(name)
    this.lines.number(value)
  }

  /** A word that most likely comes again, as JSON. */
  #word(name: Uint8Array, word: string): void {
    this.lines.short(name)
    let bytes = this.#words.get(word)
    if (!bytes) {
      if (this.#words.size === MAX_WORDS) this.#words.clear()
      bytes = Buffer.from(harmless(JSON.stringify(word)))
      this.#words.set(word, bytes)
    }
    if (bytes.length > SHORT) this.lines.put(bytes)
    else this.lines.short(bytes)
  }
}

/** Up to so many bytes are copied one by one. */
const SHORT = 64

// Fails to compile if one of them has a field that is not written.
type Common = 'seq' | 't' | 'kind' | 'socket' | 'cause'
type StateFields =
  | 'from'
  | 'to'
  | 'provenance'
  | 'tMin'
  | 'tMax'
  | 'confidence'
  | 'alternatives'
  | 'because'
  | 'rule'
type Missing =
  | Exclude<keyof Sent, Common | 'bytes' | 'offset' | 'index' | 'queued' | 'data' | 'remote' | 'peer'>
  | Exclude<keyof StateChanged, Common | StateFields | 'supersedes'>
  | Exclude<keyof Asked, Common | 'command' | 'by' | 'facts' | 'deferred'>
  | Exclude<keyof Ended, Common>
  | Exclude<keyof Closed, Common | 'hadError' | 'removed'>
  | Exclude<keyof Finished, Common | 'phase' | 'facts'>
  | Exclude<keyof SocketFacts, 'written' | 'unsent' | 'read' | 'peer'>
export const LINES_COMPLETE: [Missing] extends [never] ? true : Missing = true

/**
 * A packet is told of together with where its bytes are, or not at all. Those of a message are told of behind all of its
 * other fields.
 */
function withPlace(event: LabEvent, place: Written | undefined): LabEvent {
  if (isLayerMessage(event)) return withoutData(event)
  if (event.kind !== 'segment' || !event.frame) return event
  const { link, bytes } = event.frame
  return { ...event, frame: place && { link, bytes, ...place, sum: hex(place.sum) } } as unknown as LabEvent
}

/** Its JSON without the last brace, with `seq`, `t` and `kind` first. */
function inOrder({ seq, t, kind, ...rest }: LabEvent): string {
  return JSON.stringify({ seq, t, kind, ...rest }).slice(0, -1)
}

const ONE = new LineWriter(new Filling(4096))

/** The line of an event, without its line feed. `place`: where the bytes that are kept of it were written. `skipped`: see `put`. */
export function encodeLine(event: LabEvent, place?: Place, skipped = 0): string {
  ONE.lines.clear()
  ONE.put(event, place && { ...place, sum: Number.parseInt(place.sum, 16) }, skipped)
  return ONE.lines.bytes().toString('utf8', 0, ONE.lines.length - 1)
}

/** A layer's message without its bytes. */
export function withoutData({ data: _data, ...event }: Packed | Unpacked): LabEvent {
  return event
}
