interface Entry<T> {
  at: number
  of: T
}

/** What is due when, soonest first: a binary heap, since thousands wait and each comes again and again. */
export class DueQueue<T> {
  #heap: Entry<T>[] = []

  get size(): number {
    return this.#heap.length
  }

  /** When the next one is due; undefined if there is none. */
  get next(): number | undefined {
    return this.#heap[0]?.at
  }

  clear(): void {
    this.#heap = []
  }

  add(of: T, at: number): void {
    const heap = this.#heap
    let i = heap.length
    while (i > 0) {
      const parent = (i - 1) >> 1
      const above = heap[parent] as Entry<T>
      if (above.at <= at) break
      heap[i] = above
      i = parent
    }
    heap[i] = { at, of }
  }

  /** Takes the one that is due next. */
  take(): T | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (!first || !last || heap.length === 0) return first?.of
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && (heap[child + 1] as Entry<T>).at < (heap[child] as Entry<T>).at) child++
      const below = heap[child] as Entry<T>
      if (below.at >= last.at) break
      heap[i] = below
      i = child
    }
    heap[i] = last
    return first.of
  }
}
