import { deserialize, serialize } from 'node:v8'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Model, SocketModel } from '../../../shared/model/model'
import { type PackedModel, packModel, unpackModel } from '../../../shared/model/packed'
import { hashOf } from './blocks'

/** Least events between two snapshots. */
const MIN_INTERVAL = 4000
/** A snapshot takes up to twice as long for each socket as an event does to be written: so it is the smaller part of the work. */
const EVENTS_PER_SOCKET = 6
/** Memory for all of them, bytes. */
const MAX_BYTES = 8 * 1024 * 1024
/** How many sockets a group has, on average and at most. */
const GROUP = 64
const MAX_GROUP = 4 * GROUP

/** The model as it was before a block of the journal. */
export interface Snapshot {
  /** Events that are folded in. */
  events: number
  /** Index of the block that follows. */
  block: number
  /** Parts of the model; those in which nothing has changed from one snapshot to the next are the same for both. */
  parts: readonly Part[]
}

interface Part {
  /** Compressed. */
  data: Uint8Array
  /** How many snapshots have it. */
  uses: number
}

/** A part as it was last, and what it comes from. */
interface Known {
  raw: Buffer
  part: Part
}

/** Snapshots of the model, the denser the fewer events there are, so that the fold up to any moment is short. */
export class Snapshots {
  #kept: Snapshot[] = []
  #bytes = 0
  #interval = MIN_INTERVAL
  /** Parts of the newest one, by their keys. */
  #known = new Map<string, Known>()
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
    this.#kept.push({ events, block, parts: this.#parts(model) })
    while (this.#bytes > this.#maxBytes && this.#kept.length > 1) this.#thin()
  }

  /** The newest one with at most so many events; undefined if the fold begins with nothing. */
  before(events: number): Snapshot | undefined {
    return this.#kept.findLast((snapshot) => snapshot.events <= events)
  }

  #parts(model: Model): Part[] {
    const known = new Map<string, Known>()
    const parts = split(model).map(([key, content]) => {
      const raw = serialize(content)
      const last = this.#known.get(key)
      const part = last && raw.equals(last.raw) ? last.part : { data: compressed(raw), uses: 0 }
      if (part.uses++ === 0) this.#bytes += part.data.length
      known.set(key, { raw, part })
      return part
    })
    this.#known = known
    return parts
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
    for (const part of this.#kept[least]?.parts ?? []) if (--part.uses === 0) this.#bytes -= part.data.length
    this.#kept.splice(least, 1)
    // No need to take those that would have to go again soon.
    this.#interval = Math.max(this.#interval, shortest / 2)
  }
}

export function restore({ parts }: Snapshot): Model {
  const [rest, lists, ...sockets] = parts.map(({ data }) => deserialize(inflateRawSync(data)))
  return unpackModel({ ...rest, ...lists, sockets } as PackedModel)
}

/** What is told apart, with a key each: what changes with every event, what seldom does, and sockets in groups. */
function split(model: Model): [string, unknown][] {
  const { sockets, problems, contradicted, notes, versions, ...rest } = packModel(model, beginsGroup)
  const groups = sockets.map((group): [string, unknown] => [`of ${group.name.words[0]}`, group])
  return [['rest', rest], ['lists', { problems, contradicted, notes, versions }], ...groups]
}

/** By its name: whichever sockets come and go, groups elsewhere stay as they are. */
function beginsGroup({ name }: SocketModel, length: number): boolean {
  return hashOf(name) % GROUP === 0 || length >= MAX_GROUP
}

/** A copy: the memory behind what zlib gives is larger. */
function compressed(raw: Buffer): Uint8Array {
  return Uint8Array.from(deflateRawSync(raw, { level: 1 }))
}
