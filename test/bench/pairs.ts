/** How often each pair is measured unless BENCH_PAIRS says otherwise. */
const PAIRS = 5

/** How many pairs this run measures. */
export function pairsWanted(): number {
  return Number(process.env.BENCH_PAIRS ?? PAIRS)
}

/**
 * Measures each of `subjects` once in each of `pairs` rounds, back to back and in changing order: machines are shared and
 * noisy, and what disturbs one run is likely to disturb its neighbour, too.
 */
export function inRounds<Name extends string, Measured>(
  pairs: number,
  subjects: readonly Name[],
  measure: (subject: Name) => Measured,
): Record<Name, Measured>[] {
  return Array.from({ length: pairs }, (_, round) => {
    const from = round % subjects.length
    const order = [...subjects.slice(from), ...subjects.slice(0, from)]
    return Object.fromEntries(order.map((one) => [one, measure(one)])) as Record<Name, Measured>
  })
}

/** The medians of both, and of the ratios of the pairs: not the ratio of the medians. */
export function compared(pairs: readonly { value: number; baseline: number }[]): {
  value: number
  baseline: number
  ratio: number
} {
  return {
    value: median(pairs.map(({ value }) => value)),
    baseline: median(pairs.map(({ baseline }) => baseline)),
    ratio: median(pairs.map(({ value, baseline }) => value / baseline)),
  }
}

/** The middle one, or the mean of the two in the middle; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}
