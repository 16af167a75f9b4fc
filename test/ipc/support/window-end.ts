import { type Batch, BatchDecoder } from '../../../src/shared/codec'
import type { LabEvent } from '../../../src/shared/events'
import type { FeedMessage, ShowRequest, Snapshot } from '../../../src/shared/ipc'
import { emptyModel, type Model } from '../../../src/shared/model/model'
import { unpackModel } from '../../../src/shared/model/packed'
import { reduce } from '../../../src/shared/model/reduce'
import type { Travel } from '../../../src/shared/session'
import type { WorkState } from '../../../src/shared/work'

/** What a window makes of a feed, without a window. */
export class WindowEnd {
  model: Model = emptyModel()
  snapshots: (Omit<Snapshot, 'model'> & { model: Model })[] = []
  batches: Batch[] = []
  /** Since the newest snapshot. */
  events: LabEvent[] = []
  skipped = 0
  /** What was chosen in the native menu. */
  choices: string[] = []
  /** Files that it was to open, and as what. */
  opens: string[] = []
  openKinds: string[] = []
  /** What it was to show of notifications. */
  shows: ShowRequest[] = []
  /** What it was told of long work, each time. */
  works: WorkState[][] = []
  /** Everything that was said of where in the past it is. */
  news: (Travel | null)[] = []
  #decoder = new BatchDecoder()
  #waiting: { met: () => boolean; resolve: () => void }[] = []

  take = (data: unknown): void => {
    const message = data as FeedMessage
    if (message.type === 'menu') this.choices.push(message.id)
    else if (message.type === 'open') {
      this.opens.push(message.path)
      this.openKinds.push(message.kind)
    } else if (message.type === 'show') this.shows.push(message)
    else if (message.type === 'work') this.works.push(message.works)
    else if (message.type === 'travel') this.news.push(message.travel)
    else if (message.type === 'snapshot') {
      const model = unpackModel(message.model)
      this.snapshots.push({ ...message, model })
      this.model = structuredClone(model)
      this.events = []
    } else if (message.type === 'batch') {
      this.batches.push(message)
      this.skipped += message.skipped
      const rows = this.#decoder.read(message)
      for (let i = 0; i < rows.length; i++) {
        const event = rows.eventAt(i)
        this.events.push(event)
        reduce(this.model, event)
      }
    }
    this.#waiting = this.#waiting.filter(({ met, resolve }) => {
      if (met()) resolve()
      return !met()
    })
  }

  get lastBatch(): number {
    return this.batches.at(-1)?.id ?? 0
  }

  /** Where in the past it is; null for the lab as it is now. */
  get travel(): Travel | null {
    return this.news.at(-1) ?? null
  }

  /** Resolves when `met` holds after some message. */
  until(met: () => boolean): Promise<void> {
    if (met()) return Promise.resolve()
    return new Promise((resolve) => this.#waiting.push({ met, resolve }))
  }
}
