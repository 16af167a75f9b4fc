import type { Direction, Disturbed } from '../../../shared/events'
import type { Context, Happening } from '../context'
import type { StreamEnd } from '../streams/stream-end'

/** What grows is told again after this time at the earliest, ms: bytes can come in floods. */
const AGAIN_MS = 100

type What = Pick<Disturbed, 'by' | 'bytes'> & { ending?: boolean; ms?: number }

/** Tells the log what a fault does in one direction: at once what is new, and now and then how it grows. */
export class Telling {
  #told: What | undefined
  #at = Number.NEGATIVE_INFINITY
  #newest: (() => void) | undefined
  #cancel: () => void = () => {}

  constructor(
    private readonly context: Context,
    private readonly from: StreamEnd,
    private readonly direction: Direction,
    /** Calls a task later, and gives what takes that back. */
    private readonly later: (ms: number, task: () => void) => () => void,
  ) {}

  /** What was told last. */
  get told(): What | undefined {
    return this.#told
  }

  /** Gives the event's `seq`. */
  now(what: What, cause: number | undefined): number {
    this.#cancel()
    this.#newest = undefined
    this.#told = what
    this.#at = performance.now()
    const { by, bytes, ending, ms } = what
    const event: Happening = {
      kind: 'disturbed',
      socket: this.from.name,
      direction: this.direction,
      by,
      bytes,
    }
    if (cause !== undefined) event.cause = cause
    if (ending) event.ending = true
    if (ms !== undefined) event.ms = ms
    return this.context.record(event).seq
  }

  /** The same goes on, with more bytes. Something else is told at once. */
  growing(what: What, cause: number | undefined): void {
    const { told } = this
    if (told?.by === what.by && told.bytes === what.bytes && told.ending === what.ending) return
    const wait = this.#at + AGAIN_MS - performance.now()
    if (told?.by !== what.by || told.ending !== what.ending || wait <= 0) {
      this.now(what, cause)
      return
    }
    const isWaiting = this.#newest !== undefined
    this.#newest = () => this.now(what, cause)
    if (!isWaiting) this.#cancel = this.later(wait, () => this.flush())
  }

  /** What waits to be told is told now. */
  flush(): void {
    this.#newest?.()
  }

  /** The next time is a new one. */
  forget(): void {
    this.flush()
    this.#told = undefined
  }
}
