import { Worker } from 'node:worker_threads'
import { workerFile } from '../../worker-file'
import type { Order, ReaderOptions, Report } from './protocol'
import type { Tool } from './tools'

/** How long the thread may take to end when it is asked to, ms. */
const PATIENCE_MS = 5000

/** The packet reader in its thread. The tools that it runs end with it. */
export class ReaderThread {
  readonly #worker: Worker
  readonly #end: Promise<void>
  #finished: () => void = () => {}

  constructor(options: ReaderOptions, onReport: (report: Report) => void) {
    this.#end = new Promise((resolve) => {
      this.#finished = resolve
    })
    this.#worker = new Worker(workerFile('packet-reader'), { workerData: options })
    this.#worker.on('message', (report: Report) => {
      if (report.type !== 'finished') onReport(report)
    })
    this.#worker.on('error', (error) => {
      onReport({ type: 'failed', id: 0, trouble: `the packet reader failed: ${error.message}` })
    })
    this.#worker.on('exit', () => this.#finished())
  }

  open(id: number, tool: Tool, args: string[]): void {
    this.#post({ type: 'open', id, tool, args })
  }

  /** Resolves when everything that was on its way has been reported; with `now`, without waiting for that. */
  async finish(now = false): Promise<void> {
    this.#post({ type: 'finish', now })
    const giveUp = setTimeout(() => void this.#worker.terminate(), PATIENCE_MS)
    await this.#end
    clearTimeout(giveUp)
  }

  #post(order: Order): void {
    this.#worker.postMessage(order)
  }
}
