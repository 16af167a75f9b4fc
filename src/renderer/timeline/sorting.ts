import { ENDINGS, lastedOf, type Row } from './rows'

/** By start, by how long they last, by how they stand or have ended. */
export const SORTINGS = ['start', 'duration', 'ending'] as const
export type Sorting = (typeof SORTINGS)[number]

export interface Order {
  by: Sorting
  descending: boolean
}

const RANK = new Map(ENDINGS.map((ending, rank) => [ending, rank]))

/** Rows in an order; those that are alike in it go by their start. `now` in ms. */
export function sorted(rows: readonly Row[], { by, descending }: Order, now: number): Row[] {
  const sign = descending ? -1 : 1
  const rankOf = (row: Row): number => {
    if (by === 'start') return row.start
    return by === 'duration' ? lastedOf(row, now) : (RANK.get(row.ending) ?? 0)
  }
  return [...rows].sort((a, b) => sign * (rankOf(a) - rankOf(b)) || a.start - b.start)
}
