import { LAB_CODES, type LabError, LabFailure, labError } from '../../../shared/errors'
import type { EventOf, LabEvent } from '../../../shared/events'
import type { Lab } from '../../engine/lab'
import type { Disposable } from '../../engine/log/log'
import { type CapturedSegment, captured, headersOf } from './captured'
import { Filtering } from './filtering'
import { Held } from './held'
import { EndNames } from './names'
import type { Report } from './protocol'
import { ReaderThread } from './reader-thread'
import type { Target } from './targets'
import { findTools, type Tool } from './tools'

/** How long a segment waits for the events that name its ends, ms … */
const HOLD_MS = 100
/** … and if both ends are other programs', which readings of the kernel's tables find. */
const FOREIGN_HOLD_MS = 500
/** By how much the clocks of packets and log may differ, ms. */
const CLOCK_SLACK_MS = 5
/** Least time between two events about loss, ms. */
const LOSS_MS = 1000

export interface CaptureOptions {
  /** What captures, the best first; what this machine has unless given. */
  tools?: readonly Tool[]
  /** Captured from the beginning, before the log has told of it. */
  targets?: readonly Target[]
  /** Segments without SYN, FIN and RST that are told of in a second. */
  perSecond?: number
}

/** The capture from its start to its end. */
export class Session {
  /** Resolves when it captures; throws LabFailure if it can't be had. */
  readonly began: Promise<void>
  readonly #lab: Lab
  readonly #onEnd: () => void
  readonly #names = new EndNames()
  readonly #held = new Held()
  readonly #reader: ReaderThread
  readonly #filtering: Filtering
  readonly #subscription: Disposable
  #holding: NodeJS.Timeout | undefined
  #lost = 0
  #lostTold = 0
  #loss: NodeJS.Timeout | undefined
  /** While tools are tried: takes what one complains of, or undefined if it captures. */
  #tried: ((trouble: string | undefined) => void) | undefined
  #ended = false

  /** `onEnd` is told once that it is over, by whatever. */
  constructor(lab: Lab, options: CaptureOptions, onEnd: () => void) {
    this.#lab = lab
    this.#onEnd = onEnd
    const origin = process.hrtime.bigint() - BigInt(Math.round(lab.now() * 1e6))
    const { perSecond, targets = [] } = options
    this.#reader = new ReaderThread({ origin, ...(perSecond !== undefined && { perSecond }) }, (report) =>
      this.#hear(report),
    )
    this.#filtering = new Filtering(lab, this.#reader, targets)
    this.#names.takeModel(lab.log.base.sockets.values())
    for (let seq = lab.log.first; seq <= lab.log.head; seq++) this.#follow(lab.log.at(seq) as LabEvent)
    this.#subscription = lab.log.subscribe((event) => this.#follow(event))
    lab.holdCalls((remote) => this.#filtering.covered(remote))
    this.began = this.#begin(options.tools)
  }

  /** What captures; undefined before anything does. */
  get by(): Tool['name'] | undefined {
    return this.#filtering.by?.name
  }

