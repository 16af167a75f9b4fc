import { isV4, MAPPED, type Words, wordsOf } from './addresses'
import { Entries, type Entry } from './entries'
import type { Finder } from './finder'
import type { Finding, FromReader, Loss, Sighting, Sought, Wanted } from './messages'
import { type KernelTables, monotonic, type Row } from './tables'

/** Changes of queues and timers alone are told so often at most, ms. */
const QUEUES_MS = 100

/** What is new since the reading before. */
export interface Reading {
  found: Finding[]
  seen: Sighting[]
  gone: Loss[]
  /** Released, and never had a row: not looked for any more. */
  unseen: number[]
  /** What became of watches. */
  watches: Extract<FromReader, { type: 'watch' }>[]
  /** A state has changed, or a row came or went; only queues have; nothing. */
  change: 'state' | 'flow' | 'none'
}

/** Compares each reading of the tables with the one before, for the ends that somebody asks for. */
export class Tracker {
  readonly #tables: KernelTables
  readonly #entries = new Entries()
  readonly #finder: Finder
  #readings = 0
  #began = 0
  #out: Reading = nothing()

  constructor(tables: KernelTables, finder: Finder) {
    this.#tables = tables
    this.#finder = finder
  }

  /** True while there is something to look for. */
  get isNeeded(): boolean {
    return this.#entries.size > 0 || this.#finder.size > 0
  }

  track(ends: readonly Wanted[]): void {
    for (const { id, local, remote, own, v6 } of ends) {
      const here = wordsOf(local)
      const there = remote === undefined ? here && nowhere(here.words) : wordsOf(remote)
      if (!here || !there) continue
      const entry: Entry = {
        id,
        own,
        v6: v6 || here.v6,
        local: here.words,
        localPort: here.port,
        remote: there.words,
        remotePort: there.port,
        reading: 0,
      }
      const earlier = this.#entries.of(entry)
      if (earlier) this.#lose(earlier, monotonic())
      this.#entries.add(entry)
    }
  }

  release(ids: readonly number[]): void {
    for (const id of ids) {
      const entry = this.#entries.get(id)
      if (entry) entry.released = true
    }
  }

  drop(ids: readonly number[]): void {
    for (const id of ids) {
      const entry = this.#entries.get(id)
      if (entry) this.#entries.remove(entry)
    }
  }

  /** Their rows are told by the next reading, changed or not. */
  retell(ids: readonly number[]): void {
    for (const id of ids) {
      const entry = this.#entries.get(id)
      if (entry) entry.retold = true
    }
  }

  ignore(id: number): void {
    const entry = this.#entries.get(id)
    if (entry) entry.ignored = true
  }

  watch(sought: Sought): void {
    this.#finder.add(sought)
  }

  /** What it has found is not followed any more, unless another watch covers it. */
  unwatch(name: string): void {
    this.#finder.remove(name)
    for (const entry of [...this.#entries]) {
      if (entry.watch !== name) continue
      if (entry.id < 0) this.#entries.remove(entry)
      else {
        delete entry.watch
        delete entry.unowned
      }
    }
  }

  /** Throws TableTrouble. */
  read(): Reading {
    this.#readings++
    this.#began = monotonic()
    this.#finder.begin()
    const v6 = this.#entries.v6 > 0 || this.#finder.size > 0
    this.#tables.read(v6, (row) => this.#see(row))
    const end = monotonic()
    for (const entry of this.#entries) if (entry.reading !== this.#readings) this.#miss(entry, end)
    this.#find()
    this.#out.watches.push(...this.#finder.end())
    const out = this.#out
    this.#out = nothing()
    return out
  }

  #see(row: Row): void {
    // Some systems list what is nowhere in TCP's machine, too.
    if (row.state === 'CLOSED') return
    if (row.state === 'LISTEN') this.#finder.hears(row)
    let entry = this.#entries.of(row)
    if (entry?.told && isAnother(entry.told, row)) {
      this.#lose(entry, row.t)
      entry = undefined
    }
    const isKnown = entry && (entry.own || entry.watch !== undefined)
    if (!isKnown || (entry?.unowned && row.inode !== 0)) this.#finder.see(row, entry)
    if (entry) this.#compare(entry, row)
  }

  #compare(entry: Entry, row: Row): void {
    entry.reading = this.#readings
    delete entry.missed
    if (!entry.ignored) {
      const { told } = entry
      const isNewState = told?.state !== row.state || entry.retold === true
      if (isNewState || (isOther(told, row) && row.t - told.at >= QUEUES_MS))
        this.#tell(entry, row, isNewState)
      else if (isOther(told, row)) this.#changed('flow')
    }
    entry.since = this.#began
  }

