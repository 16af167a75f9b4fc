import type { Batch } from '../../shared/codec'
import type { Snapshot } from '../../shared/ipc'
import type { Model } from '../../shared/model/model'
import type { Travel } from '../../shared/session'

/** A snapshot as it was taken from its port. */
export interface TakenSnapshot extends Omit<Snapshot, 'model'> {
  model: Model
}

/**
 * A moment that was announced, and what has come of it. Between the announcement and its last event there is nothing that
 * anybody has asked to see, so it all waits here.
 */
export class Arrival {
  readonly messages: (TakenSnapshot | Batch)[] = []
  #reached: number
  /** `seq` of its newest event; undefined until the first snapshot of the lab as it is now says how far that goes. */
  #goal: number | undefined

  /** `from`: `seq` of the newest event that is shown so far. */
  constructor(
    readonly travel: Travel | null,
    from: number,
  ) {
    this.#reached = from
    this.#goal = travel?.at
  }

  add(message: TakenSnapshot | Batch): void {
    this.messages.push(message)
    if (message.type === 'snapshot') {
      this.#reached = message.model.seq
      this.#goal ??= message.head
    } else this.#reached = message.seq[message.n - 1] ?? this.#reached
  }

  /** All of it is here. The lab as it is now may have gone on. */
  get complete(): boolean {
    if (this.#goal === undefined) return false
    return this.travel ? this.#reached === this.#goal : this.#reached >= this.#goal
  }
}
