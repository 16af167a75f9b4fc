import { ZOOM_FACTORS } from '../../../shared/settings'

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
