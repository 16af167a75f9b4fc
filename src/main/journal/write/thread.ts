import { MessageChannel, Worker } from 'node:worker_threads'
import type { Past, RecordingLimits } from '../../../shared/session'
import type { Page } from '../../engine/log/page'
import { SMALL_HEAP } from '../../heap'
import { workerFile } from '../../worker-file'
import { RemotePast } from '../remote-past'
import { encodeBatch, memoryOf } from './batch'
import {
  FAILING,
  type FromWriter,
  HANDLED,
  SHARED_NUMBERS,
  type ToWriter,
  WANTED,
  type WriteData,
} from './protocol'

/**
 * Batches, and their bytes, that are on their way to the thread at most: as much as it writes in well under 100 ms, since all
 * of it is lost if the process is killed.
 */
const MAX_BATCHES = 64
const MAX_BYTES = 8 * 1024 * 1024
/** What an event takes on its way, about, without its bytes. */
const BYTES_OF_EVENT = 400
/** How long the thread may take to end when it is asked to, ms. */
const PATIENCE_AT_END_MS = 10_000
/** How long the main thread waits for it at a time, ms; and for how many batches. */
const PATIENCE_MS = 100
const BATCHES_AT_ONCE = 16

/** What the thread tells by itself. */
export type WriterNews = Exclude<FromWriter, { type: 'flushed' | 'ended' }>

/** The thread that writes a session. */
export class WriterThread {
  readonly #worker: Worker
  readonly #id: string
  readonly #shared = new Int32Array(new SharedArrayBuffer(SHARED_NUMBERS * Int32Array.BYTES_PER_ELEMENT))
  /** Bytes of the batches that are on their way, oldest first, and all together. */
  #sizes: number[] = []
  #bytes = 0
  #posted = 0
  /** How many batches it had dealt with when one took too long. */
  #stuckAt: number | undefined
  readonly #flushes = new Map<number, () => void>()
  #lastToken = 0
  #ended = false
  readonly #exited: Promise<void>

  /** `onDeath`: it has ended and was not asked to. Nothing is told after that. */
  constructor(
    data: Omit<WriteData, 'mode' | 'shared'>,
    onNews: (news: WriterNews) => void,
    onDeath: (why: string) => void,
  ) {
    this.#id = data.id
    const workerData: WriteData = { mode: 'write', shared: this.#shared, ...data }
    this.#worker = new Worker(workerFile('journal'), { workerData, resourceLimits: SMALL_HEAP })
    // It is no reason for the program to go on.
    this.#worker.unref()
    const die = (why: string) => {
      if (this.#ended) return
      this.#end()
      onDeath(why)
    }
    this.#worker.on('message', (message: FromWriter) => {
      if (message.type === 'flushed') {
        this.#flushes.get(message.token)?.()
        this.#flushes.delete(message.token)
      } else if (message.type === 'ended') this.#end()
      else if (!this.#ended) onNews(message)
    })
    this.#worker.on('error', (error) => die(error.message))
    this.#exited = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        die('it has ended')
        resolve()
      })
    })
  }

  /** Whether it can be given another batch. Known at once, even while this thread is busy. */
  get hasRoom(): boolean {
    const waiting = this.#posted - Atomics.load(this.#shared, HANDLED)
    while (this.#sizes.length > waiting) this.#bytes -= this.#sizes.shift() as number
    return !this.#ended && waiting < MAX_BATCHES && this.#bytes < MAX_BYTES
  }

  /**
   * Waits until it has dealt with some more batches. False if it has dealt with none in PATIENCE_MS: then the disk stands still,
   * and nobody waits for it again before it moves.
   */
  waitForRoom(): boolean {
    const before = Atomics.load(this.#shared, HANDLED)
    if (this.#ended || this.#stuckAt === before) return false
    // For several at a time: on a busy machine it takes long until a thread that was woken runs, and here one wakes the other.
    const wanted = Math.min(this.#posted, before + BATCHES_AT_ONCE)
    Atomics.store(this.#shared, WANTED, wanted)
    const until = performance.now() + PATIENCE_MS
    let handled = before
    for (let left = PATIENCE_MS; handled < wanted && left > 0; left = until - performance.now()) {
      waitForChange(this.#shared, HANDLED, handled, left)
      handled = Atomics.load(this.#shared, HANDLED)
    }
    this.#stuckAt = handled === before ? handled : undefined
    return handled !== before
  }

  /** Whether what it was given last could not be written. Known at once, too. */
  get isFailing(): boolean {
    return Atomics.load(this.#shared, FAILING) === 1
  }

  /** Gives it events of a page from `first` on; how many these are. `messageBytes`: what is kept of each message. */
  write(page: Page, first: number, attempt: number, messageBytes: number): number {
    const batch = encodeBatch(page, first, attempt, messageBytes)
    const { length } = batch.kept
    const size = batch.bytes.length + length * BYTES_OF_EVENT
    this.#posted++
    this.#sizes.push(size)
    this.#bytes += size
    this.#worker.postMessage(batch, memoryOf(batch))
    return length
  }

  limit(limits: RecordingLimits): void {
    this.#say({ type: 'limits', limits })
  }

  /** Resolves when all that it was given has been dealt with. */
  flush(): Promise<void> {
    if (this.#ended) return Promise.resolve()
    const token = ++this.#lastToken
    this.#worker.ref()
    return new Promise((resolve) => {
      this.#flushes.set(token, () => {
        if (this.#flushes.size <= 1 && !this.#ended) this.#worker.unref()
        resolve()
      })
      this.#say({ type: 'flush', token })
    })
  }

  /** What it has written, to be looked at. */
  past(): Past {
    const { port1, port2 } = new MessageChannel()
    this.#worker.postMessage({ type: 'serve', port: port2 }, [port2])
    return new RemotePast(this.#id, port1)
  }

  /** Resolves when everything is on the disk, or can't be, and nothing of the thread is left. */
  async end(ended: { at: string; events: number; t: number }): Promise<void> {
    this.#worker.ref()
    this.#say({ type: 'end', ended })
    const giveUp = setTimeout(() => void this.#worker.terminate(), PATIENCE_AT_END_MS)
    await this.#exited
    clearTimeout(giveUp)
  }

  #say(message: ToWriter): void {
    if (!this.#ended) this.#worker.postMessage(message)
  }

  #end(): void {
    this.#ended = true
    for (const resolve of this.#flushes.values()) resolve()
    this.#flushes.clear()
  }
}

/** Waits until a number is another, `ms` at most. */
function waitForChange(numbers: Int32Array, place: number, from: number, ms: number): void {
  try {
    Atomics.wait(numbers, place, from, ms)
  } catch {
    // A browser's main thread must not wait; Electron's may, so far.
  }
}
