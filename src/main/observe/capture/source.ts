import { LAB_CODES, type LabError, LabFailure, labError } from '../../../shared/errors'
import type { LabEvent } from '../../../shared/events'
import type { CaptureRights } from '../../../shared/ipc'
import type { Lab } from '../../engine/lab'
import type { Disposable } from '../../engine/log'
import { Held } from './held'
import { EndNames } from './names'
import type { TimedSegment } from './protocol'
import { ReaderThread } from './reader-thread'
import { captureRights } from './rights'
import { covers, filterOf, isLoopback, type Target, Targets, targetOf } from './targets'
import { findTools, interfaces, type Tool, toolArguments } from './tools'

/** How long a segment waits for the events that name its ends, ms. */
const HOLD_MS = 100
/** By how much the clocks of packets and log may differ, ms. */
const CLOCK_SLACK_MS = 5
/** Least time between two events about loss, ms. */
const LOSS_MS = 1000
/** How often it is seen whether the filter is wider than it needs to be, ms. */
const TIDY_MS = 30_000
/** Longest that a call waits until a new server's port is captured, ms. */
const PATIENCE_MS = 1000

interface Filter {
  id: number
  targets: Target[]
  everywhere: boolean
  ready: boolean
}

export interface CaptureOptions {
  /** What captures, the best first; what this machine has unless given. */
  tools?: readonly Tool[]
  /** Captured from the beginning, before the log has told of it. */
  targets?: readonly Target[]
  /** Segments without SYN, FIN and RST that are told of in a second. */
  perSecond?: number
}

/** Captured packets of a lab's and the watched ports, as `segment` events in its log. Off until it is started. */
export class CaptureSource implements Disposable {
  readonly #lab: Lab
  readonly #options: CaptureOptions
  #session: Session | undefined

  constructor(lab: Lab, options: CaptureOptions = {}) {
    this.#lab = lab
    this.#options = options
  }

  get on(): boolean {
    return this.#session !== undefined
  }

