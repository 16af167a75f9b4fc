import { existsSync } from 'node:fs'
import path from 'node:path'
import { version } from '../../../package.json'
import { LAB_CODES, type LabError, labError } from '../../shared/errors'
import type { EventDraft, LabEvent } from '../../shared/events'
import type { Past, RecordingLimits } from '../../shared/session'
import type { Lab } from '../engine/lab'
import type { Disposable } from '../engine/log/log'
import { EVENTS } from './format/manifest'
import { Retry } from './write/retry'
import { type WriterNews, WriterThread } from './write/thread'

/** No event waits longer than this to be given to the thread, ms, as long as events come or the main thread is free. */
const FLUSH_MS = 25
/** Nor do more than this many. */
const FLUSH_EVENTS = 1024
/** While they come without a pause, one of so many looks whether it is time. */
const LOOK_EVENTS = 32
/** So many events may wait in the log while the thread has no room for them. */
const MAX_BEHIND = 4096
/** What fails at the very end is tried so often. */
const TRIES_AT_END = 2

type Note = Omit<Extract<EventDraft, { kind: 'recording' }>, 'kind' | 't'>

export interface RecorderOptions {
  /** The session's id. */
  id: string
  /** Its folder, which must not be there yet, or be empty. */
  folder: string
  limits: RecordingLimits
  /** Whether to begin at once. Otherwise the first command begins it: a lab in which nothing was done leaves no session. */
  atOnce?: boolean
  /** Is told when the session is there. */
  onStarted?: () => void
  /** Is told why nothing is recorded any more, and, with `undefined`, that it is again. */
  onTrouble?: (trouble: LabError | undefined) => void
}

/**
 * Records a lab's log into a session's folder, from the first event on. A thread does the writing. Whoever makes events
 * waits for it only if they are more than it can write, and 100 ms once if the disk stands still. What can't be written now
 * stays in the log and is tried again; what becomes of it all is told in the log (`recording`).
 */
export class JournalRecorder {
  readonly id: string
  readonly folder: string
  readonly #lab: Lab
  readonly #options: RecorderOptions
  readonly #following: Disposable
  #limits: RecordingLimits
  #thread: WriterThread | undefined
  /** `seq` of the next event to be given to the thread. */
  #next = 1
  /** How often it has failed so far. */
  #attempt = 0
  #error: LabError | undefined
  #isOn = false
  #hasStarted = false
  #timer: NodeJS.Timeout | undefined
  #soon: NodeJS.Immediate | undefined
  #flushedAt = Number.NEGATIVE_INFINITY
  readonly #retry = new Retry(() => this.#tryAgain())
  #disposed: Promise<void> | undefined

