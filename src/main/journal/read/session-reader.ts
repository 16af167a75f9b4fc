import { PREVIEW_BYTES } from '../../../shared/codec'
import type { NoteCommand } from '../../../shared/commands'
import { LAB_CODES, LabFailure, labError } from '../../../shared/errors'
import type { LabEvent } from '../../../shared/events'
import { emptyModel } from '../../../shared/model/model'
import { packModel } from '../../../shared/model/packed'
import { reduce } from '../../../shared/model/reduce'
import type { Damage, LessonMark, Moment, Overview } from '../../../shared/session'
import type { LongWork } from '../../../shared/work'
import { annotate } from '../annotate'
import type { SessionPast } from '../past-messages'
import { hashOf } from './blocks'
import { type Entry, entriesOf } from './entries'
import { Payloads } from './payloads'
import { openFiles, type SessionFiles } from './session-files'
import { SessionIndex } from './session-index'
import { SessionScan } from './session-scan'
import { Slices } from './slices'
import { restore } from './snapshots'

interface Open {
  files: SessionFiles
  payloads: Payloads
}

/** Events that a moment has at least, if there are so many. */
const NEWEST = 1000

export interface Described {
  id: string
  /** Wall-clock time of the first event, ISO 8601; empty if that is not known. */
  startedAt: string
  /** What is not whole. */
  damage: Damage[]
}

/**
 * A session's folder, as a past to be looked at: its events have the first PREVIEW_BYTES of their bytes, `event` all. Works in
 * slices, so that others of its thread go on. Nothing in the folder is ever changed.
 */
export class SessionReader implements SessionPast {
  /**
   * Reads the session in `folder`, all of it once. Rejects with LAB_NO_SESSION if it is no session or nothing of it can be
   * read, with LAB_NEWER if only a newer version can read it.
   */
  static async open(folder: string, { onProgress, signal }: LongWork = {}): Promise<SessionReader> {
    const scan = new SessionScan(folder)
    try {
      const index = new SessionIndex()
      const slices = new Slices()
      for (const entry of scan.entries()) {
        if (entry) index.take(entry.event, entry.offset, entry.length)
        if (!slices.isOver) continue
        onProgress?.(scan.share, scan.size)
        await slices.pause()
        signal?.throwIfAborted()
      }
      const { id, startedAt, damage, files, payloads } = scan
      return new SessionReader({ id, startedAt, damage }, index, { files, payloads }, folder)
    } catch (error) {
      scan.files.close()
      throw error
    }
  }

  /** The session that is being written into `folder`, as far as `index` has been fed. */
  static live(folder: string, id: string, index: SessionIndex): SessionReader {
    return new SessionReader({ id, startedAt: '', damage: [] }, index, undefined, folder)
  }

  readonly #described: Described
  readonly #folder: string
  /** It is being written; its files are opened when they are wanted. */
  readonly #isLive: boolean
  #open: Open | undefined
  /** Of a session whose folder was deleted and made again: somebody may still be reading them. */
  readonly #old: Open[] = []
  #isDisposed = false

  private constructor(
    described: Described,
    /** For who goes on writing what was read. */
    readonly index: SessionIndex,
    open: Open | undefined,
    folder: string,
  ) {
    this.#described = described
    this.#open = open
    this.#isLive = open === undefined
    this.#folder = folder
  }

  get id(): string {
    return this.#described.id
  }

  get startedAt(): string {
    return this.#described.startedAt
  }

  get damage(): Damage[] {
    return this.#described.damage
  }

  /** Memory for its index, bytes; without the model itself. */
  get indexBytes(): number {
    return this.index.blocks.bytes + this.index.snapshots.bytes
  }

  async reach(): Promise<{ first: number; head: number; end: number }> {
    const { first, head, end } = this.index
    return { first, head, end }
  }

