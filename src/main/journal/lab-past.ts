import type { LabEvent } from '../../shared/events'
import type { LessonMark, Moment, Overview, Past } from '../../shared/session'
import type { LongWork } from '../../shared/work'
import type { Log } from '../engine/log/log'
import { MemoryPast } from './memory-past'

/** A journal that is further behind isn't written any more, events. */
const MOST_BEHIND = 10_000

/**
 * The past of the open lab: what its log still has in memory, and its journal for what is before that, or takes long to fold.
 * Where nothing is recorded, or what is can't be read, it reaches back as far as the memory does.
 */
export class LabPast implements Past {
  readonly id: string
  readonly #log: Log
  readonly #memory: MemoryPast
  readonly #open: () => Past | undefined
  #journal: Past | undefined
  #isDisposed = false

  /** `open` gives what is recorded so far, if there is any; this disposes it. */
  constructor(log: Log, id: string, open: () => Past | undefined = () => undefined) {
    this.id = id
    this.#log = log
    this.#memory = new MemoryPast(log, id)
    this.#open = open
  }

  async reach(): Promise<{ first: number; head: number; end: number }> {
    const reach = await this.#memory.reach()
    const recorded = await this.#recorded((journal) => journal.reach())
    return recorded && recorded.head > 0 ? { ...reach, first: Math.min(reach.first, recorded.first) } : reach
  }

  async moment(seq: number, work: LongWork = {}): Promise<Moment> {
    if (this.#memory.isNear(seq)) return this.#memory.moment(seq, work)
    const moment = await this.#recorded(async (journal) => {
      const { head } = await journal.reach()
      // What isn't written yet is in memory, unless it was gone before it could be. Held from here on.
      if (head < seq && head + 1 < this.#log.first) return undefined
      const rest = await this.#memory.read(head + 1, Math.max(0, seq - head))
      const { model, events } = await journal.moment(Math.min(head, seq), work)
      return { model, events: [...events, ...rest] }
    }, work.signal)
    return moment ?? this.#memory.moment(seq, work)
  }

  async read(from: number, limit: number): Promise<LabEvent[]> {
    if (from >= this.#log.first) return this.#memory.read(from, limit)
    const events = await this.#recorded((journal) => journal.read(from, limit))
    return events && events.length > 0 ? events : this.#memory.read(from, limit)
  }

  async history(sockets: readonly string[], before: number, limit: number): Promise<LabEvent[]> {
    const { first } = this.#log
    const newer = await this.#memory.history(sockets, before, limit)
    if (newer.length === limit || first === 1) return newer
    const rest = limit - newer.length
    const older = await this.#recorded((journal) => journal.history(sockets, Math.min(before, first), rest))
    return [...(older ?? []), ...newer]
  }

  async nearestState(from: number, direction: 1 | -1): Promise<number | undefined> {
    const { first } = this.#log
    const isOld = direction === 1 ? from + 1 < first : first > 1
    if (direction === 1 && isOld) {
      const recorded = await this.#recorded((journal) => journal.nearestState(from, 1))
      return recorded ?? this.#memory.nearestState(from, 1)
    }
    const seq = await this.#memory.nearestState(from, direction)
    if (seq !== undefined || !isOld) return seq
    return this.#recorded((journal) => journal.nearestState(Math.min(from, first), -1))
  }

  async lessons(): Promise<LessonMark[]> {
    const { first } = this.#log
    const newer = await this.#memory.lessons()
    if (first === 1) return newer
    const recorded = await this.#recorded((journal) => journal.lessons())
    return [...(recorded ?? []).filter(({ seq }) => seq < first), ...newer]
  }

  async seqAt(t: number): Promise<number> {
    const { first, base } = this.#log
    // Nothing that has left the memory is later than that.
    if (first === 1 || t >= base.t) return this.#memory.seqAt(t)
    return (await this.#recorded((journal) => journal.seqAt(t))) ?? first - 1
  }

  async overview(buckets: number): Promise<Overview> {
    const recorded = this.#log.first > 1 && (await this.#recorded((journal) => journal.overview(buckets)))
    // A journal that can't be written any more knows nothing of what came since.
    const isNew = recorded && recorded.head >= this.#log.head - MOST_BEHIND
    return isNew ? recorded : this.#memory.overview(buckets)
  }

  async event(seq: number): Promise<LabEvent | undefined> {
    return (await this.#memory.event(seq)) ?? (await this.#recorded((journal) => journal.event(seq)))
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true
    await this.#memory.dispose()
    await this.#forget()
  }

  /** What the journal answers; undefined if there is none, or it can't be read. Rejects only with the signal's reason. */
  async #recorded<T>(ask: (journal: Past) => Promise<T>, signal?: AbortSignal): Promise<T | undefined> {
    if (this.#isDisposed) return undefined
    this.#journal ??= this.#open()
    if (!this.#journal) return undefined
    try {
      return await ask(this.#journal)
    } catch {
      signal?.throwIfAborted()
      await this.#forget()
      return undefined
    }
  }

  /** It is opened again when it is needed. */
  async #forget(): Promise<void> {
    const journal = this.#journal
    this.#journal = undefined
    await journal?.dispose().catch(() => {})
  }
}
