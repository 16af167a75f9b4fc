import { vi } from 'vitest'
import { FLUSH_MS } from '../../../src/main/desktop/feed/feed'
import { Feeds } from '../../../src/main/desktop/feed/feeds'
import type { Traveller } from '../../../src/main/desktop/past/traveller'
import { Travels } from '../../../src/main/desktop/past/travels'
import { Log } from '../../../src/main/engine/log/log'
import { MemoryPast } from '../../../src/main/journal/memory-past'
import { emptyModel, type Model } from '../../../src/shared/model/model'
import { reduce } from '../../../src/shared/model/reduce'
import type { Past, Travel } from '../../../src/shared/session'
import { Writer } from './events'
import { DirectPort } from './ports'
import { WindowEnd } from './window-end'

/** A window that acknowledges when it is told to, and what leads it, in a test with fake timers and a fake Date. */
export class Visitor {
  readonly log: Log
  readonly writer: Writer
  readonly past: Past
  readonly feeds = new Feeds<Visitor>(() => this.#open())
  readonly faults: unknown[] = []
  readonly travels = new Travels<Visitor>({
    feeds: this.feeds,
    onFault: (fault) => this.faults.push(fault),
    whenGone: () => {},
    now: () => Date.now(),
  })
  end = new WindowEnd()
  acks = true
  #port = new DirectPort(() => {})
  #acknowledged = 0

  constructor(maxEvents = 100_000, past?: (past: Past) => Past) {
    this.log = new Log({ maxEvents })
    this.writer = new Writer(this.log)
    const memory = new MemoryPast(this.log, 'lab')
    this.past = past?.(memory) ?? memory
    this.feeds.show(this.log, 'lab')
    this.travels.openLab({
      past: this.past,
      lab: 'lab',
      subscribe: (listener) => this.log.subscribe(listener),
    })
  }

  attach(): void {
    this.feeds.attach(this)
  }

  lead(way: (traveller: Traveller) => Promise<Travel>): Promise<Travel> {
    return this.travels.lead(this, way)
  }

  goTo(seq: number): Promise<Travel> {
    return this.lead((traveller) => traveller.go({ to: 'seq', seq }))
  }

  ack(): void {
    // Each can bring another batch.
    while (this.end.lastBatch > this.#acknowledged) {
      this.#acknowledged = this.end.lastBatch
      this.#port.receive({ ack: this.#acknowledged })
    }
  }

  get inFlight(): number {
    return this.end.lastBatch - this.#acknowledged
  }

  /** What the log was right after `seq`. */
  modelAt(seq: number): Model {
    return this.writer.all.slice(0, seq).reduce(reduce, emptyModel())
  }

  /** Lets time pass until it shows all that it is to show. */
  async settle(): Promise<void> {
    for (let i = 0; i < 4; i++) {
      this.ack()
      await vi.advanceTimersByTimeAsync(FLUSH_MS)
    }
    this.ack()
  }

  #open(): DirectPort {
    const end = new WindowEnd()
    this.end = end
    this.#acknowledged = 0
    this.#port = new DirectPort((data) => {
      end.take(data)
      if (this.acks) queueMicrotask(() => end === this.end && this.ack())
    })
    return this.#port
  }
}

/** The same past, as an object of which methods can be put in the place of others. */
export function plain(past: Past): Past {
  return {
    id: past.id,
    reach: () => past.reach(),
    moment: (seq, work) => past.moment(seq, work),
    read: (from, limit) => past.read(from, limit),
    history: (sockets, before, limit) => past.history(sockets, before, limit),
    nearestState: (from, direction) => past.nearestState(from, direction),
    lessons: () => past.lessons(),
    seqAt: (t) => past.seqAt(t),
    overview: (buckets) => past.overview(buckets),
    event: (seq) => past.event(seq),
    dispose: () => past.dispose(),
  }
}
