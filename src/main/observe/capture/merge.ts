import type { TcpHeader } from './packet'

/** A packet as the tool wrote it: the first bytes of `length`. */
export interface Packet {
  /** Link type of pcap. */
  link: number
  length: number
  data: Uint8Array
}

/** A segment that one of several tools has seen. */
export interface Sighting {
  /** Which tool. */
  by: number
  t: number
  header: TcpHeader
  packet: Packet
}

/** Each tool stamps a packet by itself: what two of them say of one differs by less than this, ms. */
const SLACK_MS = 1

/**
 * Tells which of the segments that several tools see are new. A segment is known by what is in it: what a tool saw as its
 * second of a kind is the second of that kind for all. Tools see the same from the moment the later one is started until
 * the earlier one has ended, but tell of it whenever they come to it: so all is taken from that start, and the one that
 * stays is not believed before it has come to what the other one has told last.
 */
export class Merger {
  readonly #told = new Map<string, number>()
  readonly #seen = new Map<string, number>()
  #newest = Number.NEGATIVE_INFINITY

  /** `alone`: no other tool runs, or is about to. */
  isNew({ by, t, header }: Omit<Sighting, 'packet'>, alone: boolean): boolean {
    if (alone) {
      if (t > this.#newest + SLACK_MS) this.#forget()
      if (this.#told.size === 0) return true
    }
    const kind = kindOf(header)
    const own = `${by} ${kind}`
    const count = (this.#seen.get(own) ?? 0) + 1
    this.#seen.set(own, count)
    if (count <= (this.#told.get(kind) ?? 0)) return false
    this.#told.set(kind, count)
    this.#newest = Math.max(this.#newest, t)
    return true
  }

  #forget(): void {
    if (this.#told.size === 0) return
    this.#told.clear()
    this.#seen.clear()
    this.#newest = Number.NEGATIVE_INFINITY
  }
}

function kindOf(header: TcpHeader): string {
  const { from, to, sequence, acknowledgement, flags, window, bytes, id } = header
  return `${from} ${to} ${sequence} ${acknowledgement} ${flags} ${window} ${bytes} ${id}`
}
