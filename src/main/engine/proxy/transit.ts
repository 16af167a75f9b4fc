/** How a stream ends: FIN; FIN and the descriptor with it; RST. */
export type Ending = 'shutdown' | 'close' | 'reset'

/** Bytes that were read in one go, or the end of them. */
export interface Item {
  /** What is left of them. Absent: the end. */
  bytes?: Uint8Array
  ending?: Ending
  /** `seq` of the event that brought it. */
  cause: number
  /** When it came, and its share of the jitter, from -1 to 1. */
  arrived: number
  draw: number
  /** When it was its turn: of an end that is passed on late. */
  turn?: number
}

/** After so many that have left, their places are given back. */
const WASTE = 1024

/** What is on its way in one direction, in its order. */
export class Transit {
  #items: Item[] = []
  #first = 0
  #bytes = 0

  get bytes(): number {
    return this.#bytes
  }

  get length(): number {
    return this.#items.length - this.#first
  }

  get next(): Item | undefined {
    return this.#items[this.#first]
  }

  /** An end is among it. */
  get isEnding(): boolean {
    return this.#items.at(-1)?.ending !== undefined && this.length > 0
  }

  add(item: Item): void {
    this.#items.push(item)
    this.#bytes += item.bytes?.length ?? 0
  }

  /** Takes up to `most` bytes of the next item, which has some. */
  take(item: Item, most: number): Uint8Array {
    const bytes = item.bytes as Uint8Array
    const isAll = bytes.length <= most
    const taken = isAll ? bytes : bytes.subarray(0, most)
    this.#bytes -= taken.length
    if (isAll) this.shift()
    else item.bytes = bytes.subarray(most)
    return taken
  }

  /** The next item has gone. */
  shift(): void {
    this.#first++
    if (this.#first < WASTE && this.length > 0) return
    this.#items = this.#items.slice(this.#first)
    this.#first = 0
  }

  /** Drops all bytes, and what ends them, too, if that is wanted. Gives how many bytes. */
  drop(endings = false): number {
    const dropped = this.#bytes
    this.#items = endings ? [] : this.#items.slice(this.#first).filter(({ ending }) => ending !== undefined)
    this.#first = 0
    this.#bytes = 0
    return dropped
  }
}
