import type { LabEvent } from '../../../shared/events'
import { emptyModel, type Model } from '../../../shared/model/model'
import { reduce } from '../../../shared/model/reduce'
import type { LessonMark, Overview } from '../../../shared/session'
import { lessonMark, MOST_MARKS } from '../lesson-marks'
import { Blocks } from './blocks'
import { Course } from './course'
import { Snapshots } from './snapshots'

/**
 * What has to be known of a journal to find any moment of it quickly. It is fed with every event in the order of `seq`, by
 * the writer as it writes and by the reader as it scans, and keeps none of them: a few bytes of each block of events, and
 * snapshots of the model within a bound.
 */
export class SessionIndex {
  /** The fold of all events so far. Belongs to the index. */
  readonly model: Model = emptyModel()
  readonly blocks = new Blocks()
  readonly snapshots: Snapshots
  /** Where lessons began, showed a step, or ended. */
  readonly lessons: LessonMark[] = []
  readonly #course = new Course()
  #first = 0
  #bytes = 0

  /** `snapshotBytes`: memory for snapshots, bytes. Default 8 MiB. */
  constructor({ snapshotBytes }: { snapshotBytes?: number } = {}) {
    this.snapshots = new Snapshots(snapshotBytes)
  }

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
    if (this.blocks.isFull) this.snapshots.offer(this.model, this.blocks.events, this.blocks.length)
    this.blocks.take(event, offset, length)
    this.#bytes = offset + length
    reduce(this.model, event)
    const mark = lessonMark(event)
    if (mark && this.lessons.length < MOST_MARKS) this.lessons.push(mark)
    const { kind, seq } = event
    this.#course.take(seq, this.model.t, { isState: kind === 'state', isFailure: kind === 'failed' })
  }

  overview(buckets: number): Overview {
    const { first, head } = this
    return { first, head, ...this.#course.buckets(buckets, head), notes: this.model.notes }
  }
}
