import type { Ending } from './rows'

/** Signs for how a connection has ended, with shapes of their own; lines of a path within 10 × 10. Open ones have none. */
export const ENDING_SHAPES: Partial<Record<Ending, string>> = {
  closed: 'M2 5.5L4.3 7.8L8.2 2.6',
  abandoned: 'M2 5H8',
  reset: 'M2 2L8 8M8 2L2 8',
  refused: 'M5 1.2A3.8 3.8 0 1 0 5 8.8A3.8 3.8 0 1 0 5 1.2M2.4 7.6L7.6 2.4',
  timedOut: 'M5 1.2A3.8 3.8 0 1 0 5 8.8A3.8 3.8 0 1 0 5 1.2M5 3V5.2L6.6 6.2',
  dropped: 'M5 1.5V8M2.2 5.4L5 8.2L7.8 5.4',
  failed: 'M5 1.5V6M5 8V8.6',
}

/** Those that nobody wanted. */
export const BAD_ENDINGS: ReadonlySet<Ending> = new Set<Ending>([
  'reset',
  'refused',
  'timedOut',
  'dropped',
  'failed',
])