  /** Resolves when everything that was on its way is in the log. */
  async stop(): Promise<void> {
    await this.began.catch(() => {})
    await this.#reader.finish()
    if (this.#ended) return
    this.#tellRest()
    this.#end()
    this.#report({ phase: 'stopped' })
  }

  /** Without a word in the log, and without what is on its way. Resolves when nothing is left open. */
  async abandon(): Promise<void> {
    this.#end()
    await this.#reader.finish(true)
  }

  async #begin(tools: readonly Tool[] | undefined): Promise<void> {
    const candidates = tools ?? (await findTools())
    const troubles: string[] = []
    for (const tool of candidates) {
      if (this.#ended) return
      const trouble = await new Promise<string | undefined>((resolve) => {
        this.#tried = resolve
        this.#filtering.begin(tool)
      })
      this.#tried = undefined
      if (this.#ended) return
      if (trouble === undefined) {
        this.#report({ phase: 'started', by: tool.name })
        return
      }
      troubles.push(trouble)
    }
    const none = 'there is no tcpdump or dumpcap on this machine'
    const error = labError(LAB_CODES.noCapture, troubles.join('; ') || none)
    this.#break(error)
    throw new LabFailure(error)
  }

  /** It is of no more use. */
  #break(error: LabError): void {
    if (this.#ended) return
    this.#tellRest()
    void this.abandon()
    this.#report({ phase: 'unavailable', error })
  }

  #end(): void {
    if (this.#ended) return
    this.#ended = true
    this.#lab.holdCalls(undefined)
    this.#subscription.dispose()
    this.#filtering.end()
    clearTimeout(this.#holding)
    clearTimeout(this.#loss)
    this.#tried?.('it was switched off')
    this.#onEnd()
  }

  #hear(report: Report): void {
    if (this.#ended) return
    switch (report.type) {
      case 'ready':
        if (this.#filtering.ready(report.id)) this.#tried?.(undefined)
        return
      case 'segments':
        this.#take(captured(report))
        return
      case 'lost':
        this.#lost = report.segments
        this.#loss ??= setTimeout(() => this.#tellLoss(), LOSS_MS)
        return
      case 'failed':
        if (this.#tried) this.#tried(report.trouble)
        else this.#break(labError(LAB_CODES.noCapture, report.trouble))
    }
  }

  #follow(event: LabEvent): void {
    switch (event.kind) {
      // The most of a log by far.
      case 'segment':
      case 'state':
      case 'sent':
      case 'received':
        return
    }
    this.#filtering.follow(event)
    const told = this.#names.take(event)
    if (!told || !this.#held.has(told)) return
    // Nobody will name the other end of a call that has failed.
    const isOver = event.kind === 'failed' && this.#names.settle(told.local, told.remote, event.t)
    if (isOver || this.#areNamed(told.local, told.remote)) this.#tell(this.#held.takeOf(told))
  }

  #take(segments: CapturedSegment[]): void {
    const now = this.#lab.now()
    for (const segment of segments) {
      const { from, to, opens, t } = segment
      if (opens) this.#names.renew(from, to, t, CLOCK_SLACK_MS)
      if (this.#held.joins(segment)) continue
      if (this.#areNamed(from, to)) this.#tell([segment])
      else this.#held.add(segment, now + (this.#names.isOwn(from, to) ? HOLD_MS : FOREIGN_HOLD_MS))
    }
    this.#awaitNames()
  }

  #areNamed(a: string, b: string): boolean {
    return this.#names.nameOf(a, b) !== undefined && this.#names.nameOf(b, a) !== undefined
  }

  #awaitNames(): void {
    if (this.#holding || this.#ended) return
    const { next } = this.#held
    if (next === undefined) return
    const wait = Math.max(1, next - this.#lab.now())
    this.#holding = setTimeout(() => {
      this.#holding = undefined
      this.#tellUnnamed(this.#lab.now())
      this.#awaitNames()
    }, wait)
  }

  /** Tells of what has waited until `now` by the names that it would have; of what has nothing to do with the lab, nothing. */
  #tellUnnamed(now: number): void {
    for (const segments of this.#held.takeUntil(now)) {
      const { from, to, t } = segments[0] as CapturedSegment
      if (this.#names.settle(from, to, t)) this.#tell(segments)
    }
  }

  #tell(segments: readonly CapturedSegment[]): void {
    for (const segment of segments) {
      const { from, to, opens: _opens, tells: _tells, headers: _headers, t, ...rest } = segment
      const ends = {
        socket: this.#names.nameOf(from, to) as string,
        to: this.#names.nameOf(to, from) as string,
      }
      // What other programs say to each other is nobody's business here.
      if (!this.#names.isLabs(from, to)) rest.frame = headersOf(segment)
      this.#lab.report({ kind: 'segment', ...ends, local: from, remote: to, ...rest }, t)
    }
  }

  #tellRest(): void {
    this.#tellUnnamed(Number.POSITIVE_INFINITY)
    this.#tellLoss()
  }

  #tellLoss(): void {
    this.#loss = undefined
    if (this.#lost === this.#lostTold) return
    this.#lostTold = this.#lost
    this.#report({ phase: 'lost', lost: this.#lost })
  }

  #report(what: Pick<EventOf<'source'>, 'phase' | 'by' | 'lost' | 'error'>): void {
    this.#lab.report({ kind: 'source', source: 'capture', ...what }, this.#lab.now())
  }
}
