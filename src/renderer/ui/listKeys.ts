/** Where a key leads in a list with rows at positions from `start` up to, but not including, `end`. */
export interface Span {
  start: number
  end: number
  /** How many rows a page has. */
  page: number
}

/**
 * The position that a key leads to; undefined if it is none of the list's. `active`: where the marked row is, or for a
 * fraction, between which rows it would be; without one, keys begin behind the last row.
 */
export function keyTarget(key: string, active: number | undefined, span: Span): number | undefined {
  const { start, end, page } = span
  if (start >= end) return undefined
  const clamp = (to: number) => Math.min(end - 1, Math.max(start, to))
  const from = active ?? end
  switch (key) {
    case 'ArrowDown':
      return clamp(Math.floor(from) + 1)
    case 'ArrowUp':
      return clamp(Math.ceil(from) - 1)
    case 'PageDown':
      return clamp(Math.floor(from) + page)
    case 'PageUp':
      return clamp(Math.ceil(from) - page)
    case 'Home':
      return start
    case 'End':
      return end - 1
  }
  return undefined
}