  #tell(entry: Entry, row: Row, isNewState: boolean): void {
    const { state, sendQueue, receiveQueue, timer, timerMs, uid, inode, began, t } = row
    const held = inode !== 0
    this.#out.seen.push({
      id: entry.id,
      state,
      sendQueue,
      receiveQueue,
      ...(timer !== undefined && { timer: { kind: timer, ms: timerMs } }),
      // Of what no process holds the table tells user 0, which means nothing.
      ...(held && uid !== undefined && { uid }),
      ...(held && inode !== undefined && { inode }),
      began,
      t,
      ...(entry.since !== undefined && { since: entry.since }),
    })
    delete entry.retold
    entry.told = { state, sendQueue, receiveQueue, timer, uid, inode, at: t }
    this.#changed(isNewState ? 'state' : 'flow')
  }

  /**
   * A table is not read in a moment: while rows come and go, one that is there can be passed over. So a row is gone when
   * two readings have missed it, and was so when the first of them ended.
   */
  #miss(entry: Entry, t: number): void {
    if (!entry.told) {
      if (!entry.released && !entry.ignored) return
      this.#entries.remove(entry)
      this.#out.unseen.push(entry.id)
      return
    }
    this.#changed('state')
    if (entry.missed) this.#lose(entry, entry.missed.t, entry.missed.began)
    else entry.missed = { began: this.#began, t }
  }

  #lose(entry: Entry, t: number, began = t): void {
    this.#entries.remove(entry)
    this.#finder.lost(entry)
    if (!entry.told || entry.ignored) return
    this.#out.gone.push({ id: entry.id, began, t, ...(entry.since !== undefined && { since: entry.since }) })
    this.#changed('state')
  }

  /** Makes ends of the rows that watches cover. */
  #find(): void {
    for (const { entry, row, finding } of this.#finder.take(this.#entries)) {
      this.#out.found.push(finding)
      this.#changed('state')
      if (this.#entries.get(entry.id) === entry) continue
      this.#entries.add(entry)
      this.#compare(entry, row)
    }
  }

  #changed(what: 'state' | 'flow'): void {
    if (this.#out.change !== 'state') this.#out.change = what
  }
}

function nothing(): Reading {
  return { found: [], seen: [], gone: [], unseen: [], watches: [], change: 'none' }
}

function isOther(told: Entry['told'], row: Row): told is NonNullable<Entry['told']> {
  return (
    told !== undefined &&
    (told.sendQueue !== row.sendQueue ||
      told.receiveQueue !== row.receiveQueue ||
      told.timer !== row.timer ||
      told.inode !== row.inode ||
      told.uid !== row.uid)
  )
}

/** The same addresses are another connection's by now: of a TIME_WAIT nothing else can become, and a descriptor stays one. */
function isAnother(told: NonNullable<Entry['told']>, row: Row): boolean {
  if (told.state === 'TIME_WAIT') return row.state !== 'TIME_WAIT'
  return Boolean(told.inode && row.inode && told.inode !== row.inode)
}

/** Where a listener's row says that it is connected to: zeros of its family. */
function nowhere(local: Words): { words: Words; port: number } {
  return { words: [0, 0, isV4(local) ? MAPPED : 0, 0], port: 0 }
}
