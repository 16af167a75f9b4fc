import { Worker } from 'node:worker_threads'
import { LAB_CODES, type LabError, labError } from '../../../shared/errors'
import type { LocalListener } from '../../../shared/ipc'
import { SMALL_HEAP } from '../../heap'
import { workerFile } from '../../worker-file'
import type { FromReader, ReaderData, ToReader } from './messages'

/** What the thread tells by itself. */
export type News = Exclude<FromReader, { type: 'looked' | 'listeners' }>

/** The thread that reads the tables. */
export class TablesThread {
  readonly #worker: Worker
  readonly #answers = new Map<number, (answer?: FromReader) => void>()
  #lastToken = 0
  #ended = false

  /** `onNews`: first of all `ready` or `trouble`; nothing more after `trouble`, or `end`. */
  constructor(workerData: ReaderData, onNews: (news: News) => void) {
    const tell = (news: News) => {
      if (this.#ended) return
      if (news.type === 'trouble') void this.end()
      onNews(news)
    }
    this.#worker = new Worker(workerFile('kernel-reader'), { workerData, resourceLimits: SMALL_HEAP })
    // It is no reason for the program to go on.
    this.#worker.unref()
    this.#worker.on('message', (message: FromReader) => {
      if (message.type !== 'looked' && message.type !== 'listeners') return tell(message)
      this.#answers.get(message.token)?.(message)
      this.#answers.delete(message.token)
    })
    // A fault of the program's, or of its runtime: the lab goes on without.
    this.#worker.on('error', (fault) => tell({ type: 'trouble', error: fell(fault.message) }))
    this.#worker.on('exit', () => tell({ type: 'trouble', error: fell('it has ended') }))
  }

  say(message: ToReader): void {
    if (!this.#ended) this.#worker.postMessage(message)
  }

  /** Resolves when the tables have been read once more, or never will be. */
  async look(): Promise<void> {
    await this.#request('look')
  }

  /** What listens on this machine. */
  async listeners(): Promise<LocalListener[]> {
    const answer = await this.#request('listeners')
    return answer?.type === 'listeners' ? answer.listeners : []
  }

  /** Resolves when nothing of it is left. */
  async end(): Promise<void> {
    this.#ended = true
    for (const answer of this.#answers.values()) answer()
    this.#answers.clear()
    await this.#worker.terminate()
  }

  #request(type: 'look' | 'listeners'): Promise<FromReader | undefined> {
    if (this.#ended) return Promise.resolve(undefined)
    const token = ++this.#lastToken
    return new Promise((resolve) => {
      this.#answers.set(token, resolve)
      this.say({ type, token })
    })
  }
}

function fell(message: string): LabError {
  return labError(LAB_CODES.internal, `the thread that reads the kernel's tables: ${message}`)
}
