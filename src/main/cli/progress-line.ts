import { formatBytes } from '../../shared/bytes'
import type { Io } from './output'

/** What takes less is done before anybody has read how far it is, ms. */
const FROM_MS = 300
/** So often at most, ms. */
const EVERY_MS = 100
/** Back to the beginning of the line, and away with what is there. */
const CLEAR = '\r\u001b[K'

/** How far long work is, in one line of a terminal that is written over and gone at the end; nothing where nobody looks. */
export class ProgressLine {
  readonly #stream: Io['stderr'] | undefined
  readonly #what: string
  #nextAt = performance.now() + FROM_MS
  #isShown = false

  /** `what`: what is done, in a word or two. */
  constructor(stream: Io['stderr'], what: string) {
    this.#stream = stream.isTTY ? stream : undefined
    this.#what = what
  }

  /** `share`: 0 to 1, of so many `bytes`. */
  tell = (share: number, bytes?: number): void => {
    const now = performance.now()
    if (!this.#stream || now < this.#nextAt) return
    this.#nextAt = now + EVERY_MS
    this.#isShown = true
    const percent = `${Math.floor(share * 100)}`.padStart(3)
    const amount = bytes === undefined ? '' : `  ${formatBytes(share * bytes)} of ${formatBytes(bytes)}`
    this.#stream.write(`${CLEAR}${this.#what} ${percent} %${amount}`)
  }

  /** To be called before anything else is written there. */
  clear(): void {
    if (this.#isShown) this.#stream?.write(CLEAR)
    this.#isShown = false
  }
}
