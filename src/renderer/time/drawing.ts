import type { Overview } from '../../shared/session'

/** Lines of an overview, as data of SVG paths: `x` in buckets, `y` in thousandths of the height. */
export interface Drawing {
  width: number
  activity: string
  states: string
  failures: string
}

/** Between two events: as dense as it is drawn, and as sparse, ms. */
const DENSE = 0.01
const SPARSE = 10_000

/** Failures stand at the top, changes of state in the middle; how dense events are is the ground that they stand on. */
export function drawingOf({ t, states, failures, first, head }: Overview): Drawing {
  const width = t.length
  const perBucket = Math.max(1, (head - first + 1) / Math.max(1, width))
  const steps = ['M0 1000']
  for (let i = 0; i < width; i++) {
    const span = Math.max(0, (t[i] ?? 0) - (t[i - 1] ?? 0)) / perBucket
    steps.push(`V${Math.round(1000 - 380 * density(span))}H${i + 1}`)
  }
  return {
    width,
    activity: `${steps.join('')}V1000Z`,
    states: ticks(states, (count, most) => [760 - 330 * (0.45 + 0.55 * (count / most)), 900]),
    failures: ticks(failures, () => [40, 300]),
  }
}

/** 1 for events that follow each other at once, 0 for one in ten seconds. `span`: ms for each event. */
function density(span: number): number {
  const share = Math.log(Math.max(span, DENSE) / DENSE) / Math.log(SPARSE / DENSE)
  return 1 - Math.min(1, share)
}

function ticks(counts: readonly number[], reach: (count: number, most: number) => [number, number]): string {
  const most = counts.reduce((most, count) => Math.max(most, count), 1)
  return counts
    .map((count, i) => {
      if (count === 0) return ''
      const [top, bottom] = reach(count, most)
      return `M${i + 0.5} ${Math.round(top)}V${Math.round(bottom)}`
    })
    .join('')
}
