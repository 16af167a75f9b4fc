import { BatchEncoder } from '../../../shared/codec'
import { ackSchema, type FeedMessage, type MenuChoice } from '../../../shared/ipc'
import type { Disposable, Log } from '../../engine/log'
import { takeAll, takeThinned } from './backlog'

/** One end of a message channel: Electron's and Node's fit it with a few lines each. */
export interface FeedPort {
  postMessage(message: FeedMessage): void
  onMessage(listener: (data: unknown) => void): void
  onClose(listener: () => void): void
  close(): void
}

export interface FeedOptions {
  /** Which lab's log this is, for a window that has seen another one's. */
  lab?: string
  /** A window that is further behind than this many events misses messages, but gets the newest half of them whole. */
  maxBehind?: number
  /** Is told, once, that something came over the port that is no acknowledgement; it was ignored. */
  onGarbage?: (data: unknown) => void
  /** Is told of a failure, after which the feed is closed. */
  onFault?: (fault: unknown) => void
  /** Is told once that the feed is closed, from whichever side. */
  onClosed?: () => void
}

/** Least time between two batches, ms: a frame. */
export const FLUSH_MS = 16
/** Batches sent and not acknowledged. */
export const MAX_IN_FLIGHT = 4
const MAX_BEHIND = 32_768

/**
 * Brings the log to one window: first a snapshot of what has left the memory, then batches of everything since.
 * It only reads the log, which never waits for it. What is not sent yet stays in the log and nowhere else, so a window
 * that takes nothing costs no memory; there is a timer only while there is something to send and leave to send it.
 */
export class Feed implements Disposable {
  #log: Log
  #port: FeedPort
  #options: FeedOptions
  #maxBehind: number
  #encoder = new BatchEncoder()
  #subscription: Disposable
  #timer: NodeJS.Timeout | undefined
  /** `seq` of the next event to look at. */
  #next = 0
  /** Up to here the window can't be called slow: it was all there before it came. */
  #backlog: number
  #sent = 0
  #acknowledged = 0
  #sawGarbage = false
  #stopped = false
  #disposed = false

  constructor(log: Log, port: FeedPort, options: FeedOptions = {}) {
    this.#log = log
    this.#port = port
    this.#options = options
    this.#maxBehind = options.maxBehind ?? MAX_BEHIND
    this.#backlog = log.head
    port.onMessage((data) => this.#take(data))
    port.onClose(() => this.dispose())
    this.#subscription = log.subscribe(() => this.#wake())
    this.#postSnapshot()
    this.#wake()
  }

  get disposed(): boolean {
    return this.#disposed
  }

  /** Says something that is not of the log, at once. */
  tell(choice: MenuChoice): void {
    if (!this.#stopped) this.#port.postMessage(choice)
  }

  /** Sends no more. The port stays until the window closes it, or `dispose` does. */
  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
    this.#subscription.dispose()
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
  }

  #wake(): void {
    if (this.#timer || this.#stopped) return
    if (this.#next > this.#log.head || this.#sent - this.#acknowledged >= MAX_IN_FLIGHT) return
    this.#timer = setTimeout(() => this.#flush(), FLUSH_MS)
  }

  #flush(): void {
    this.#timer = undefined
    try {
      if (this.#next < this.#log.first) this.#postSnapshot()
      this.#postBatch()
    } catch (fault) {
      this.dispose()
      this.#options.onFault?.(fault)
    }
    this.#wake()
  }

  /** All that has left the memory of the log, folded; batches go on from there. */
  #postSnapshot(): void {
    const { base, head, first } = this.#log
    this.#port.postMessage({
      type: 'snapshot',
      model: base,
      head,
      lab: this.#options.lab ?? '',
    })
    this.#next = first
  }

  #postBatch(): void {
    const { head } = this.#log
    const behind = head - Math.max(this.#next - 1, this.#backlog)
    const { events, next, skipped } =
      behind > this.#maxBehind
        ? takeThinned(this.#log, this.#next, head - Math.floor(this.#maxBehind / 2))
        : takeAll(this.#log, this.#next, head)
    this.#port.postMessage(this.#encoder.encode(events, head, skipped))
    this.#sent++
    this.#next = next
  }
}
