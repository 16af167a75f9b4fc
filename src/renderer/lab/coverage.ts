/** Seqs from `from` to `to`, both included. */
interface Range {
  from: number
  to: number
}

/**
 * In which parts of the log the window has every event about a socket, although events about others are missing there:
 * what it has asked for. Under the name `''`: every event that there is.
 */
export class Coverage {
  #ranges = new Map<string, Range[]>()
  #lostUpTo = 0

  add(name: string, from: number, to: number): void {
    this.#clip()
    if (to < from) return
    const ranges = this.#ranges.get(name) ?? []
    let joined: Range = { from, to }
    const apart = ranges.filter((range) => {
      if (range.to < joined.from - 1 || range.from > joined.to + 1) return true
      joined = { from: Math.min(range.from, joined.from), to: Math.max(range.to, joined.to) }
      return false
    })
    this.#ranges.set(name, [...apart, joined])
  }

  /** Whether all events about a socket are here whose seqs lie between these two, neither included. */
  covers(name: string, after: number, before: number): boolean {
    this.#clip()
    const has = (ranges: readonly Range[] | undefined) =>
      ranges?.some(({ from, to }) => from <= after + 1 && before - 1 <= to) ?? false
    return before - after <= 1 || has(this.#ranges.get(name)) || has(this.#ranges.get(''))
  }

  /** The ring has lost its oldest events up to this one. Costs nothing: it happens with every event that comes. */
  loseUpTo(seq: number): void {
    this.#lostUpTo = seq
  }

  /** Events after this one were taken away. */
  loseAfter(seq: number): void {
    for (const [name, ranges] of this.#ranges) {
      const left = ranges.filter(({ from }) => from <= seq)
      for (const range of left) range.to = Math.min(range.to, seq)
      this.#ranges.set(name, left)
    }
  }

  clear(): void {
    this.#ranges.clear()
  }

  #clip(): void {
    if (this.#lostUpTo === 0) return
    for (const [name, ranges] of this.#ranges) {
      const left = ranges.filter(({ to }) => to > this.#lostUpTo)
      for (const range of left) range.from = Math.max(range.from, this.#lostUpTo + 1)
      this.#ranges.set(name, left)
    }
    this.#lostUpTo = 0
  }
}
