import type { App } from 'electron'

/** Longest wait for the lab's end, ms: a peer that takes nothing must not keep the program open. */
const LONGEST_MS = 3000

export interface QuittingOptions<Question> {
  app: Pick<App, 'on' | 'quit'>
  /** On macOS the program lives on without a window. */
  mac: boolean
  /** What the person is to be asked before all of it ends; undefined if nothing is lost. */
  question: () => Question | undefined
  /** Resolves with whether the program shall quit. */
  ask: (question: Question) => Promise<boolean>
  /** Closes all that is open. */
  dispose: () => Promise<void>
  onFault: (fault: unknown) => void
}

/**
 * The end of the program: asks the person once where something is open, and closes all of it before the program ends. A signal
 * and the system's own end ask nobody.
 */
export class Quitting<Question> {
  readonly #options: QuittingOptions<Question>
  #state: 'running' | 'asking' | 'ending' | 'ended' = 'running'

  constructor(options: QuittingOptions<Question>) {
    this.#options = options
    options.app.on('before-quit', (event) => {
      if (this.#state === 'ended') return
      event.preventDefault()
      this.request()
    })
  }

  /** Whether the window may close now. If not, the person is asked, and the program ends with its window or keeps it. */
  mayCloseWindow(): boolean {
    if (this.#options.mac || this.#state === 'ending' || this.#state === 'ended') return true
    if (this.#state === 'running' && this.#options.question() === undefined) return true
    this.request()
    return false
  }

  /** The person wants to quit. While they are being asked, and while the lab ends, once is enough. */
  request(): void {
    if (this.#state !== 'running') return
    const question = this.#options.question()
    if (question === undefined) this.now()
    else void this.#ask(question)
  }

  /** Ends without a question. */
  now(): void {
    if (this.#state === 'ending' || this.#state === 'ended') return
    this.#state = 'ending'
    const { app, dispose, onFault } = this.#options
    void settle(dispose(), onFault).then(() => {
      this.#state = 'ended'
      app.quit()
    })
  }

  async #ask(question: Question): Promise<void> {
    this.#state = 'asking'
    const quits = await this.#options.ask(question).catch((fault) => {
      this.#options.onFault(fault)
      return true
    })
    // A signal may have come meanwhile.
    if (this.#state !== 'asking') return
    this.#state = 'running'
    if (quits) this.now()
  }
}

async function settle(task: Promise<void>, onFault: (fault: unknown) => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      onFault(new Error(`the lab was not closed within ${LONGEST_MS} ms`))
      resolve()
    }, LONGEST_MS)
  })
  try {
    await Promise.race([task, late])
  } catch (error) {
    onFault(error)
  } finally {
    clearTimeout(timer)
  }
}