  constructor(lab: Lab, options: RecorderOptions) {
    this.id = options.id
    this.folder = options.folder
    this.#lab = lab
    this.#options = options
    this.#limits = options.limits
    this.#following = lab.log.subscribe((event) => this.#take(event))
    // Before anything happens: until it runs, nothing can be written.
    this.#startThread()
    if (options.atOnce || this.#hasBeenAsked()) this.#begin()
  }

  /** Whether there is a session by now, or should be. */
  get isOn(): boolean {
    return this.#isOn
  }

  /** Whether there is something on the disk. */
  get hasStarted(): boolean {
    return this.#hasStarted
  }

  /** Why nothing is recorded now. */
  get error(): LabError | undefined {
    return this.#error
  }

  /** What has been recorded so far; undefined if that can't be looked at. It is to be disposed. */
  past(): Past | undefined {
    return this.#hasStarted ? this.#thread?.past() : undefined
  }

  /** These hold from now on. */
  limit(limits: RecordingLimits): void {
    this.#limits = limits
    this.#thread?.limit(limits)
  }

  /** Resolves when the thread runs and all events up to now are written, or can't be. */
  async flush(): Promise<void> {
    const { head } = this.#lab.log
    while (this.#isOn && this.#thread && !this.#error && this.#next <= head) {
      this.#post()
      await this.#thread.flush()
    }
    await this.#thread?.flush()
  }

  /** The lab has ended. Resolves when everything is on the disk, or can't be; nothing is thrown. */
  dispose(): Promise<void> {
    this.#disposed ??= this.#end()
    return this.#disposed
  }

  async #end(): Promise<void> {
    this.#following.dispose()
    for (let i = 0; i < TRIES_AT_END; i++) {
      if (this.#error) this.#tryAgain()
      // What is told in the log meanwhile is to be written, too.
      await this.flush()
    }
    this.#rest()
    this.#retry.stop()
    const { log } = this.#lab
    await this.#thread?.end({
      at: new Date().toISOString(),
      events: log.head,
      t: log.at(log.head)?.t ?? log.base.t,
    })
    this.#thread = undefined
  }

  #hasBeenAsked(): boolean {
    const { log } = this.#lab
    for (let seq = log.first; seq <= log.head; seq++) if (log.at(seq)?.kind === 'asked') return true
    return false
  }

  #begin(): void {
    this.#isOn = true
    if (!this.#thread) this.#startThread()
    this.#plan()
  }

  #startThread(): void {
    const { id, folder } = this
    const opened = this.#lab.log.at(1)
    const startedAt = opened?.kind === 'opened' ? opened.wall : new Date().toISOString()
    // A thread before this one has died: the new one says where to go on.
    const continues = this.#hasStarted && existsSync(path.join(folder, EVENTS))
    const data = { id, folder, startedAt, program: version, limits: this.#limits, continues }
    this.#attempt = 0
    this.#next = continues ? Number.POSITIVE_INFINITY : 1
    try {
      this.#thread = new WriterThread(
        data,
        (news) => this.#hear(news),
        (why) => this.#lose(why),
      )
    } catch (error) {
      this.#lose(error instanceof Error ? error.message : String(error))
    }
  }

  /** Within `append`: nothing may be logged from here. */
  #take(event: LabEvent): void {
    if (this.#error) return
    if (!this.#isOn) {
      if (event.kind === 'asked') this.#begin()
    } else if (this.#timer || this.#soon) {
      // Timers don't come while the main thread is busy. To look at the clock for each event would cost more than the rest.
      if (event.seq % LOOK_EVENTS !== 0) return
      const now = performance.now()
      const isDue = now - this.#flushedAt >= FLUSH_MS || event.seq - this.#next + 1 >= FLUSH_EVENTS
      if (isDue) this.#post(now)
    } else this.#plan()
  }

  /** At the end of this turn of the event loop; later if there was one just now. */
  #plan(): void {
    const since = performance.now() - this.#flushedAt
    if (since >= FLUSH_MS) this.#soon = setImmediate(() => this.#wake()).unref()
    else this.#timer = setTimeout(() => this.#wake(), FLUSH_MS - since).unref()
  }

  #wake(): void {
    this.#rest()
    this.#post()
    // The thread is behind: nobody tells when it isn't any more.
    if (this.#thread && !this.#error && this.#next <= this.#lab.log.head) {
      this.#timer = setTimeout(() => this.#wake(), FLUSH_MS).unref()
    }
  }

  #rest(): void {
    clearTimeout(this.#timer)
    clearImmediate(this.#soon)
    this.#timer = undefined
    this.#soon = undefined
  }

  /** Gives the thread all that it has room for. */
  #post(now = performance.now()): void {
    const { log } = this.#lab
    while (this.#thread && !this.#thread.isFailing && this.#next <= log.head) {
      if (this.#thread.hasRoom) this.#postBatch()
      // The sockets go on while the thread is a little behind. Beyond that they wait for it, as long as it moves at all.
      else if (log.head - this.#next < MAX_BEHIND || !this.#thread.waitForRoom()) break
    }
    this.#flushedAt = now
  }

  #postBatch(): void {
    const { log } = this.#lab
    if (this.#next < log.first) {
      const missing = { from: this.#next, to: log.first - 1 }
      this.#next = log.first
      this.#note({ phase: 'missing', missing })
    }
    const page = log.pageOf(this.#next)
    if (!page || !this.#thread) return
    this.#next += this.#thread.write(page, this.#next, this.#attempt, this.#limits.messageBytes)
  }

  #hear(news: WriterNews): void {
    switch (news.type) {
      case 'started':
        this.#hasStarted = true
        this.#note({ phase: 'started', session: this.id })
        this.#recover()
        this.#options.onStarted?.()
        return
      case 'resumed':
        this.#note({ phase: 'resumed' })
        this.#recover()
        return
      case 'limited':
        this.#note({ phase: 'limited', of: news.of, limit: news.limit })
        return
      case 'failed':
        this.#goBack(news.through)
        this.#fail(news.error)
        return
      case 'failing':
        this.#goBack(news.through)
        this.#retry.plan()
        return
      case 'continues':
        this.#goBack(news.through)
        this.#tryAgain()
        return
    }
  }

  /** What is behind `through` is to be given to the thread again. */
  #goBack(through: number): void {
    this.#attempt++
    this.#next = through + 1
  }

  #lose(why: string): void {
    this.#thread = undefined
    const error = labError(LAB_CODES.notRecorded, `the thread that writes the journal: ${why}`)
    if (this.#error) this.#retry.plan()
    else if (this.#isOn) this.#fail(error)
  }

  #fail(error: LabError): void {
    this.#error = error
    this.#rest()
    this.#note({ phase: 'failed', error })
    this.#options.onTrouble?.(error)
    this.#retry.failed()
  }

  #tryAgain(): void {
    if (!this.#thread) this.#startThread()
    if (this.#thread && this.#next <= this.#lab.log.head) this.#postBatch()
  }

  #recover(): void {
    if (this.#error) {
      this.#error = undefined
      this.#retry.worked()
      this.#options.onTrouble?.(undefined)
    }
    this.#wake()
  }

  /** Not at once: this may be within `append` of another event. */
  #note(note: Note): void {
    queueMicrotask(() => this.#lab.note({ kind: 'recording', ...note }))
  }
}
