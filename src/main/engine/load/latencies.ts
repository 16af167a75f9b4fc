import { createHistogram } from 'node:perf_hooks'
import type { Latency } from '../../../shared/load'

/** Node's histogram holds whole numbers from 1 on: µs, up to an hour. */
const LONGEST_US = 3_600_000_000
const RANGE = { lowest: 1, highest: LONGEST_US, figures: 3 }

type Histogram = ReturnType<typeof createHistogram>

/** How long messages took: HDR histograms of all, and of those since the last look. */
export class Latencies {
  readonly #whole = createHistogram(RANGE)
  readonly #recent = createHistogram(RANGE)

  /** `ms` less than a µs counts as one, more than an hour as an hour. */
  record(ms: number): void {
    this.#recent.record(Math.min(Math.max(1, Math.round(ms * 1000)), LONGEST_US))
  }

  /** What there is by now; `recent` begins anew. */
  look(): { latency?: Latency; recent?: Latency } {
    if (this.#recent.count > 0) this.#whole.add(this.#recent)
    const latency = latencyOf(this.#whole)
    const recent = latencyOf(this.#recent)
    this.#recent.reset()
    return { ...(latency && { latency }), ...(recent && { recent }) }
  }
}

function latencyOf(histogram: Histogram): Latency | undefined {
  if (histogram.count === 0) return undefined
  const at = (percentile: number) => histogram.percentile(percentile) / 1000
  return {
    count: histogram.count,
    min: histogram.min / 1000,
    mean: Math.round(histogram.mean) / 1000,
    p50: at(50),
    p90: at(90),
    p99: at(99),
    p999: at(99.9),
    max: histogram.max / 1000,
  }
}
