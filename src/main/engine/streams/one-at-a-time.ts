import { LAB_CODES, type LabError, labError } from '../../../shared/errors'
import type { Held } from '../../freezer/freezer'
import type { ListeningHandle } from '../../freezer/messages'
import { asLabError, type Context } from '../context'
import { type Accepting, type Acceptor, NOT_ON_WINDOWS } from './acceptance'

/**
 * Accepts one connection, and no other before that is closed, as a loop of blocking calls does: who comes meanwhile waits in the
 * kernel's queue. A copy of the handle is always in the freezer, so that this process can close its own within the very call in
 * which it learns of a connection, before libuv accepts another one; for the next it gets a copy of that copy.
 */
export class OneAtATime implements Accepting {
  #held: Held | undefined
  /** This process has a handle of its own, and accepts. */
  #accepts = true
  /** The copy is on its way to the freezer, or there: the kernel keeps the socket without this process's handle. */
  #isKept = false
  #serving = false
  /** Frozen by hand, or since no handle could be had. */
  #frozen = false
  /** What is under way; never rejects. */
  #moving: Promise<void> = Promise.resolve()
  #closed = false
  /** `seq` of its `listening`. */
  #cause = 0

  constructor(
    private readonly context: Context,
    private readonly acceptor: Acceptor,
  ) {}

  /** Why a listener can't serve so here; undefined if it can. */
  static refuse(platform: NodeJS.Platform = process.platform): LabError | undefined {
    if (platform !== 'win32') return undefined
    return labError(LAB_CODES.notPossible, `one at a time can’t be had: ${NOT_ON_WINDOWS}`, {
      field: 'serve',
      advice: 'Use Linux or macOS to see the queue before accept.',
    })
  }

  /** It listens; `cause` is its `listening`. Resolves when it accepts, or has failed to. */
  begin(cause: number): Promise<void> {
    this.#cause = cause
    this.#moving = this.#begin()
    return this.#moving
  }

  get frozen(): boolean {
    return this.#serving || this.#frozen
  }

  get isAtRest(): boolean {
    return this.frozen
  }

  get isWhole(): boolean {
    return false
  }

  /** A connection is being accepted, within the call in which Node tells of it. */
  accepting(): void {
    this.#serving = true
    this.#letGo()
  }

  /** The connection's end is there, and paired. */
  accepted(): void {
    this.acceptor.wasFrozen()
  }

  /** All ends that it had accepted are closed. */
  freed(): void {
    this.#serving = false
    if (!this.#frozen) this.#accept()
  }

  refuse(act: 'freeze' | 'thaw'): LabError | undefined {
    const { name, listening } = this.acceptor
    const no = (why: string) => labError(LAB_CODES.notPossible, `${name} ${why}`, { field: 'socket' })
    if (!listening) return no('is not listening')
    if (act === 'freeze') {
      return this.#frozen ? no('is frozen already; thaw lets it accept again') : undefined
    }
    if (this.#frozen) return undefined
    return this.#serving
      ? no(
          'is not frozen: it serves one client at a time, and accepts the next one when the connection that it serves is closed',
        )
      : no('is not frozen: it accepts')
  }

  async freeze(cause: number): Promise<void> {
    this.#frozen = true
    this.#letGo()
    this.context.record({ kind: 'frozen', socket: this.acceptor.name, cause })
    this.acceptor.wasFrozen()
  }

  thaw(cause: number): Promise<void> {
    this.#frozen = false
    this.context.record({ kind: 'thawed', socket: this.acceptor.name, cause })
    if (!this.#serving) this.#accept()
    return this.#moving
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#moving
    await this.#held?.close()
  }

  /** Closes this process's own handle, as soon as another one keeps the socket. */
  #letGo(): void {
    if (!this.#accepts || !this.#isKept) return
    this.#accepts = false
    this.acceptor.letGo()
  }

  async #begin(): Promise<void> {
    const { acceptor, context } = this
    const onSent = () => {
      if (!acceptor.listening) return
      this.#isKept = true
      // Before anything is accepted, or a second one.
      this.#letGo()
    }
    try {
      this.#held = await context.freezer.hold(acceptor.handle(), (error) => this.#lost(error), onSent)
    } catch (error) {
      if (this.#closed) return
      if (this.#accepts) acceptor.letGo()
      this.#accepts = false
      acceptor.wasLost(this.#fail(asLabError(error, 'listen')))
      return
    }
    if (!this.#serving && !this.#frozen) await this.#takeCopy()
  }

  #accept(): void {
    const before = this.#moving
    this.#moving = before.then(() => this.#takeCopy())
  }

  async #takeCopy(): Promise<void> {
    if (!this.#wantsToAccept) return
    let handle: ListeningHandle
    try {
      handle = await (this.#held as Held).copy()
    } catch (error) {
      const failure = asLabError(error, 'listen')
      // That the freezer is gone, `onLost` tells.
      if (!this.acceptor.listening || failure.code === LAB_CODES.helper) return
      await this.freeze(this.#fail(failure))
      return
    }
    if (!this.#wantsToAccept) {
      await new Promise<void>((resolve) => handle.close(resolve))
      return
    }
    this.#accepts = true
    if (this.acceptor.takeBack(handle)) return
    // The error has been told.
    this.#accepts = false
    await this.freeze(this.#cause)
  }

  get #wantsToAccept(): boolean {
    return !this.#serving && !this.#frozen && !this.#accepts && !this.#closed && this.#held !== undefined
  }

  #fail(error: LabError): number {
    const { name: socket } = this.acceptor
    return this.context.record({ kind: 'failed', socket, cause: this.#cause, ...error }).seq
  }

  /** The freezer has ended. While this process has a handle of its own, the socket lives on, and another freezer keeps it. */
  #lost(error: LabError): void {
    this.#held = undefined
    this.#isKept = false
    if (!this.acceptor.listening) return
    const failed = this.#fail(error)
    if (this.#accepts) void this.begin(this.#cause)
    else this.acceptor.wasLost(failed)
  }
}
