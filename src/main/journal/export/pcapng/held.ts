/** Things that wait to be written, and leave in the order of time: a binary heap. */
export class Held<T extends { t: number; order: number }> {
  readonly #heap: T[] = []

  get size(): number {
    return this.#heap.length
  }

  put(item: T): void {
    const heap = this.#heap
    let at = heap.push(item) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!isBefore(item, heap[parent] as T)) break
      heap[at] = heap[parent] as T
      at = parent
    }
    heap[at] = item
  }

  /** Takes the earliest one; of several of the same moment, the one with the lowest order. */
  take(): T | undefined {
    const heap = this.#heap
    const [first] = heap
    const last = heap.pop()
    if (last === undefined || first === last) return first
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && isBefore(heap[child + 1] as T, heap[child] as T)) child++
      if (!isBefore(heap[child] as T, last)) break
      heap[at] = heap[child] as T
      at = child
    }
    heap[at] = last
    return first
  }
}

interface Placed {
  t: number
  order: number
}

function isBefore(one: Placed, two: Placed): boolean {
  return one.t < two.t || (one.t === two.t && one.order < two.order)
}
