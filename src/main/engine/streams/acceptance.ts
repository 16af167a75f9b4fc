import { setImmediate as nextTurn } from 'node:timers/promises'
import { LAB_CODES, type LabError, labError } from '../../../shared/errors'
import type { Freezer, Held } from '../../freezer/freezer'
import type { ListeningHandle } from '../../freezer/messages'
import { asLabError, type Context } from '../context'

/** What of a listener is frozen and thawed. */
export interface Acceptor {
  readonly name: string
  readonly listening: boolean
  /** How many clients of this lab are connected to it, and not accepted. */
  readonly waiting: number
  /** Its handle, while it accepts. */
  handle(): ListeningHandle
  /** Closes its own handle: the copy in the freezer keeps the socket. */
  letGo(): void
  /** Accepts again with a handle that came back. False if listen(2) fails: its error is told as any other. */
  takeBack(handle: ListeningHandle): boolean
  /** It has just stopped accepting, or could not be thawed. */
  wasFrozen(): void
  /** Its socket is gone, though nobody asked for that. */
  wasLost(failed: number): void
}

/** What others ask of how a listener accepts. */
export interface Accepting {
  /** Nothing is accepted: the handle is away. */
  readonly frozen: boolean
  /** Nothing is accepted, nor will be before somebody does something. */
  readonly isAtRest: boolean
  /** True if the handle is here, and only here: then it can be closed within the call. */
  readonly isWhole: boolean
  /** Why it can't be done now; undefined if it can. */
  refuse(act: 'freeze' | 'thaw', platform?: NodeJS.Platform): LabError | undefined
  /** Stops accepting; `cause` is the command's `asked`. Resolves when it has, or has failed to. */
  freeze(cause: number): Promise<void>
  /** Accepts again. Resolves when it has accepted those of the lab's clients who waited, or has failed to. */
  thaw(cause: number): Promise<void>
  /** Closes the handle, wherever it is; the listener listens no more. Resolves when the socket is closed. */
  close(): Promise<void>
}

/** libuv keeps AcceptEx calls pending on a listening socket of Windows, and whoever holds a copy completes them. */
export const NOT_ON_WINDOWS = 'on Windows connections are accepted ahead by the system itself'

/**
 * Whether a listener accepts. While it does not, its handle is in the freezer: a process that keeps the socket open, so
 * that the kernel goes on filling its queue. Ends that were accepted before live on here.
 */
export class Acceptance implements Accepting {
  #phase: 'accepting' | 'freezing' | 'frozen' | 'thawing' = 'accepting'
  #held: Held | undefined
  /** What is under way; never rejects. */
  #moving: Promise<void> = Promise.resolve()

  constructor(
    private readonly context: Context,
    private readonly acceptor: Acceptor,
  ) {}

  get frozen(): boolean {
    return this.#phase === 'frozen' || this.#phase === 'thawing'
  }

  get isAtRest(): boolean {
    return this.#phase === 'frozen'
  }

  get isWhole(): boolean {
    return this.#phase === 'accepting'
  }

  refuse(act: 'freeze' | 'thaw', platform: NodeJS.Platform = process.platform): LabError | undefined {
    const { name, listening } = this.acceptor
    const no = (why: string, rest: Partial<LabError> = {}) =>
      labError(LAB_CODES.notPossible, `${name} ${why}`, { field: 'socket', ...rest })
    if (!listening) return no('is not listening')
    if (this.#phase === 'freezing') return no('is just being frozen')
    if (this.#phase === 'thawing') return no('is just being thawed')
    if (act === 'thaw') return this.#phase === 'frozen' ? undefined : no('is not frozen: it accepts')
    if (this.#phase === 'frozen') return no('is frozen already; thaw lets it accept again')
    if (platform !== 'win32') return undefined
    return no(`can’t be frozen: ${NOT_ON_WINDOWS}`, {
      advice: 'Use Linux or macOS to see the queue before accept.',
    })
  }

  freeze(cause: number): Promise<void> {
    this.#moving = this.#freeze(this.context.freezer, cause)
    return this.#moving
  }

  thaw(cause: number): Promise<void> {
    this.#moving = this.#thaw(cause)
    return this.#moving
  }

  async close(): Promise<void> {
    await this.#moving
    await this.#held?.close()
  }

  async #freeze(freezer: Freezer, cause: number): Promise<void> {
    const { acceptor } = this
    this.#phase = 'freezing'
    try {
      this.#held = await freezer.hold(acceptor.handle(), (error) => this.#lost(error, cause))
    } catch (error) {
      this.#phase = 'accepting'
      if (acceptor.listening) this.#fail(asLabError(error, 'listen'), cause)
      return
    }
    if (!acceptor.listening) return
    acceptor.letGo()
    this.#phase = 'frozen'
    this.context.record({ kind: 'frozen', socket: acceptor.name, cause })
    acceptor.wasFrozen()
  }

  async #thaw(cause: number): Promise<void> {
    const { acceptor } = this
    this.#phase = 'thawing'
    let handle: ListeningHandle
    try {
      handle = await (this.#held as Held).take()
    } catch (error) {
      const failure = asLabError(error, 'listen')
      this.#phase = 'frozen'
      if (!acceptor.listening) return
      if (failure.code === LAB_CODES.helper) this.#lost(failure, cause)
      else {
        this.#fail(failure, cause)
        acceptor.wasFrozen()
      }
      return
    }
    this.#held = undefined
    if (!acceptor.listening) {
      await new Promise<void>((resolve) => handle.close(resolve))
      return
    }
    this.#phase = 'accepting'
    if (!acceptor.takeBack(handle)) return
    this.context.record({ kind: 'thawed', socket: acceptor.name, cause })
    await this.#emptyQueue()
  }

  /**
   * Until the lab's clients that waited are accepted, one in each turn of libuv's loop: what is asked next finds them so. Some
   * never are, since the kernel kept nothing of them (SYN cookies): it goes on as long as there are fewer.
   */
  async #emptyQueue(): Promise<void> {
    let before = Number.POSITIVE_INFINITY
    for (let left = this.acceptor.waiting; left > 0 && left < before; left = this.acceptor.waiting) {
      before = left
      await nextTurn()
      await nextTurn()
    }
  }

  #fail(error: LabError, cause: number): number {
    return this.context.record({ kind: 'failed', socket: this.acceptor.name, cause, ...error }).seq
  }

  #lost(error: LabError, cause: number): void {
    this.#held = undefined
    if (this.acceptor.listening) this.acceptor.wasLost(this.#fail(error, cause))
  }
}
