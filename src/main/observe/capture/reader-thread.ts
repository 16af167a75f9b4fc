import { Worker } from 'node:worker_threads'
import { workerFile } from '../../worker-file'
import type { Order, ReaderOptions, Report } from './protocol'
import type { Tool } from './tools'

/** How long the thread may take to end when it is asked to, ms. */
const PATIENCE_MS = 5000

/** The packet reader in its thread, and the tools that it runs. */
export class ReaderThread {
  readonly #worker: Worker
  readonly #onReport: (report: Report) => void
  /** Tools that run: a thread that dies takes none of them with it. */
  readonly #pids = new Set<number>()
  readonly #killAll = () => {
    for (const pid of this.#pids) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {}
    }
  }
  #finished: () => void = () => {}
  readonly #end: Promise<void>
  #over = false

  constructor(options: ReaderOptions, onReport: (report: Report) => void) {
    this.#onReport = onReport
    this.#end = new Promise((resolve) => {
      this.#finished = resolve
    })
    this.#worker = new Worker(workerFile('packet-reader'), { workerData: options })
    this.#worker.on('message', (report: Report) => this.#take(report))
    this.#worker.on('error', (error) => {
      this.#onReport({ type: 'failed', id: 0, trouble: `the packet reader failed: ${error.message}` })
    })
    this.#worker.on('exit', () => this.#close())
    process.once('exit', this.#killAll)
  }

  open(id: number, tool: Tool, args: string[]): void {
    this.#post({ type: 'open', id, tool, args })
  }

  /** Resolves when everything that was on its way has been reported. */
  async finish(): Promise<void> {
    this.#post({ type: 'finish', now: false })
    await this.#ended()
  }

  /** Ends the tools and the thread without waiting for what they still have. */
  abandon(): void {
    this.#post({ type: 'finish', now: true })
    void this.#ended()
  }

  async #ended(): Promise<void> {
    const giveUp = setTimeout(() => void this.#worker.terminate(), PATIENCE_MS)
    await this.#end
    clearTimeout(giveUp)
  }

  #post(order: Order): void {
    if (!this.#over) this.#worker.postMessage(order)
  }

  #take(report: Report): void {
    if (report.type === 'spawned') this.#pids.add(report.pid)
    else if (report.type === 'exited') this.#pids.delete(report.pid)
    else if (report.type === 'finished') this.#finished()
    else this.#onReport(report)
  }

  #close(): void {
    this.#over = true
    this.#killAll()
    this.#pids.clear()
    process.off('exit', this.#killAll)
    this.#finished()
  }
}
