import { deserialize, serialize } from 'node:v8'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Model } from '../../../shared/model/model'
import { type PackedModel, packModel, unpackModel } from '../../../shared/model/packed'

/** Least events between two snapshots. */
const MIN_INTERVAL = 2000
/** A snapshot takes about as long for each socket as an event does to be written: so it is a small part of the work. */
const EVENTS_PER_SOCKET = 4
/** Memory for all of them, bytes. */
const MAX_BYTES = 16 * 1024 * 1024

/** The model as it was before a block of the journal. */
export interface Snapshot {
  /** Events that are folded in. */
  events: number
  /** Index of the block that follows. */
  block: number
  data: Uint8Array
}

/** Snapshots of the model, the denser the fewer events there are, so that the fold up to any moment is short. */
export class Snapshots {
  #kept: Snapshot[] = []
  #bytes = 0
  #interval = MIN_INTERVAL
  readonly #maxBytes: number

  constructor(maxBytes = MAX_BYTES) {
    this.#maxBytes = maxBytes
  }

  /** Memory, bytes. */
  get bytes(): number {
    return this.#bytes
  }

  /** Is told of the model right before each block; takes a snapshot of it when it is time for one. */
  offer(model: Model, events: number, block: number): void {
    const interval = Math.max(this.#interval, model.sockets.size * EVENTS_PER_SOCKET)
    if (events - (this.#kept.at(-1)?.events ?? 0) < interval) return
    // A copy: the memory behind what zlib gives is larger.
    const data = Uint8Array.from(deflateRawSync(serialize(packModel(model)), { level: 1 }))
    this.#kept.push({ events, block, data })
    this.#bytes += data.length
    while (this.#bytes > this.#maxBytes && this.#kept.length > 1) this.#thin()
  }

  /** The newest one with at most so many events; undefined if the fold begins with nothing. */
  before(events: number): Snapshot | undefined {
    return this.#kept.findLast((snapshot) => snapshot.events <= events)
  }

  /** Drops the one that is missed least: without it, the fold from the one before goes least far. */
  #thin(): void {
    let least = 0
    let shortest = Number.POSITIVE_INFINITY
    // Never the newest one: those who look at an open lab stay near its end.
    for (let i = 0; i < this.#kept.length - 1; i++) {
      const span = (this.#kept[i + 1]?.events ?? 0) - (this.#kept[i - 1]?.events ?? 0)
      if (span < shortest) [least, shortest] = [i, span]
    }
    this.#bytes -= this.#kept[least]?.data.length ?? 0
    this.#kept.splice(least, 1)
    // No need to take those that would have to go again soon.
    this.#interval = Math.max(this.#interval, shortest / 2)
  }
}

export function restore({ data }: Snapshot): Model {
  return unpackModel(deserialize(inflateRawSync(data)) as PackedModel)
}
