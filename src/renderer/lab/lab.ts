import { type Batch, BatchDecoder } from '../../shared/codec'
import type { EventKind, Failed, LabEvent } from '../../shared/events'
import type { TravelNews } from '../../shared/ipc'
import { emptyModel, type Model } from '../../shared/model/model'
import { reduce } from '../../shared/model/reduce'
import type { Travel } from '../../shared/session'
import { Arrival, type TakenSnapshot } from './arrival'
import { EVENT_CAP, EventStore, MOST_HELD } from './events'
import { isMessageKind } from './kinds'
import { Moment } from './moment'

export type FeedStatus = 'connecting' | 'live' | 'lost'

/** Kinds of events that change where sockets stand. */
const MOVES: ReadonlySet<EventKind> = new Set<EventKind>(['watching', 'unwatched', 'found'])

/** Batches up to this many rows are kept as events (see EventStore). */
const SMALL_BATCH = 32

/** What was announced and does not come is not waited for any longer, ms. */
const PATIENCE_MS = 400

/**
 * When so many events have come with a frame, the views are drawn with every second one. Nobody reads what rushes by like that,
 * and who scrolls, types or resizes has the frames in between.
 */
const FLOOD = 500

/**
 * The window's copy of the lab: the model, the events it holds, and who wants to know. Everything is mutated in
 * place as batches come, and listeners are told at most once a frame; what changed is found by version numbers.
 * Here, and nowhere else in the window, is known which moment is looked at.
 */
export class LabStore {
  model: Model = emptyModel()
  readonly events: EventStore
  status: FeedStatus = 'connecting'
  /** Which lab this is; empty before the first snapshot. With another, names and numbers seen before mean nothing. */
  id = ''
  /** `seq` of the newest event in the log, as far as the window has heard. */
  head = 0
  /** Messages and segments that the feed left out because the window was behind. */
  skipped = 0
  /** Moves with every change. */
  version = 0
  /** Moves when a socket or a watch came or went, or a socket turned out to belong to one. */
  structure = 0
  /** Moves with all news of what is looked at. */
  turns = 0
  /** Moves when the feed began again: from another moment, or for want of anything else. */
  snapshots = 0
  /** Is told of every failure that happens while the window looks on; not of those of the past. */
  onFailure: (event: Failed) => void = () => {}
  #decoder = new BatchDecoder()
  #socketVersions = new Map<string, number>()
  #listeners = new Set<() => void>()
  #watchers = new Set<(event: LabEvent) => void>()
  #scheduled = false
  #waited = false
  /** Events since the listeners were told. */
  #came = 0
  #caughtUpAt = 0
  #wallAtZero = Number.NaN
  #moment = new Moment()
  #arrival: Arrival | undefined
  #patience: ReturnType<typeof setTimeout> | undefined
  readonly #schedule: (notify: () => void) => void

  constructor(
    events: EventStore = new EventStore(EVENT_CAP, MOST_HELD),
    schedule: (notify: () => void) => void = (notify) => requestAnimationFrame(notify),
  ) {
    this.events = events
    this.#schedule = schedule
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Calls `watcher` with each event but messages, as it comes. Returns the way to stop. */
  watch(watcher: (event: LabEvent) => void): () => void {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  /** Moves when anything about this socket changed. */
  socketVersion(name: string): number {
    return this.#socketVersions.get(name) ?? 0
  }

  /** What is looked at instead of the lab as it is now; null for that. */
  get travel(): Travel | null {
    return this.#moment.travel
  }

  /**
   * The time that is looked at, ms, on the axis of `t`; never before the newest event that is shown. For the lab as it is
   * now that is the present.
   */
  now(): number {
    const now = this.#moment.travel ? this.#moment.now() : Date.now() - this.#wallAtZero
    return Number.isNaN(now) ? this.model.t : Math.max(now, this.model.t)
  }

  /** Wall-clock time of `t`, ms since the epoch; NaN while it isn't known. */
  wallOf(t: number): number {
    return this.#wallAtZero + t
  }

  /** Events in the log that have not come here yet. */
  get behind(): number {
    return Math.max(0, this.head - this.model.seq)
  }

  /**
   * A port brings names of its own: batches of a new one are read by a new decoder. It begins with the lab as it is now,
   * unless it says otherwise.
   */
  newPort(): void {
    this.#decoder = new BatchDecoder()
    this.#moment = new Moment()
    this.#arrival = undefined
    clearTimeout(this.#patience)
  }

  setStatus(status: FeedStatus): void {
    if (this.status === status) return
    this.status = status
    this.#changed()
  }

  take(message: TakenSnapshot | Batch | TravelNews): void {
    if (message.type === 'travel') this.#announce(message.travel)
    else if (this.#arrival) this.#await(this.#arrival, message)
    else if (message.type === 'snapshot' && this.travel) this.#await(this.#begin(this.travel), message)
    else {
      this.#apply(message)
      this.#changed()
    }
  }

  #announce(travel: Travel | null): void {
    // What came of another moment is overtaken, but the names in it count.
    if (this.#arrival) this.#arrive(this.#arrival)
    if (travel && travel.at !== this.model.seq) this.#begin(travel)
    else if (!travel && this.travel) this.#begin(null)
    else this.#turnTo(travel)
  }

  #begin(travel: Travel | null): Arrival {
    const arrival = new Arrival(travel, this.model.seq)
    this.#arrival = arrival
    this.#patience = setTimeout(() => this.#arrive(arrival), PATIENCE_MS)
    return arrival
  }

  #await(arrival: Arrival, message: TakenSnapshot | Batch): void {
    arrival.add(message)
    if (arrival.complete) this.#arrive(arrival)
  }

  /** Shows the moment that has come, at once: what the views know of the one before means nothing any more. */
  #arrive(arrival: Arrival): void {
    clearTimeout(this.#patience)
    this.#arrival = undefined
    this.#turnTo(arrival.travel)
    for (const message of arrival.messages) this.#apply(message)
    this.#tell()
  }

  #turnTo(travel: Travel | null): void {
    this.#moment.turnTo(travel)
    this.version++
    this.turns++
    this.#changed()
  }

  #apply(message: TakenSnapshot | Batch): void {
    if (message.type === 'snapshot') this.#takeSnapshot(message)
    else this.#takeBatch(message)
  }

