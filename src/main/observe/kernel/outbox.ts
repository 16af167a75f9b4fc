import type { ToReader, Wanted } from './messages'

type Batch = Extract<ToReader, { type: 'track' | 'release' | 'drop' }>

/** What the thread is to be told of ends, gathered for a turn of the event loop: thousands can come in one. In order. */
export class Outbox {
  #batches: Batch[] = []
  #waiting: NodeJS.Immediate | undefined

  constructor(private readonly send: (batch: Batch) => void) {}

  track(end: Wanted): void {
    const last = this.#batches.at(-1)
    if (last?.type === 'track') last.ends.push(end)
    else this.#begin({ type: 'track', ends: [end] })
  }

  tell(type: 'release' | 'drop', id: number): void {
    const last = this.#batches.at(-1)
    if (last?.type === type) last.ids.push(id)
    else this.#begin({ type, ids: [id] })
  }

  /** At once, before something else is said. */
  flush(): void {
    clearImmediate(this.#waiting)
    this.#waiting = undefined
    for (const batch of this.#batches.splice(0)) this.send(batch)
  }

  clear(): void {
    this.#batches = []
  }

  #begin(batch: Batch): void {
    this.#batches.push(batch)
    this.#waiting ??= setImmediate(() => this.flush())
  }
}
