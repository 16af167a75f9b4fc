import { setImmediate } from 'node:timers/promises'

/** How long one piece of work may keep others of its thread waiting, ms. */
const SLICE_MS = 10

/** Long work in slices, so that whatever else its thread has to do goes on. */
export class Slices {
  #since = performance.now()

  /** Whether it is time to `pause`. */
  get isOver(): boolean {
    return performance.now() - this.#since >= SLICE_MS
  }

  async pause(): Promise<void> {
    await setImmediate()
    this.#since = performance.now()
  }
}
