import type { Call } from './calls'
import { REACH, type Row } from './rows'

/**
 * Takes away the rows that a change at the atom in this place can reach; returns the place of the first atom that has to be
 * put into rows again.
 */
export function reopen(rows: Row[], dirty: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((rows[middle] as Row).first < dirty) low = middle + 1
    else high = middle
  }
  const kept = Math.max(0, low - REACH - 2)
  const from = kept === 0 ? 0 : (rows[kept]?.first ?? dirty)
  rows.length = kept
  return from
}

/** Takes the calls that will be put into rows again out of those that stay. */
export function takeBack(rows: readonly Row[], isAgain: (call: Call) => boolean): void {
  for (const row of rows.slice(-REACH)) {
    for (const cell of [row.client, row.server]) {
      const early = cell.calls.filter((call) => !isAgain(call))
      if (early.length === cell.calls.length) continue
      cell.calls = early
      row.version++
    }
  }
}
