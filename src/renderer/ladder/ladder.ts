import type { Scale, Tops } from './layout'
import type { Row } from './rows'

/** The rows of a ladder as views have them: those of one connection (model.ts), or of several that are one (relayed.ts). */
export interface Ladder {
  readonly rows: readonly Row[]
  /** Goes up when rows were taken away from the front. */
  readonly epoch: number
  /** Something that was here, or in the log, is not shown any more. */
  readonly incomplete: boolean
  readonly tops: Tops
  readonly scale: Scale
  /** Index of the row that shows the event; undefined if none does. */
  find(seq: number): number | undefined
  /** Index of the row with that key, which stands at about `t`, ms; undefined if it is gone. */
  indexOf(key: number, t: number): number | undefined
  /** The event that a row is pointed at by: one that leads to this row and to no other, if it has one. */
  pointOf(index: number): number
  /** Index of the last row that begins at or before `t`, ms; the first one if none does. */
  seek(t: number): number
  /** Height of a row without the space above it, px. */
  innerHeight(row: Row): number
}