  async moment(seq: number, work: LongWork = {}): Promise<Moment> {
    const { blocks, snapshots } = this.index
    const last = blocks.indexOf(seq)
    if (last < 0) return { model: packModel(emptyModel()), events: [] }
    const snapshot = snapshots.before(Math.max(0, blocks.at(last).before - NEWEST))
    const model = snapshot ? restore(snapshot) : emptyModel()
    let entries: Entry[] = []
    const take = (entry: Entry) => {
      if (entry.event.seq > seq) return false
      entries.push(entry)
      if (entries.length === 2 * NEWEST) {
        for (const { event } of entries.slice(0, NEWEST)) reduce(model, event)
        entries = entries.slice(NEWEST)
      }
      return true
    }
    await this.#walk(snapshot?.block ?? 0, last, take, work)
    const older = Math.max(0, entries.length - NEWEST)
    for (const { event } of entries.slice(0, older)) reduce(model, event)
    return { model: packModel(model), events: await this.#filled(entries.slice(older)) }
  }

  async read(from: number, limit: number): Promise<LabEvent[]> {
    const { blocks } = this.index
    const entries: Entry[] = []
    if (limit <= 0) return []
    await this.#walk(Math.max(0, blocks.indexOf(from)), blocks.length - 1, (entry) => {
      if (entry.event.seq >= from) entries.push(entry)
      return entries.length < limit
    })
    return this.#filled(entries)
  }

  async history(sockets: readonly string[], before: number, limit: number): Promise<LabEvent[]> {
    const { blocks } = this.index
    const names = new Set(sockets)
    const hashes = new Set(sockets.map(hashOf))
    let entries: Entry[] = []
    for (let block = blocks.indexOf(before - 1); block >= 0 && entries.length < limit; block--) {
      if (names.size > 0 && !blocks.mayHave(block, hashes)) continue
      const found: Entry[] = []
      await this.#walk(block, block, (entry) => {
        const { seq, socket } = entry.event
        if (seq < before && (names.size === 0 || (socket !== undefined && names.has(socket))))
          found.push(entry)
        return true
      })
      entries = found.concat(entries)
    }
    return this.#filled(entries.slice(Math.max(0, entries.length - limit)))
  }

  async nearestState(from: number, direction: 1 | -1): Promise<number | undefined> {
    const { blocks } = this.index
    const start = Math.max(0, blocks.indexOf(direction > 0 ? from : from - 1))
    for (let block = start; block >= 0 && block < blocks.length; block += direction) {
      if (!blocks.hasStates(block)) continue
      let nearest: number | undefined
      await this.#walk(block, block, ({ event: { kind, seq } }) => {
        if (kind === 'state' && (direction > 0 ? seq > from : seq < from)) nearest = seq
        // Forward the first one, backward the last one.
        return direction < 0 || nearest === undefined
      })
      if (nearest !== undefined) return nearest
    }
    return undefined
  }

  async lessons(): Promise<LessonMark[]> {
    return this.index.lessons
  }

  async seqAt(t: number): Promise<number> {
    const { blocks, head } = this.index
    const block = blocks.firstAfter(t)
    if (block >= blocks.length) return head
    // As far as nothing had happened later: what is told of late doesn't make a moment an earlier one.
    let newest = 0
    await this.#walk(Math.max(0, block - 1), block, ({ event }) => {
      if (event.t > t) return false
      newest = event.seq
      return true
    })
    return newest
  }

  async overview(buckets: number): Promise<Overview> {
    return this.index.overview(buckets)
  }

  async event(seq: number): Promise<LabEvent | undefined> {
    const block = this.index.blocks.indexOf(seq)
    let found: Entry | undefined
    await this.#walk(block, block, (entry) => {
      if (entry.event.seq === seq) found = entry
      return entry.event.seq < seq
    })
    return found && this.#files().payloads.fill(found)
  }

  /** Pins a note to the session, which has ended (annotate.ts). Resolves with the `seq` of what was asked. */
  async annotate(note: NoteCommand): Promise<{ seq: number }> {
    const { index, damage } = this
    const added = annotate(this.#folder, note, { index, damage })
    for (const { event, offset, length } of added) index.take(event, offset, length)
    return { seq: added[0]?.event.seq ?? 0 }
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true
    for (const { files } of this.#old) files.close()
    this.#open?.files.close()
    this.#open = undefined
  }

  /** Calls `visit` with the events of these blocks, in order, until it returns false. */
  async #walk(
    first: number,
    last: number,
    visit: (entry: Entry) => boolean,
    { onProgress, signal }: LongWork = {},
  ): Promise<void> {
    const { blocks } = this.index
    if (first < 0 || last < first || last >= blocks.length) return
    const { from, seq } = blocks.at(first)
    const { to } = blocks.at(last)
    const slices = new Slices()
    for (const entry of entriesOf(this.#files().files.events, from, to, seq - 1)) {
      if (entry && !('trouble' in entry) && !visit(entry)) return
      if (!slices.isOver) continue
      if (entry) onProgress?.((entry.offset + entry.length - from) / (to - from))
      await slices.pause()
      signal?.throwIfAborted()
      this.#files()
    }
  }

  async #filled(entries: readonly Entry[]): Promise<LabEvent[]> {
    const slices = new Slices()
    const events: LabEvent[] = []
    for (const entry of entries) {
      events.push(this.#files().payloads.fill(entry, PREVIEW_BYTES))
      if (slices.isOver) await slices.pause()
    }
    return events
  }

  #files(): Open {
    if (this.#isDisposed) {
      throw new LabFailure(labError(LAB_CODES.disposed, `the session ${this.id} is closed`))
    }
    // What is written goes into another file now, which has all of this one, too.
    if (this.#isLive && this.#open && this.#open.files.events.size < this.index.bytes) {
      this.#old.push(this.#open)
      this.#open = undefined
    }
    if (!this.#open) {
      const files = openFiles(this.#folder)
      this.#open = { files, payloads: new Payloads(files.payloads) }
    }
    return this.#open
  }
}