  /** Resolves when it captures. Throws LabFailure if it can't be had, which the log says, too. */
  async start(): Promise<void> {
    if (this.#session) return this.#session.began
    const session = new Session(this.#lab, this.#options, () => {
      if (this.#session === session) this.#session = undefined
    })
    this.#session = session
    await session.began
  }

  /** Resolves when everything that was on its way is in the log. */
  async stop(): Promise<void> {
    await this.#session?.stop()
  }

  /** Whether it could be started. One that is on answers for itself. */
  async rights(): Promise<CaptureRights> {
    const by = this.#session?.by
    return by === undefined ? captureRights(this.#options.tools) : { allowed: true, tool: by, commands: [] }
  }

  dispose(): void {
    this.#session?.abandon()
  }
}

/** From a start of the capture to its end. */
class Session {
  readonly began: Promise<void>
  readonly #lab: Lab
  readonly #onEnd: () => void
  readonly #initial: readonly Target[]
  readonly #targets = new Targets()
  readonly #names = new EndNames()
  readonly #held = new Held()
  readonly #subscription: Disposable
  readonly #reader: ReaderThread
  readonly #tidying: NodeJS.Timeout
  #tool: Tool | undefined
  #ids = 0
  /** The filter that captures, and the one that is about to take its place. */
  #filter: Filter | undefined
  #coming: Filter | undefined
  #refitting = false
  #holding: NodeJS.Timeout | undefined
  #lost = 0
  #lostTold = 0
  #loss: NodeJS.Timeout | undefined
  #waiting = new Set<() => void>()
  #attempt: ((trouble: string | undefined) => void) | undefined
  #ended = false

  constructor(lab: Lab, options: CaptureOptions, onEnd: () => void) {
    this.#lab = lab
    this.#onEnd = onEnd
    this.#initial = options.targets ?? []
    const { base } = lab.log
    this.#targets.takeModel(base.sockets.values(), base.watches.values())
    this.#names.takeModel(base.sockets.values())
    for (let seq = lab.log.first; seq <= lab.log.head; seq++) this.#learn(lab.log.at(seq) as LabEvent)
    this.#subscription = lab.log.subscribe((event) => this.#follow(event))
    const origin = process.hrtime.bigint() - BigInt(Math.round(lab.now() * 1e6))
    const { perSecond } = options
    this.#reader = new ReaderThread({ origin, ...(perSecond !== undefined && { perSecond }) }, (report) => {
      switch (report.type) {
        case 'ready':
          return this.#ready(report.id)
        case 'segments':
          return this.#take(report.segments)
        case 'lost':
          return this.#lose(report.segments)
        case 'failed':
          return this.#failed(report.trouble)
      }
    })
    this.#tidying = setInterval(() => this.#refit(true), TIDY_MS)
    this.#tidying.unref()
    this.began = this.#begin(options.tools)
    lab.holdCalls((remote) => this.#covered(remote))
  }

  /** What captures; undefined before anything does. */
  get by(): Tool['name'] | undefined {
    return this.#filter && this.#tool?.name
  }

  async stop(): Promise<void> {
    if (this.#ended) return
    await this.began.catch(() => {})
    await this.#reader.finish()
    if (this.#ended) return
    this.#tellHeld(() => true)
    this.#tellLoss()
    this.#end()
    this.#report({ phase: 'stopped' })
  }

  /** Without waiting for anything: the lab is over. */
  abandon(): void {
    this.#end()
    this.#reader.abandon()
  }

  async #begin(tools: readonly Tool[] | undefined): Promise<void> {
    const candidates = tools ?? (await findTools())
    const troubles: string[] = []
    for (const tool of candidates) {
      if (this.#ended) return
      this.#tool = tool
      const trouble = await new Promise<string | undefined>((resolve) => {
        this.#attempt = resolve
        this.#open()
      })
      this.#attempt = undefined
      if (trouble === undefined) {
        this.#report({ phase: 'started', by: tool.name })
        return
      }
      troubles.push(trouble)
    }
    const message =
      candidates.length === 0 ? 'there is no tcpdump or dumpcap on this machine' : troubles.join('; ')
    const error = labError(LAB_CODES.noCapture, message)
    this.#break(error)
    throw new LabFailure(error)
  }

  /** The source is of no more use. */
  #break(error: LabError): void {
    if (this.#ended) return
    this.#tellHeld(() => true)
    this.#tellLoss()
    this.#end()
    this.#reader.abandon()
    this.#report({ phase: 'unavailable', error })
  }

  #end(): void {
    this.#ended = true
    this.#lab.holdCalls(undefined)
    this.#subscription.dispose()
    clearInterval(this.#tidying)
    clearTimeout(this.#holding)
    clearTimeout(this.#loss)
    this.#letThrough()
    this.#attempt?.('it was switched off')
    this.#onEnd()
  }

  // --- What is captured ------------------------------------------------------------------------------------

  #follow(event: LabEvent): void {
    if (event.kind === 'segment' || event.kind === 'state') return
    const isNews = this.#learn(event)
    if (this.#held.size > 0 && isNews) this.#tellHeld((segment) => this.#isNamed(segment))
    // Nobody will name the other end of a call that was refused.
    if (this.#held.size > 0 && event.kind === 'failed')
      this.#tellHeld((segment) => this.#isOf(segment, event.socket))
    this.#refit(false)
  }

  #learn(event: LabEvent): boolean {
    this.#targets.take(event)
    return this.#names.take(event)
  }

  #wanted(): Target[] {
    const needed = this.#targets.list(this.#lab.now())
    return [...this.#initial.filter((target) => !covers(needed, target)), ...needed]
  }

  /** Has a tool with a wider filter take over if the present one leaves something out; with a narrower one only to `tidy`. */
  #refit(tidy: boolean): void {
    if (this.#refitting || this.#ended || !this.#filter || this.#coming) return
    const wanted = this.#wanted()
    const { targets, everywhere } = this.#filter
    const isMissing = wanted.some((target) => !covers(targets, target)) || (needsAll(wanted) && !everywhere)
    const isWide = targets.some((target) => !covers(wanted, target))
    if (!isMissing && !(tidy && isWide)) return
    this.#refitting = true
    // One change for all that a turn brings.
    queueMicrotask(() => {
      this.#refitting = false
      if (!this.#ended && !this.#coming) this.#open()
    })
  }

  #open(): void {
    const targets = this.#wanted()
    const { loopback, all } = interfaces()
    const everywhere = all !== undefined && needsAll(targets)
    const id = ++this.#ids
    this.#coming = { id, targets, everywhere, ready: false }
    const tool = this.#tool as Tool
    const filter = filterOf(targets)
    this.#reader.open(id, tool, toolArguments(tool.name, { interface: everywhere ? all : loopback, filter }))
  }

  #ready(id: number): void {
    if (this.#coming?.id !== id) return
    this.#filter = this.#coming
    this.#coming = undefined
    this.#attempt?.(undefined)
    this.#letThrough()
    this.#refit(false)
  }

  #failed(trouble: string): void {
    if (this.#attempt) {
      this.#coming = undefined
      this.#attempt(trouble)
      return
    }
    this.#break(labError(LAB_CODES.noCapture, trouble))
  }

  /** What a call to `remote` has to wait for, so that its SYN is seen; undefined for nothing. */
  #covered(remote: string): Promise<void> | undefined {
    const target = targetOf(remote)
    if (!target || this.#isCovered(target)) return undefined
    return new Promise((resolve) => {
      const pass = () => {
        if (!this.#ended && !this.#isCovered(target)) return
        clearTimeout(timer)
        this.#waiting.delete(pass)
        resolve()
      }
      const timer = setTimeout(() => {
        this.#waiting.delete(pass)
        resolve()
      }, PATIENCE_MS)
      this.#waiting.add(pass)
    })
  }

  #isCovered(target: Target): boolean {
    return this.#filter !== undefined && covers(this.#filter.targets, target)
  }

  #letThrough(): void {
    for (const pass of [...this.#waiting]) pass()
  }

  // --- What comes of it ------------------------------------------------------------------------------------

  #take(segments: TimedSegment[]): void {
    if (this.#ended) return
    const until = this.#lab.now() + HOLD_MS
    for (const segment of segments) {
      if (segment.opens) this.#names.renew(segment.from, segment.to, segment.t, CLOCK_SLACK_MS)
      if (this.#held.joins(segment)) continue
      if (this.#isNamed(segment)) this.#tell(segment)
      else this.#held.add(segment, until)
    }
    this.#awaitNames()
  }

  #isNamed({ from, to }: TimedSegment): boolean {
    return this.#names.nameOf(from, to) !== undefined && this.#names.nameOf(to, from) !== undefined
  }

  #isOf({ from, to }: TimedSegment, socket: string | undefined): boolean {
    return [this.#names.nameOf(from, to), this.#names.nameOf(to, from)].includes(socket ?? '')
  }

  #awaitNames(): void {
    const { next } = this.#held
    if (this.#holding || next === undefined || this.#ended) return
    this.#holding = setTimeout(
      () => {
        this.#holding = undefined
        const now = this.#lab.now()
        this.#tellHeld((_segment, until) => until <= now)
        this.#awaitNames()
      },
      Math.max(1, next - this.#lab.now()),
    )
  }

  /** Tells of what was held back; of what the log will not name by the names that it would have. */
  #tellHeld(ready: (segment: TimedSegment, until: number) => boolean): void {
    for (const segments of this.#held.take(ready)) {
      const [first] = segments as [TimedSegment]
      if (!this.#isNamed(first) && !this.#names.settle(first.from, first.to, first.t)) continue
      for (const segment of segments) this.#tell(segment)
    }
  }

  #tell({ from, to, opens: _opens, tells: _tells, t, ...rest }: TimedSegment): void {
    const socket = this.#names.nameOf(from, to) as string
    const other = this.#names.nameOf(to, from) as string
    this.#lab.report({ kind: 'segment', socket, to: other, local: from, remote: to, ...rest }, t)
  }

  #lose(segments: number): void {
    this.#lost = segments
    this.#loss ??= setTimeout(() => {
      this.#loss = undefined
      this.#tellLoss()
    }, LOSS_MS)
  }

  #tellLoss(): void {
    if (this.#lost === this.#lostTold || this.#ended) return
    this.#lostTold = this.#lost
    this.#report({ phase: 'lost', lost: this.#lost })
  }

  #report(what: {
    phase: 'started' | 'stopped' | 'unavailable' | 'lost'
    by?: string
    lost?: number
    error?: LabError
  }) {
    this.#lab.report({ kind: 'source', source: 'capture', ...what }, this.#lab.now())
  }
}

function needsAll(targets: readonly Target[]): boolean {
  return targets.some((target) => !isLoopback(target))
}
