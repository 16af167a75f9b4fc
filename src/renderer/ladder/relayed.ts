import type { Ladder } from './ladder'
import { heightOf, innerHeight, type Scale, Tops } from './layout'
import type { LadderModel } from './model'
import { indexOfKey, type Row, seek, stateAfter } from './rows'

/** A row of one of the ladders, in the place that it has among those of all. What it shows is read from that, which goes on changing. */
type LegRow = Row & {
  leg: number
  others: readonly Row['was'][]
  /** Of each leg: how many of its rows have their place up to this one. */
  placed: readonly number[]
}

/** The ladders of the connections that proxies make one of, as one: the rows of all of them, in the order of time. */
export class RelayedLadder implements Ladder {
  readonly rows: LegRow[] = []
  readonly tops = new Tops()
  /** Of each leg, when this began. */
  readonly epochs: readonly number[]
  #scale: Scale

  constructor(
    readonly legs: readonly LadderModel[],
    readonly epoch: number,
  ) {
    this.#scale = (legs[0] as LadderModel).scale
    this.epochs = legs.map((leg) => leg.epoch)
    // Whatever was told of their changes was told to another.
    for (const leg of legs) leg.takeChanged()
    this.#from(0)
  }

  get scale(): Scale {
    return this.#scale
  }

  get incomplete(): boolean {
    return this.legs.some(({ incomplete }) => incomplete)
  }

  /** Brings the rows up to date with those of the legs. */
  refresh(): void {
    const changed = this.legs.map((leg) => leg.takeChanged())
    const at = Math.min(
      ...changed.map((index, leg) => this.legs[leg]?.rows[index]?.t ?? Number.POSITIVE_INFINITY),
    )
    this.#from(this.#keep(at, changed))
  }

  /** The first `kept` rows stay. */
  #from(kept: number): void {
    const placed = this.legs.map((_, leg) => this.#placed(leg, kept))
    this.rows.length = kept
    for (;;) {
      const leg = this.#earliest(placed)
      if (leg === undefined) break
      const index = placed[leg] as number
      placed[leg] = index + 1
      this.#append(this.legs[leg]?.rows[index] as Row, leg, placed)
    }
    const { scale } = this.legs[0] as LadderModel
    this.tops.cut(scale === this.#scale ? kept : 0)
    this.#scale = scale
    for (let index = this.tops.length; index < this.rows.length; index++) {
      this.tops.add(heightOf(this.rows[index] as Row, scale))
    }
  }

  find(seq: number): number | undefined {
    for (const [leg, ladder] of this.legs.entries()) {
      const index = ladder.find(seq)
      const row = index === undefined ? undefined : ladder.rows[index]
      const found = row && this.indexOf(this.#keyOf(row, leg), row.t)
      if (found !== undefined) return found
    }
    return undefined
  }

  indexOf(key: number, t: number): number | undefined {
    return indexOfKey(this.rows, key, t)
  }

  pointOf(index: number): number {
    const row = this.rows[index] as LegRow
    return (this.legs[row.leg] as LadderModel).pointOf((row.placed[row.leg] as number) - 1)
  }

  seek(t: number): number {
    return seek(this.rows, t)
  }

  innerHeight(row: Row): number {
    return innerHeight(row, this.#scale)
  }

  #keyOf(row: Row, leg: number): number {
    return row.key * this.legs.length + leg
  }

  /** How many rows stay: those before `at`, ms, of what has not changed. */
  #keep(at: number, changed: readonly number[]): number {
    let kept = this.rows.length
    while (kept > 0 && (this.rows[kept - 1] as LegRow).t >= at) kept--
    // Rows of a ladder that were taken away, and had none in their place.
    const gone = (leg: number) => this.#placed(leg, kept) > (changed[leg] as number)
    while (kept > 0 && this.legs.some((_, leg) => gone(leg))) kept--
    return kept
  }

  /** How many rows of a leg are among the first `count`. */
  #placed(leg: number, count: number): number {
    return this.rows[count - 1]?.placed[leg] ?? 0
  }

  /** The leg whose next row comes first. */
  #earliest(placed: readonly number[]): number | undefined {
    let found: number | undefined
    let t = Number.POSITIVE_INFINITY
    for (const [leg, { rows }] of this.legs.entries()) {
      const row = rows[placed[leg] as number]
      if (!row || row.t >= t) continue
      found = leg
      t = row.t
    }
    return found
  }

  #append(row: Row, leg: number, placed: readonly number[]): void {
    // Capture is the same for all of them.
    if (leg > 0 && row.mark && row.mark.what !== 'skipped') return
    const last = this.rows.at(-1)
    this.rows.push(
      Object.assign(Object.create(row) as Row, {
        key: this.#keyOf(row, leg),
        before: last?.t,
        leg,
        placed: [...placed],
        others: this.legs.map((_, other) => (last ? statesAfter(last, other) : UNKNOWN)),
      }),
    )
  }
}

const UNKNOWN: Row['was'] = { client: undefined, server: undefined }

/** What both ends of a leg are in after a row. */
function statesAfter(row: LegRow, leg: number): Row['was'] {
  if (row.leg !== leg) return row.others[leg] as Row['was']
  return { client: stateAfter(row, 'client'), server: stateAfter(row, 'server') }
}
