import { setImmediate as nextTurn } from 'node:timers/promises'
import type { LabEvent } from '../../shared/events'
import { emptyModel, type Model } from '../../shared/model/model'
import { packModel } from '../../shared/model/packed'
import { reduce } from '../../shared/model/reduce'
import type { LessonMark, Moment, Overview, Past } from '../../shared/session'
import type { LongWork } from '../../shared/work'
import type { Log } from '../engine/log/log'
import { lessonMark } from './lesson-marks'

/** So many events come with a moment at least, if there are as many (see Past). */
const LEAST_BEFORE = 1000
/** So many at most; if there are more, the model goes on to where half of these are left: the next moment is near. */
const MOST_BEFORE = 8192
/** Events that are folded in one turn of the event loop: about a millisecond. */
const SLICE = 4096

/**
 * The past of the open lab as far as its log has it in memory: for what isn't recorded. It reaches back to the oldest event of
 * the ring; before that there is only the fold of all that has left it.
 */
export class MemoryPast implements Past {
  readonly id: string
  readonly #log: Log
  /** The model at a moment that was asked for of late. Nobody else has it. */
  #near: Model | undefined
  /** Largest `t` of the events up to `#seen`. */
  #end = 0
  #seen = 0

  constructor(log: Log, id: string) {
    this.#log = log
    this.id = id
  }

  async reach(): Promise<{ first: number; head: number; end: number }> {
    const { first, head, base } = this.#log
    this.#end = Math.max(this.#end, base.t)
    for (let seq = Math.max(this.#seen + 1, first); seq <= head; seq++) {
      this.#end = Math.max(this.#end, this.#at(seq).t)
    }
    this.#seen = head
    return { first, head, end: this.#end }
  }

  /** Whether that moment can be had without much folding, and with the events before it. */
  isNear(seq: number): boolean {
    const from = this.#before(seq)
    const isWhole = this.#log.first === 1 || seq - from.seq >= LEAST_BEFORE
    return seq >= from.seq && seq - from.seq <= MOST_BEFORE && isWhole
  }

  async moment(seq: number, { onProgress, signal }: LongWork = {}): Promise<Moment> {
    const { first, head } = this.#log
    const at = Math.min(Math.max(seq, first - 1), head)
    const from = this.#before(at)
    // Held from here on: what leaves the ring meanwhile is needed all the same.
    const events = this.#slice(from.seq + 1, at)
    // What is packed still shares with the model what few sockets have.
    if (events.length <= MOST_BEFORE) return { model: structuredClone(packModel(from)), events }
    const model = structuredClone(from)
    const folded = events.length - MOST_BEFORE / 2
    for (let i = 0; i < folded; ) {
      for (const end = Math.min(i + SLICE, folded); i < end; i++) reduce(model, events[i] as LabEvent)
      onProgress?.(i / folded)
      await nextTurn()
      signal?.throwIfAborted()
    }
    this.#near = model
    return { model: structuredClone(packModel(model)), events: events.slice(folded) }
  }

  async read(from: number, limit: number): Promise<LabEvent[]> {
    const start = Math.max(from, this.#log.first)
    return this.#slice(start, Math.min(start + limit - 1, this.#log.head))
  }

  async history(sockets: readonly string[], before: number, limit: number): Promise<LabEvent[]> {
    const wanted = new Set(sockets)
    const events: LabEvent[] = []
    const { first, head } = this.#log
    for (let seq = Math.min(before - 1, head); seq >= first && events.length < limit; seq--) {
      const event = this.#at(seq)
      if (wanted.size === 0 || (event.socket !== undefined && wanted.has(event.socket))) events.push(event)
    }
    return events.reverse()
  }

  async nearestState(from: number, direction: 1 | -1): Promise<number | undefined> {
    const { first, head } = this.#log
    const start = direction === 1 ? Math.max(from + 1, first) : Math.min(from - 1, head)
    for (let seq = start; seq >= first && seq <= head; seq += direction) {
      if (this.#at(seq).kind === 'state') return seq
    }
    return undefined
  }

  async lessons(): Promise<LessonMark[]> {
    const marks: LessonMark[] = []
    const { first, head } = this.#log
    for (let seq = first; seq <= head; seq++) {
      const mark = lessonMark(this.#at(seq))
      if (mark) marks.push(mark)
    }
    return marks
  }

  /** The times of a log aren't in its order: this is the last moment with nothing later than `t` in it. */
  async seqAt(t: number): Promise<number> {
    const { first, head } = this.#log
    for (let seq = first; seq <= head; seq++) if (this.#at(seq).t > t) return seq - 1
    return head
  }

  async overview(buckets: number): Promise<Overview> {
    const { first, head, base } = this.#log
    const size = head - first + 1
    const count = Math.min(buckets, size)
    const overview: Overview = { first, head, t: [], states: [], failures: [], notes: [] }
    // Only for its notes.
    const pinned = { ...emptyModel(), notes: [...base.notes] }
    let latest = base.t
    for (let bucket = 0, seq = first; bucket < count; bucket++) {
      let [states, failures] = [0, 0]
      for (const end = first + Math.floor(((bucket + 1) * size) / count); seq < end; seq++) {
        const event = this.#at(seq)
        latest = Math.max(latest, event.t)
        if (event.kind === 'state') states++
        if (event.kind === 'failed') failures++
        if (event.kind === 'note') reduce(pinned, event)
      }
      overview.t.push(latest)
      overview.states.push(states)
      overview.failures.push(failures)
    }
    return { ...overview, notes: pinned.notes }
  }

  async event(seq: number): Promise<LabEvent | undefined> {
    return this.#log.at(seq)
  }

  async dispose(): Promise<void> {
    this.#near = undefined
  }

  /** The newest model that a moment can begin with. */
  #before(at: number): Model {
    const { first, base } = this.#log
    const near = this.#near
    return near && near.seq >= first - 1 && near.seq <= at - LEAST_BEFORE ? near : base
  }

  #at(seq: number): LabEvent {
    return this.#log.at(seq) as LabEvent
  }

  #slice(from: number, to: number): LabEvent[] {
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => this.#at(from + i))
  }
}
