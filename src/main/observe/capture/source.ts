import type { CaptureRights } from '../../../shared/ipc'
import type { Lab } from '../../engine/lab'
import type { Source } from '../source'
import { captureRights } from './rights'
import { type CaptureOptions, Session } from './session'

export type { CaptureOptions } from './session'

/** Captured packets of a lab's and the watched ports, as a source of `segment`. Off until it is started. */
export class CaptureSource implements Source {
  readonly #lab: Lab
  readonly #options: CaptureOptions
  #session: Session | undefined

  constructor(lab: Lab, options: CaptureOptions = {}) {
    this.#lab = lab
    this.#options = options
  }

  /** Resolves when it captures. Throws LabFailure if it can't be had, which the log says, too. */
  async start(): Promise<void> {
    this.#session ??= this.#begin()
    await this.#session.began
  }

  /** Resolves when everything that was on its way is in the log. */
  async stop(): Promise<void> {
    await this.#session?.stop()
  }

  /** Whether it could be started. One that is on answers for itself. */
  async rights(): Promise<CaptureRights> {
    const by = this.#session?.by
    return by === undefined ? captureRights(this.#options.tools) : { allowed: true, tool: by, commands: [] }
  }

  /** Ends it without a word in the log. Resolves when nothing of it is left open. */
  async dispose(): Promise<void> {
    await this.#session?.abandon()
  }

  #begin(): Session {
    const session: Session = new Session(this.#lab, this.#options, () => {
      if (this.#session === session) this.#session = undefined
    })
    return session
  }
}
