import { Worker } from 'node:worker_threads'
import type { Found, TryRegexes } from '../../../shared/answers/rules'
import { workerFile } from '../../worker-file'
import { type Answer, type Job, PROGRESS, type WorkerData } from './regexes-messages'

/** A regular expression that has not come to an end after one to two of these, ms, has run away. */
export const LIMIT_MS = 250

type Outcome = Found | { ranAway: number } | undefined

interface Waiting extends Job {
  settle(outcome: Outcome): void
}

/**
 * Tries regular expressions in a thread of its own, one message after the other, for all sockets of a lab. One that runs away ends
 * with the thread, and another thread goes on with the next message.
 */
export class Regexes {
  #worker: Worker | undefined
  /** Threads that have been told to end, until they have. */
  readonly #ending = new Set<Promise<unknown>>()
  readonly #progress = new Int32Array(new SharedArrayBuffer(4 * Object.keys(PROGRESS).length))
  readonly #queue: Waiting[] = []
  #lastId = 0
  #watch: NodeJS.Timeout | undefined
  #disposed = false

  readonly try: TryRegexes = (sources, text) =>
    new Promise((settle) => {
      if (this.#disposed) return settle(undefined)
      this.#queue.push({ id: ++this.#lastId, sources, text, settle })
      if (this.#queue.length === 1) this.#next()
    })

  /** Resolves when no thread is left. What waits matches nothing. */
  async dispose(): Promise<void> {
    this.#disposed = true
    clearInterval(this.#watch)
    for (const { settle } of this.#queue.splice(0)) settle(undefined)
    await Promise.all([this.#worker?.terminate(), ...this.#ending])
  }

  /** Gives the thread the first message of the queue. */
  #next(): void {
    const job = this.#queue[0]
    if (!job) return
    const { id, sources, text } = job
    this.#running().postMessage({ id, sources, text } satisfies Job)
    let seen = -1
    this.#watch = setInterval(() => {
      const [begun, regex, done] = this.#progress
      // Not begun: a thread takes a while to start. Done: its answer waits for this one's turn.
      if (begun !== id || done === id) return
      if (regex === seen) this.#runAway(regex)
      else seen = regex ?? -1
    }, LIMIT_MS)
  }

  #running(): Worker {
    if (this.#worker) return this.#worker
    const worker = new Worker(workerFile('regexes'), {
      workerData: { progress: this.#progress.buffer } satisfies WorkerData,
    })
    worker.unref()
    worker.on('message', ({ id, found }: Answer) => {
      if (this.#queue[0]?.id === id) this.#settle(found)
    })
    const fell = () => {
      // What it was at has brought it down.
      if (this.#worker === worker) this.#runAway(this.#progress[PROGRESS.regex] ?? 0)
    }
    worker.on('error', fell)
    worker.on('exit', fell)
    this.#worker = worker
    return worker
  }

  #runAway(regex: number): void {
    const worker = this.#worker
    this.#worker = undefined
    if (worker) {
      const ended = worker.terminate().finally(() => this.#ending.delete(ended))
      this.#ending.add(ended)
    }
    this.#settle({ ranAway: regex })
  }

  #settle(outcome: Outcome): void {
    clearInterval(this.#watch)
    this.#queue.shift()?.settle(outcome)
    this.#next()
  }
}
