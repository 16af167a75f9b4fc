import type { MessagePort } from 'node:worker_threads'
import { LAB_CODES, type LabError, labError } from '../../../shared/errors'
import type { RecordingLimits } from '../../../shared/session'
import { servePast } from '../read/serve-past'
import { SessionIndex } from '../read/session-index'
import { SessionReader } from '../read/session-reader'
import { decodeBatch } from './batch'
import { FAILING, type FromWriter, HANDLED, type ToWriter, WANTED, type WriteData } from './protocol'
import { SessionWriter } from './session-writer'

/** How often what was written is seen to be on the disk, and its folder to be there still, ms. */
const LOOK_MS = 1000
/** What a file system says that can't do that. */
const NO_SYNC = ['EINVAL', 'ENOTSUP', 'ENOSYS']

/** The writing thread of a session: writes what comes over `port` until it is told that the lab has ended. */
export async function writeSession(port: MessagePort, data: WriteData): Promise<void> {
  // What comes meanwhile waits in the port.
  const index = data.continues ? await indexOf(data.folder) : new SessionIndex()
  const tell = (message: FromWriter) => port.postMessage(message)
  const writing = new Writing(data, index, tell)
  port.on('message', (message: ToWriter) => {
    void writing.take(message).then((isOver) => {
      if (isOver) port.close()
    })
  })
}

async function indexOf(folder: string): Promise<SessionIndex> {
  const reader = await SessionReader.open(folder)
  await reader.dispose()
  return reader.index
}

class Writing {
  readonly #data: WriteData
  readonly #tell: (message: FromWriter) => void
  readonly #writer: SessionWriter
  readonly #past: SessionReader
  readonly #ports: MessagePort[] = []
  #limits: RecordingLimits
  #started = false
  #failing = false
  #failures = 0
  #timer: NodeJS.Timeout | undefined

  constructor(data: WriteData, index: SessionIndex, tell: (message: FromWriter) => void) {
    this.#data = data
    this.#tell = tell
    this.#limits = data.limits
    this.#writer = new SessionWriter(data.folder, data, index, (of, limit) =>
      tell({ type: 'limited', of, limit }),
    )
    this.#past = SessionReader.live(data.folder, data.id, index)
    this.#timer = setInterval(() => void this.#look(), LOOK_MS)
    // As after a failure.
    if (!data.continues) return
    this.#started = true
    this.#failures = 1
    this.#failing = true
    tell({ type: 'continues', through: index.head })
  }

  /** Whether that was the end. */
  async take(message: ToWriter): Promise<boolean> {
    switch (message.type) {
      case 'batch':
        // What was on its way when it failed comes again.
        if (message.attempt === this.#failures) this.#attempt(() => this.#writer.write(decodeBatch(message)))
        this.#handled()
        return false
      case 'serve':
        this.#ports.push(message.port)
        servePast(this.#past, message.port)
        return false
      case 'limits':
        this.#limits = message.limits
        if (this.#writer.limit(message.limits)) this.#tell({ type: 'resumed' })
        return false
      case 'flush':
        this.#tell({ type: 'flushed', token: message.token })
        return false
      case 'end':
        clearInterval(this.#timer)
        await this.#writer.end(message.ended).catch((error: Error) => this.#fail(error))
        for (const port of this.#ports) port.close()
        this.#tell({ type: 'ended' })
        return true
    }
  }

  /** Whoever waits for so many batches goes on. */
  #handled(): void {
    const { shared } = this.#data
    const handled = Atomics.add(shared, HANDLED, 1) + 1
    if (handled >= Atomics.load(shared, WANTED)) Atomics.notify(shared, HANDLED)
  }

  #attempt(task: () => void): void {
    try {
      task()
    } catch (error) {
      this.#fail(error)
      return
    }
    if (this.#started && !this.#failing) return
    // What is left out is told again: to whoever looks, it all begins anew.
    if (this.#failing) this.#writer.limit(this.#limits)
    this.#tell({ type: this.#started ? 'resumed' : 'started' })
    this.#started = true
    this.#failing = false
    Atomics.store(this.#data.shared, FAILING, 0)
  }

  /** Said of the first time only: it is tried again and again. */
  #fail(error: unknown): void {
    const through = this.#writer.next - 1
    this.#failures++
    Atomics.store(this.#data.shared, FAILING, 1)
    this.#tell(
      this.#failing
        ? { type: 'failing', through }
        : { type: 'failed', error: notRecorded(this.#data.folder, error), through },
    )
    this.#failing = true
  }

  async #look(): Promise<void> {
    if (this.#failing) return
    try {
      this.#writer.look()
      const error = await this.#writer.sync()
      if (error && !NO_SYNC.includes(codeOf(error))) throw error
    } catch (error) {
      this.#fail(error)
    }
  }
}

export function notRecorded(folder: string, error: unknown): LabError {
  const message = error instanceof Error ? error.message : String(error)
  return labError(LAB_CODES.notRecorded, `the journal in ${folder}: ${message}`)
}

function codeOf(error: Error): string {
  return (error as NodeJS.ErrnoException).code ?? ''
}
