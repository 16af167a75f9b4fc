/** The sizes that a window can have, as a browser has them. */
export const ZOOM_FACTORS = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const

/** The next factor in or out from `factor`; the last one stays the last. */
export function zoomed(factor: number, by: 'in' | 'out' | 'reset'): number {
  // What the system hands back isn't exact.
  const hair = 0.005
  switch (by) {
    case 'reset':
      return 1
    case 'in':
      return ZOOM_FACTORS.find((step) => step > factor + hair) ?? 3
    case 'out':
      return ZOOM_FACTORS.findLast((step) => step < factor - hair) ?? 0.5
  }
}
