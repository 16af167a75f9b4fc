import type { NoteCommand } from '../../../shared/commands'
import type { LabEvent } from '../../../shared/events'
import type { Params } from '../../../shared/ipc'
import type { OpenedSession, Past, Travel } from '../../../shared/session'
import type { LongWork } from '../../../shared/work'
import type { Disposable } from '../../engine/log/log'
import type { Feed } from '../feed/feed'
import type { Guide } from '../feed/feeds'
import { MomentLog } from './moment-log'
import { type Move, Moves, type Reach, resolveMoves, type Target } from './moves'
import { Replay } from './replay'

/** A log whose past is looked at. */
export interface Subject {
  past: Past
  /** The recorded session, and its folder; absent for the open lab. */
  session?: OpenedSession
  folder?: string
  /** Which log it is, in the words of a snapshot. */
  lab: string
  /** Calls `listener` whenever there is more of it; absent if there never is. */
  subscribe?: (listener: () => void) => Disposable
  /** Pins a note to it; absent for the open lab, and where nothing can be written. */
  annotate?: (note: NoteCommand) => Promise<{ seq: number }>
}

export interface TravellerOptions {
  /** Is told of what goes wrong while nobody waits for an answer. */
  onFault: (fault: unknown) => void
  /** A window that comes anew cannot be shown what it saw before. */
  onLost: () => void
  /** Present time, ms, from any origin. */
  now?: () => number
}

/** A move forward by so many events at most is told by these alone; beyond, and backward, it takes a snapshot. */
const NEAR = 4096
/** Between two steps of a replay, ms: thirty a second. */
const REPLAY_MS = 33
/** A window that takes longer makes the replay slower, ms. */
const LONGEST_STEP = 250
/** How often a window is told that there is more of the log, ms. */
const GROWTH_MS = 500

/** Leads one window through the past of one log. */
export class Traveller implements Guide, Disposable {
  readonly subject: Subject
  readonly #options: TravellerOptions
  readonly #now: () => number
  readonly #moves = new Moves()
  /** The way to where the window wants to be; undefined if nothing is wanted that isn't on its way. */
  #pending: Promise<void> | undefined
  /** Who waits for that. */
  #waiting: LongWork[] = []
  /** What is under way: one thing after the other. */
  #work: Promise<unknown> = Promise.resolve()
  #feed: Feed | undefined
  #moment: MomentLog | undefined
  #at = 0
  #t = 0
  #first = 1
  #head = 0
  #end = 0
  #speed = 1
  #replay: Replay | undefined
  #replayTimer: NodeJS.Timeout | undefined
  #replayedAt = 0
  readonly #growth: Disposable | undefined
  #growthTimer: NodeJS.Timeout | undefined
  #disposed = false

