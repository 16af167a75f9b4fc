import type { LabEvent } from '../../shared/events'
import type { EventStore } from '../lab/events'
import type { MergedEvents } from '../lab/merged'
import type { ByteStream } from '../messages/pieces'

/** What an event is to the one that is pointed at. */
export type Relation = 'cause' | 'effect'

/** What led to an event, and what came of it, among the rows of a connection. Each by `seq`, in order. */
export interface Links {
  seq: number
  causes: number[]
  effects: number[]
}

/** More of a kind are not marked: the next ones are a key press away. */
const MARKED = 64

/** Finds what came of an event: an index of causes that grows with the list. */
export class Effects {
  #of = new Map<number, number[]>()
  #next: number
  #epoch: number
  #older: number

  constructor(
    private readonly events: EventStore,
    private readonly merged: MergedEvents,
  ) {
    this.#next = merged.start
    this.#epoch = merged.epoch
    this.#older = merged.older
  }

  /** `seq` of what names this event as its cause. */
  of(seq: number): readonly number[] {
    const { merged, events } = this
    if (this.#epoch !== merged.epoch || this.#older !== merged.older) {
      this.#of = new Map()
      this.#next = merged.start
      this.#epoch = merged.epoch
      this.#older = merged.older
    }
    for (let position = Math.max(this.#next, merged.start); position < merged.end; position++) {
      const ordinal = merged.at(position)
      const cause = events.causeAt(ordinal)
      if (cause === 0) continue
      const before = this.#of.get(cause)
      if (before) before.push(events.seqAt(ordinal))
      else this.#of.set(cause, [events.seqAt(ordinal)])
    }
    this.#next = merged.end
    return this.#of.get(seq) ?? []
  }
}

/** What an event comes from: what it names as its cause, what a state was concluded from, the writes behind a read. */
export function causesOf(event: LabEvent, stream: ByteStream | undefined): number[] {
  const causes = new Set<number>()
  if (event.cause !== undefined) causes.add(event.cause)
  if (event.kind === 'state') for (const seq of event.because) causes.add(seq)
  if (event.kind === 'received') for (const seq of stream?.partnersOf(event, MARKED) ?? []) causes.add(seq)
  return [...causes].sort((a, b) => a - b).slice(0, MARKED)
}

/** What came of an event: what names it as its cause, and the reads of what was written. */
export function effectsOf(event: LabEvent, effects: Effects, stream: ByteStream | undefined): number[] {
  const all = new Set(effects.of(event.seq).slice(0, MARKED))
  if (event.kind === 'sent') for (const seq of stream?.partnersOf(event, MARKED) ?? []) all.add(seq)
  return [...all].sort((a, b) => a - b).slice(0, MARKED)
}

/** How a row takes part in the line that joins the pointed row with its causes and effects. */
export interface Part {
  relation: Relation | 'pointed' | undefined
  /** The line goes on to a row above, or below. */
  up: boolean
  down: boolean
}

/** Undefined for a row that the line doesn't touch. `seq` of rows is their order. */
export function partOf(links: Links | undefined, seq: number): Part | undefined {
  if (!links || links.causes.length + links.effects.length === 0) return undefined
  const first = Math.min(links.seq, links.causes[0] ?? links.seq, links.effects[0] ?? links.seq)
  const last = Math.max(links.seq, links.causes.at(-1) ?? links.seq, links.effects.at(-1) ?? links.seq)
  if (seq < first || seq > last) return undefined
  const relation =
    seq === links.seq
      ? 'pointed'
      : links.causes.includes(seq)
        ? 'cause'
        : links.effects.includes(seq)
          ? 'effect'
          : undefined
  return { relation, up: seq > first, down: seq < last }
}
