import type { LabEvent } from '../../../shared/events'
import { emptyModel, type Model } from '../../../shared/model/model'
import { reduce } from '../../../shared/model/reduce'

/**
 * What has to be known of a journal to find any moment of it quickly. It is fed with every event in the order of `seq`, by
 * the writer as it writes and by the reader as it scans, and keeps none of them.
 */
export class SessionIndex {
  /** The fold of all events so far. Belongs to the index. */
  readonly model: Model = emptyModel()
  #first = 0
  #bytes = 0

  /** `seq` of the first event; 0 if there is none. */
  get first(): number {
    return this.#first
  }

  /** `seq` of the newest event; 0 if there is none. */
  get head(): number {
    return this.model.seq
  }

  /** The largest `t`, ms. */
  get end(): number {
    return this.model.t
  }

  /** Bytes of events.ndjson up to the end of the newest event's line. */
  get bytes(): number {
    return this.#bytes
  }

  /** Takes the event whose line is at `offset` of events.ndjson, `length` bytes with its line feed. */
  take(event: LabEvent, offset: number, length: number): void {
    if (this.#first === 0) this.#first = event.seq
    this.#bytes = offset + length
    reduce(this.model, event)
  }
}