  constructor(subject: Subject, options: TravellerOptions) {
    this.subject = subject
    this.#options = options
    this.#now = options.now ?? (() => performance.now())
    this.#growth = subject.subscribe?.(() => {
      this.#growthTimer ??= setTimeout(() => this.#doUnasked(() => this.#grow()), GROWTH_MS)
    })
  }

  get travel(): Travel {
    const { session } = this.subject
    return {
      source: session ? 'session' : 'lab',
      ...(session && { session }),
      at: this.#at,
      t: this.#t,
      head: this.#head,
      end: this.#end,
      playing: this.#replay !== undefined,
      speed: this.#speed,
    }
  }

  /**
   * Resolves with where the window is then. What it asks for before that is on its way takes the place of this. Rejects with the
   * signal's reason if the `work` of any of them isn't wanted any more: then the window is where it was.
   */
  async go(move: Move, work: LongWork = {}): Promise<Travel> {
    this.#moves.add(move)
    this.#waiting.push(work)
    this.#pending ??= this.#do(() => this.#move())
    await this.#pending
    return this.travel
  }

  step({ by, direction }: Params<'step'>, work?: LongWork): Promise<Travel> {
    this.#stop()
    return this.go({ to: 'step', by, direction, count: 1 }, work)
  }

  goToLessonStep({ step }: Params<'goToLessonStep'>, work?: LongWork): Promise<Travel> {
    this.#stop()
    return this.go({ to: 'lesson', step }, work)
  }

  async play({ playing, speed = this.#speed }: Params<'play'>): Promise<Travel> {
    await this.#do(async () => {
      this.#speed = speed
      if (this.#replay) this.#replay.speed = speed
      if (!playing) this.#stop()
      else if (!this.#replay) await this.#play()
      this.#tell()
    })
    return this.travel
  }

  /** The window's feed at the beginning. It shows what it did until the first move. */
  join(feed: Feed | undefined): void {
    this.#feed = feed
  }

  begin(feed: Feed): void {
    this.#feed = feed
    this.#stop()
    this.#do(async () => {
      // Otherwise the first move is on its way, and shows it.
      if (this.#moment) await this.#show({ at: this.#at, t: this.#t })
    }).catch((fault) => {
      this.#options.onFault(fault)
      this.#options.onLost()
    })
  }

  dispose(): void {
    this.#disposed = true
    this.#stop()
    this.#growth?.dispose()
    clearTimeout(this.#growthTimer)
  }

  /** Does `task` when what is under way is done; nothing any more once this is disposed. */
  #do(task: () => Promise<void>): Promise<void> {
    const done = this.#work
      .then(() => (this.#disposed ? undefined : task()))
      .catch((fault) => {
        if (!this.#disposed) throw fault
      })
    this.#work = done.catch(() => {})
    return done
  }

  #doUnasked(task: () => Promise<void>): void {
    this.#do(task).catch((fault) => this.#options.onFault(fault))
  }

  async #move(): Promise<void> {
    // What was sent last is there, so that a window is never sent more than it takes; what it wants by then counts.
    await this.#feed?.taken()
    this.#pending = undefined
    const moves = this.#moves.take()
    const work = together(this.#waiting.splice(0))
    if (this.#disposed) return
    work.signal.throwIfAborted()
    // From the lab as it is now, it goes back from its newest event.
    const from = this.#moment ? this.#at : Number.POSITIVE_INFINITY
    const reach = await this.#learn()
    const target = await resolveMoves(this.subject.past, reach, moves, from)
    const distance = target.at - this.#at
    const isNear = distance >= 0 && distance <= NEAR && this.#follows(this.#at)
    if (this.#moment && isNear) this.#goOn(await this.#between(this.#at, target.at), target.t)
    else await this.#show(target, work)
    if (this.#replay) this.#start()
  }

  async #show({ at, t = 0 }: Target, work?: LongWork): Promise<void> {
    const moment = this.#moment?.until(at) ?? new MomentLog(await this.subject.past.moment(at, work))
    work?.signal?.throwIfAborted()
    if (this.#disposed) return
    this.#arrive(moment, t)
    this.#feed?.show({ log: moment, lab: this.subject.lab, travel: this.travel })
  }

  #goOn(events: readonly LabEvent[], t = 0): void {
    const moment = this.#moment
    if (!moment || this.#disposed) return
    moment.add(events, this.#feed?.next ?? 0)
    this.#arrive(moment, t)
    this.#tell()
    moment.announce()
  }

  #arrive(moment: MomentLog, t: number): void {
    this.#moment = moment
    this.#at = moment.head
    this.#t = Math.max(t, moment.t)
    // More may have happened since that was asked.
    this.#head = Math.max(this.#head, moment.head)
    this.#end = Math.max(this.#end, moment.t)
  }

  /** Events after `from` up to `to`. */
  async #between(from: number, to: number): Promise<LabEvent[]> {
    const events: LabEvent[] = []
    for (let next = from + 1; next <= to; ) {
      const read = await this.subject.past.read(next, to - next + 1)
      if (read.length === 0) break
      events.push(...read.filter(({ seq }) => seq <= to))
      next = (read.at(-1) as LabEvent).seq + 1
    }
    return events
  }

  /** What happened right after `at` is still there: a log that isn't recorded loses its oldest events. */
  #follows(at: number): boolean {
    return this.#first <= at + 1
  }

  async #learn(): Promise<Reach> {
    const reach = await this.subject.past.reach()
    this.#first = reach.first
    this.#head = reach.head
    this.#end = reach.end
    return reach
  }

  async #grow(): Promise<void> {
    this.#growthTimer = undefined
    await this.#learn()
    if (this.#moment && !this.#disposed) this.#tell()
  }

  async #play(): Promise<void> {
    const { first, head } = await this.#learn()
    // Nothing is left of it: once more, as players of all kinds do.
    if (!this.#moment || this.#at >= head) await this.#show({ at: first - 1 })
    this.#start()
  }

  #start(): void {
    if (this.#disposed) return
    this.#stop()
    this.#replay = new Replay(this.subject.past, { at: this.#at, t: this.#t }, this.#speed)
    this.#replayedAt = this.#now()
    this.#arm()
  }

  #stop(): void {
    this.#replay = undefined
    clearTimeout(this.#replayTimer)
  }

  #arm(): void {
    this.#replayTimer = setTimeout(() => this.#doUnasked(() => this.#replayOn()), REPLAY_MS)
  }

  async #replayOn(): Promise<void> {
    await this.#feed?.taken()
    const replay = this.#replay
    if (!replay) return
    if (this.#feed?.disposed) return this.#stop()
    const now = this.#now()
    const elapsed = Math.min(now - this.#replayedAt, LONGEST_STEP)
    this.#replayedAt = now
    try {
      await this.#learn()
      if (!this.#follows(replay.at)) {
        await this.#show({ at: this.#first - 1, t: replay.t })
        if (replay === this.#replay) this.#start()
        return
      }
      const events = await replay.goOn(elapsed)
      // It was stopped meanwhile, or goes on elsewhere.
      if (replay !== this.#replay) return
      if (replay.ended) this.#stop()
      else this.#arm()
      this.#goOn(events, replay.t)
    } catch (fault) {
      this.#stop()
      this.#tell()
      throw fault
    }
  }

  #tell(): void {
    if (!this.#disposed) this.#feed?.tell({ type: 'travel', travel: this.travel })
  }
}

/** All who wait for the same are told, and any of them can give it up. */
function together(works: readonly LongWork[]): Required<LongWork> {
  return {
    signal: AbortSignal.any(works.flatMap(({ signal }) => signal ?? [])),
    onProgress: (share, bytes) => {
      for (const { onProgress } of works) onProgress?.(share, bytes)
    },
  }
}
