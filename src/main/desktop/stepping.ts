import type { StepGate } from '../scenario/runner'

/** Before each step it waits until the person goes on; or it lets everything pass. */
export class Stepping implements StepGate {
  readonly #onWaiting: (step: number) => void
  #all: boolean
  #release: (() => void) | undefined

  /** `onWaiting` is told which step waits for the person. */
  constructor(mode: 'all' | 'step', onWaiting: (step: number) => void) {
    this.#all = mode === 'all'
    this.#onWaiting = onWaiting
  }

  before(step: number): Promise<void> | undefined {
    if (this.#all) return undefined
    this.#onWaiting(step)
    return new Promise((resolve) => {
      this.#release = resolve
    })
  }

  /** Lets the step that waits be taken; false if none does. */
  next(): boolean {
    const release = this.#release
    this.#release = undefined
    release?.()
    return release !== undefined
  }

  /** Holds nothing back from now on; false if it didn't before. */
  all(): boolean {
    const held = !this.#all
    this.#all = true
    this.next()
    return held
  }
}
