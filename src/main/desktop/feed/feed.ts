import { BatchEncoder } from '../../../shared/codec'
import {
  ackSchema,
  type FeedMessage,
  type MenuChoice,
  type OpenRequest,
  type ShowRequest,
  type TravelNews,
  type WorkNews,
} from '../../../shared/ipc'
import type { Travel } from '../../../shared/session'
import type { Disposable, Log } from '../../engine/log/log'
import { type Source, takeAll, takeThinned } from './backlog'

/** One end of a message channel: Electron's and Node's fit it with a few lines each. */
export interface FeedPort {
  postMessage(message: FeedMessage): void
  onMessage(listener: (data: unknown) => void): void
  onClose(listener: () => void): void
  close(): void
}

/** What a window sees: a log as it grows, or a moment of the past. */
export interface View {
  log: Source & Pick<Log, 'packed' | 'first' | 'head'> & { subscribe(listener: () => void): Disposable }
  /** Which lab's or session's log this is, for a window that has seen another one's. */
  lab: string
  /** Where in the past it is; null for the log of the open lab as it grows. */
  travel: Travel | null
}

export interface FeedOptions {
  /** A window that is further behind than this many events misses messages, but gets the newest half of them whole. */
  maxBehind?: number
  /** Is told, once, that something came over the port that is no acknowledgement; it was ignored. */
  onGarbage?: (data: unknown) => void
  /** Is told of a failure, after which the feed is closed. */
  onFault?: (fault: unknown) => void
  /** Is told once that the feed is closed, from whichever side. */
  onClosed?: () => void
}

/** Until a batch is sent, ms: half a frame. */
export const FLUSH_MS = 8
/** After a batch with so many events that the window has enough to do with it: a whole one. */
const FLOOD = 500
export const FLOOD_MS = 16
/** Batches sent and not acknowledged. */
export const MAX_IN_FLIGHT = 4
const MAX_BEHIND = 32_768

/**
 * Brings a log to one window: first a snapshot of what has left the memory, then batches of everything since.
 * It only reads the log, which never waits for it. What is not sent yet stays in the log and nowhere else, so a window
 * that takes nothing costs no memory; there is a timer only while there is something to send and leave to send it.
 */
export class Feed implements Disposable {
  #port: FeedPort
  #options: FeedOptions
  #maxBehind: number
  #encoder = new BatchEncoder()
  #view: View | undefined
  #subscription: Disposable | undefined
  #timer: NodeJS.Timeout | undefined
  /** `seq` of the next event to look at. */
  #next = 0
  /** Up to here the window can't be called slow: it was all there before it came. */
  #backlog = 0
  /** A batch is to come even if no event is: a moment's is acknowledged for its snapshot, too. */
  #owed = false
  #sent = 0
  #acknowledged = 0
  /** Events of the batch that was sent last. */
  #size = 0
  #waiting: (() => void)[] = []
  #sawGarbage = false
  #stopped = false
  #disposed = false

  /** Nothing is sent before there is something to show. */
  constructor(port: FeedPort, options: FeedOptions = {}) {
    this.#port = port
    this.#options = options
    this.#maxBehind = options.maxBehind ?? MAX_BEHIND
    port.onMessage((data) => this.#take(data))
    port.onClose(() => this.dispose())
  }

  get disposed(): boolean {
    return this.#disposed
  }

  /** `seq` of the next event that the window is to get. */
  get next(): number {
    return this.#next
  }

  /** From here on the window sees this, and nothing of what it saw before. */
  show(view: View): void {
    if (this.#stopped) return
    this.#subscription?.dispose()
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#release()
    this.#view = view
    this.#backlog = view.log.head
    this.#subscription = view.log.subscribe(() => this.#wake())
    this.#guarded(() => {
      this.tell({ type: 'travel', travel: view.travel })
      this.#postSnapshot(view)
      this.#owed = view.travel !== null
    })
    this.#wake()
  }

  /** Says something that is not of the log, at once. */
  tell(news: MenuChoice | TravelNews | OpenRequest | ShowRequest | WorkNews): void {
    if (!this.#stopped) this.#port.postMessage(news)
  }

  /** Resolves when the window has taken in all of the moment that it is shown, or never will. At once for what grows. */
  taken(): Promise<void> {
    if (this.#stopped || !this.#view?.travel || this.#isTaken()) return Promise.resolve()
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  /** Sends no more. The port stays until the window closes it, or `dispose` does. */
  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
    this.#subscription?.dispose()
    this.#release()
  }

  dispose(): void {
    if (this.#disposed) return
    this.#disposed = true
    this.stop()
    this.#port.close()
    this.#options.onClosed?.()
  }

  #take(data: unknown): void {
    if (this.#stopped) return
    const parsed = ackSchema.safeParse(data)
    const ack = parsed.success ? parsed.data.ack : 0
    if (ack <= this.#acknowledged || ack > this.#sent) {
      if (!this.#sawGarbage) this.#options.onGarbage?.(data)
      this.#sawGarbage = true
      return
    }
    this.#acknowledged = ack
    this.#wake()
    if (this.#isTaken()) this.#release()
  }

  #isTaken(): boolean {
    return this.#acknowledged === this.#sent && !this.#owed && this.#next > (this.#view?.log.head ?? -1)
  }

  #release(): void {
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  /** What grows is sent by and by; a moment of the past is there all at once, and wanted at once. */
  #wake(): void {
    const view = this.#view
    if (this.#timer || !view) return
    if (view.travel) while (this.#hasMore(view)) this.#flush(view)
    else if (this.#hasMore(view)) {
      const wait = this.#size > FLOOD ? FLOOD_MS : FLUSH_MS
      this.#timer = setTimeout(() => this.#flushLater(view), wait)
    }
  }

  #hasMore({ log }: View): boolean {
    const isMore = this.#owed || this.#next <= log.head
    return isMore && !this.#stopped && this.#sent - this.#acknowledged < MAX_IN_FLIGHT
  }

  #flushLater(view: View): void {
    this.#timer = undefined
    this.#flush(view)
    this.#wake()
  }

  #flush(view: View): void {
    this.#guarded(() => {
      if (this.#next < view.log.first) this.#postSnapshot(view)
      this.#postBatch(view)
    })
  }

  #guarded(task: () => void): void {
    try {
      task()
    } catch (fault) {
      this.dispose()
      this.#options.onFault?.(fault)
    }
  }

  /** All that has left the memory of the log, folded; batches go on from there. */
  #postSnapshot({ log, lab }: View): void {
    const { head, first } = log
    this.#port.postMessage({ type: 'snapshot', model: log.packed(), head, lab })
    this.#next = first
  }

  #postBatch({ log, travel }: View): void {
    const { head } = log
    const behind = travel ? 0 : head - Math.max(this.#next - 1, this.#backlog)
    const { events, next, skipped } =
      behind > this.#maxBehind
        ? takeThinned(log, this.#next, head - Math.floor(this.#maxBehind / 2))
        : takeAll(log, this.#next, head)
    this.#port.postMessage(this.#encoder.encode(events, head, skipped))
    this.#owed = false
    this.#sent++
    this.#size = events.length
    this.#next = next
  }
}
