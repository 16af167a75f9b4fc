import type { TimeRange } from './range'

/** What part of the time is looked at. */
export interface Sight {
  /** How much of it, ms; undefined: all there is. */
  span: number | undefined
  /** Its end, ms; undefined: the newest there is, as it comes. */
  to: number | undefined
}

export const ALL_LIVE: Sight = { span: undefined, to: undefined }

/** Nothing shorter is worth looking at: times are known to the microsecond. */
export const MIN_SPAN = 0.05
/** Beside the newest, for the eye: this share of what is seen. */
const MARGIN = 0.02

export const spanOf = ({ from, to }: TimeRange): number => to - from

/** The time that is seen, of the `whole` that there is. */
export function rangeOf({ span, to }: Sight, whole: TimeRange): TimeRange {
  const all = { from: whole.from, to: whole.to + Math.max(MIN_SPAN, MARGIN * spanOf(whole)) }
  if (span === undefined)
    return to === undefined ? all : { from: whole.from, to: Math.max(to, whole.from + MIN_SPAN) }
  const end = to ?? whole.to + MARGIN * span
  return { from: end - span, to: end }
}

export const follows = ({ to }: Sight): boolean => to === undefined

/** The same sight, which from now on stays where it is, or goes with the newest. */
export function following(sight: Sight, follow: boolean, whole: TimeRange): Sight {
  if (follow) return { ...sight, to: undefined }
  return follows(sight) ? { ...sight, to: rangeOf(sight, whole).to } : sight
}

/**
 * Closer (`factor` < 1) or farther. The moment `anchor` stays where it is, or the newest one for who follows it; whoever sees
 * all there is follows it.
 */
export function zoomed(sight: Sight, whole: TimeRange, factor: number, anchor: number): Sight {
  const { from, to } = rangeOf(sight, whole)
  const all = spanOf(rangeOf(ALL_LIVE, whole))
  const span = Math.max(MIN_SPAN, (to - from) * factor)
  if (span >= all) return ALL_LIVE
  if (follows(sight)) return { span, to: undefined }
  const share = (anchor - from) / (to - from)
  return kept({ from: anchor - share * span, to: anchor + (1 - share) * span }, whole)
}

/** Shifted by so much, ms. Whoever goes back from the newest stays there; whoever sees all there is can go nowhere. */
export function panned(sight: Sight, whole: TimeRange, by: number): Sight {
  if (sight.span === undefined || by === 0) return sight
  const { from, to } = rangeOf(sight, whole)
  return kept({ from: from + by, to: to + by }, whole)
}

/** Looks at a part of the time. */
export function lookAt({ from, to }: TimeRange, whole: TimeRange): Sight {
  const span = Math.max(MIN_SPAN, to - from)
  return kept({ from, to: from + span }, whole)
}

/** Something of what there is stays in sight. */
function kept({ from, to }: TimeRange, whole: TimeRange): Sight {
  const span = to - from
  const all = rangeOf(ALL_LIVE, whole)
  const most = Math.max(all.to, all.from + span)
  return { span, to: Math.min(most, Math.max(all.from + span, to)) }
}