  /**
   * Takes in events of the past that a view has asked for: all there are about these sockets, or about all if none is named,
   * from the seq `from` up to `to`. `batch` is for a decoder of its own.
   */
  takeHistory(batch: Batch, names: readonly string[], from: number, to: number): void {
    this.events.insert(new BatchDecoder().read(batch))
    for (const name of names.length > 0 ? names : ['']) this.events.coverage.add(name, from, to)
    this.#touchAll()
    this.#changed()
  }

  #takeSnapshot(snapshot: TakenSnapshot): void {
    if (snapshot.lab !== this.id) this.#beginAgain(snapshot.lab)
    this.model = snapshot.model
    this.head = snapshot.head
    this.#caughtUpAt = Math.max(this.#caughtUpAt, snapshot.head)
    this.events.dropAfter(snapshot.model.seq)
    if (snapshot.model.wall !== '') this.#wallAtZero = Date.parse(snapshot.model.wall)
    this.status = 'live'
    this.structure++
    this.snapshots++
    this.#touchAll()
  }

  #touchAll(): void {
    this.version++
    for (const name of this.#socketVersions.keys()) this.#socketVersions.set(name, this.version)
    for (const name of this.model.sockets.keys()) this.#socketVersions.set(name, this.version)
  }

  /** Another lab: nothing of the old one's log is left. */
  #beginAgain(lab: string): void {
    this.id = lab
    this.events.dropAfter(0)
    this.events.coverage.clear()
    this.#socketVersions.clear()
    this.#caughtUpAt = 0
    this.skipped = 0
    this.#wallAtZero = Number.NaN
  }

  #takeBatch(batch: Batch): void {
    const rows = this.#decoder.read(batch)
    this.head = Math.max(this.head, batch.head)
    this.skipped += batch.skipped
    this.#came += rows.length
    this.version++
    const { gone } = this.model
    const before = this.model.sockets.size
    const small = rows.length <= SMALL_BATCH
    for (let row = 0; row < rows.length; row++) {
      if (rows.seqAt(row) <= this.model.seq) continue
      const event = small ? rows.eventAt(row) : rows.bareEventAt(row)
      reduce(this.model, event)
      if (small) this.events.add(event)
      else this.events.addRow(rows, row)
      this.#touch(event)
      if (!isMessageKind(event.kind)) this.#lifecycle(event)
    }
    if (this.model.gone !== gone) this.#forgetGone()
    if (this.model.sockets.size !== before || this.model.gone !== gone) this.structure++
  }

  /** Of sockets that have left the model nothing changes any more. They come in groups, so that this is seldom. */
  #forgetGone(): void {
    for (const name of this.#socketVersions.keys()) {
      if (!this.model.sockets.has(name)) this.#socketVersions.delete(name)
    }
  }

  #touch(event: LabEvent): void {
    if (event.socket === undefined) return
    this.#socketVersions.set(event.socket, this.version)
    // What was found may have been there before, and belong elsewhere now.
    if (MOVES.has(event.kind) || (event.kind === 'load' && event.phase !== 'progress')) this.structure++
    if (this.model.programs.size > 0 && isOfProgram(this.model, event)) this.structure++
    // These change the model of another socket, too.
    const { kind } = event
    if (kind === 'asked' && event.command.do === 'connect') {
      const relay = this.model.sockets.get(event.socket)?.relay
      if (relay !== undefined) this.#socketVersions.set(relay, this.version)
    }
    if (kind !== 'accepted' && kind !== 'connected' && kind !== 'found') return
    if ('listener' in event && event.listener !== undefined) {
      this.#socketVersions.set(event.listener, this.version)
    }
    if (event.peer !== undefined) this.#socketVersions.set(event.peer, this.version)
  }

  #lifecycle(event: LabEvent): void {
    if (event.kind === 'opened') this.#wallAtZero = Date.parse(event.wall)
    if (event.kind === 'note' && event.topic === 'clock' && event.wall !== undefined) {
      this.#wallAtZero = Date.parse(event.wall) - event.t
    }
    for (const watcher of [...this.#watchers]) watcher(event)
    if (event.kind === 'failed' && event.seq > this.#caughtUpAt && !this.travel) this.onFailure(event)
  }

  #changed(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    this.#schedule(this.#frame)
  }

  #frame = () => {
    if (this.#came > FLOOD && !this.#waited) {
      this.#waited = true
      return this.#schedule(this.#frame)
    }
    this.#scheduled = false
    this.#waited = false
    this.#came = 0
    this.#tell()
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener()
  }
}

/** It changes how a program stands. */
function isOfProgram({ programs }: Model, { kind, socket = '' }: LabEvent): boolean {
  return kind !== 'output' && !isMessageKind(kind) && programs.has(socket)
}
