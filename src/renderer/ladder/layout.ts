/** How far apart things are drawn: px, and ms. */
export interface Scale {
  /** Height of a row. */
  row: number
  /** Between two rows that are just not `breakMs` apart; less for less time. */
  gap: number
  /** A longer pause is cut: it is drawn as a break of `cut` px that says how long it was. */
  breakMs: number
  cut: number
  /** Whether words fit into a row. */
  words: boolean
}

/** From the whole of a long connection to a single handshake. */
export const SCALES: readonly Scale[] = [
  { row: 5, gap: 2, breakMs: 10_000, cut: 14, words: false },
  { row: 11, gap: 4, breakMs: 2000, cut: 16, words: false },
  { row: 21, gap: 8, breakMs: 500, cut: 18, words: true },
  { row: 26, gap: 14, breakMs: 200, cut: 20, words: true },
  { row: 38, gap: 36, breakMs: 50, cut: 24, words: true },
  { row: 52, gap: 90, breakMs: 10, cut: 26, words: true },
]
export const USUAL_SCALE = 3

/** Space above a row that comes `ms` after the one before, px. */
export function spaceFor(ms: number, scale: Scale): number {
  if (ms >= scale.breakMs) return scale.cut
  return ms <= 0 ? 0 : Math.round((ms / scale.breakMs) * scale.gap)
}

/** Height of a row without the space above it, px. */
export function innerHeight({ mark }: { mark?: unknown }, { words, row }: Scale): number {
  return mark && !words ? 16 : row
}

/** Height of a row, px. */
export function heightOf(
  row: { t: number; before: number | undefined; mark?: unknown },
  scale: Scale,
): number {
  const space = row.before === undefined ? 0 : spaceFor(row.t - row.before, scale)
  return space + innerHeight(row, scale)
}

/** A pause that is drawn as a cut. */
export function isCut({ t, before }: { t: number; before: number | undefined }, scale: Scale): boolean {
  return before !== undefined && t - before >= scale.breakMs
}

/** Where an arrow leaves one lifeline and reaches the other, px from the top of a row with `space` above what is in it. */
export function arrowIn(space: number, inner: number): { leaves: number; reaches: number } {
  return { leaves: Math.round(space + inner * 0.44), reaches: Math.round(space + inner * 0.82) }
}

/** Where each of a growing number of rows begins, so that those in sight are found at once. */
export class Tops {
  /** Of each row, and behind the last one. */
  #tops: number[] = [0]

  get total(): number {
    return this.#tops[this.#tops.length - 1] as number
  }

  /** Of so many rows it is known. */
  get length(): number {
    return this.#tops.length - 1
  }

  /** Forgets the rows from `index` on. */
  cut(index: number): void {
    this.#tops.length = Math.min(this.#tops.length, index + 1)
  }

  /** `height` px, the space above it included. */
  add(height: number): void {
    this.#tops.push(this.total + height)
  }

  top(index: number): number {
    return this.#tops[index] ?? this.total
  }

  /** The row at `y` px from the top; the last one below them all. */
  at(y: number): number {
    let low = 0
    let high = Math.max(0, this.#tops.length - 2)
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if (this.top(middle) <= y) low = middle
      else high = middle - 1
    }
    return low
  }
}
