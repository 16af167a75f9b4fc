/** How high rows are: to be read, to be looked over, to see them all. */
export const DENSITIES = ['wide', 'narrow', 'tiny'] as const
export type Density = (typeof DENSITIES)[number]

/** Where things stand in a row, px. */
export interface RowLayout {
  height: number
  /** Space above the first bar. */
  pad: number
  /** Height of a bar, and space between the two. */
  bar: number
  gap: number
  /** Width of the names on the left; 0: there are none. */
  names: number
}

export const LAYOUTS: Record<Density, RowLayout> = {
  wide: { height: 28, pad: 4, bar: 9, gap: 2, names: 176 },
  narrow: { height: 15, pad: 2, bar: 5, gap: 1, names: 176 },
  tiny: { height: 5, pad: 0, bar: 2, gap: 0, names: 0 },
}

export const LANES = ['client', 'server'] as const
export type Lane = (typeof LANES)[number]

/** y of a bar within its row. `alone`: there is no other end, nor can there be one; it stands in the middle. */
export function barTop({ pad, bar, gap }: RowLayout, lane: Lane, alone: boolean): number {
  if (alone) return pad + Math.floor((bar + gap) / 2)
  return lane === 'client' ? pad : pad + bar + gap
}

/** The rows in sight: from `first` up to, but not including, `end`. */
export function rowsInSight(
  { height }: RowLayout,
  count: number,
  scrolled: number,
  viewport: number,
): { first: number; end: number } {
  const first = Math.max(0, Math.floor(scrolled / height))
  return { first: Math.min(first, count), end: Math.min(count, Math.ceil((scrolled + viewport) / height)) }
}

/** What is under a point: `y` from the top of the first row. Undefined below the last one. */
export function hit(layout: RowLayout, count: number, y: number): { index: number; lane: Lane } | undefined {
  const index = Math.floor(y / layout.height)
  if (index < 0 || index >= count) return undefined
  const middle = layout.pad + layout.bar + layout.gap / 2
  return { index, lane: y - index * layout.height < middle ? 'client' : 'server' }
}

/** Where to scroll so that a row is in sight; where it is already, nothing changes. */
export function scrollFor({ height }: RowLayout, index: number, scrolled: number, viewport: number): number {
  const top = index * height
  if (top < scrolled) return top
  return top + height > scrolled + viewport ? top + height - viewport : scrolled
}
