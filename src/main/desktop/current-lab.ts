import { randomUUID } from 'node:crypto'
import { LAB_CODES, LabFailure, labError } from '../../shared/errors'
import type { Lab } from '../engine/lab'
import type { Disposable } from '../engine/log/log'

/** What somebody has begun for one lab, and ends with it. */
type Use = (lab: Lab, id: string) => Disposable | undefined

/**
 * The lab that is open. Another can take its place, with a log of its own: whoever works with the lab asks here for the
 * present one, or follows it from one to the next.
 */
export class CurrentLab {
  readonly #make: () => Lab
  readonly #onFault: (fault: unknown) => void
  #lab: Lab
  #id = randomUUID() as string
  readonly #followers = new Map<Use, Disposable | undefined>()
  readonly #endings = new Set<() => Promise<void> | void>()
  #renewal: Promise<void> | undefined
  #disposed: Promise<void> | undefined

  /** `onFault` is told of what goes wrong in those who follow the lab: no lab stays open for that. */
  constructor(make: () => Lab, onFault: (fault: unknown) => void = () => {}) {
    this.#make = make
    this.#onFault = onFault
    this.#lab = make()
  }

  get lab(): Lab {
    return this.#lab
  }

  /** Tells this lab from every other, of this start and of all others. */
  get id(): string {
    return this.#id
  }

  /** Resolves when a lab is open: at once, unless one takes the other's place just now. */
  get ready(): Promise<void> {
    return this.#renewal ?? Promise.resolve()
  }

  /** Calls `use` with the lab that is open, and with each that comes; what it gives is disposed when that lab has ended. */
  follow(use: Use): void {
    this.#followers.set(use, use(this.#lab, this.#id))
  }

  /** Calls `ending`, and waits for it, each time before a lab ends. In the order in which they were given. */
  beforeEnd(ending: () => Promise<void> | void): void {
    this.#endings.add(ending)
  }

  /** Closes everything and begins another lab. Resolves when it is open; two at a time are one. */
  renew(): Promise<void> {
    if (this.#disposed) throw new LabFailure(labError(LAB_CODES.disposed, 'the program is about to end'))
    this.#renewal ??= this.#replace().finally(() => {
      this.#renewal = undefined
    })
    return this.#renewal
  }

  /** Closes everything for good. Resolves when nothing is left open. */
  dispose(): Promise<void> {
    this.#disposed ??= this.#end()
    return this.#disposed
  }

  async #replace(): Promise<void> {
    await this.#close()
    this.#lab = this.#make()
    this.#id = randomUUID()
    for (const use of this.#followers.keys()) {
      this.#guarded(() => this.#followers.set(use, use(this.#lab, this.#id)))
    }
  }

  async #end(): Promise<void> {
    await this.#renewal
    await this.#close()
  }

  /** Before another is made: it may want the same ports. */
  async #close(): Promise<void> {
    for (const ending of this.#endings) {
      try {
        await ending()
      } catch (fault) {
        this.#onFault(fault)
      }
    }
    await this.#lab.dispose()
    for (const [use, used] of this.#followers) {
      this.#guarded(() => used?.dispose())
      this.#followers.set(use, undefined)
    }
  }

  #guarded(task: () => void): void {
    try {
      task()
    } catch (fault) {
      this.#onFault(fault)
    }
  }
}
