import { appendFileSync } from 'node:fs'

/** A figure of `npm run bench`, as `--json` gives it. */
export interface Result {
  name: string
  value: number
  unit: string
  /** The same, measured in the same run, of what it is compared with; null where a figure stands for itself. */
  baseline: number | null
  /** Median of the pairs' `value / baseline`; null without a baseline. */
  ratio: number | null
  /** What the ratio, or without one the value, has to reach; null: reported without a verdict. */
  goal: { atLeast: number } | { atMost: number } | null
  /** If the goal is reached; null without one. */
  ok: boolean | null
}

/** A figure with its verdict. */
export function judged(figure: Omit<Result, 'ok'>): Result {
  return { ...figure, ok: verdict(figure) }
}

function verdict({ value, ratio, goal }: Omit<Result, 'ok'>): boolean | null {
  if (goal === null) return null
  const measured = ratio ?? value
  return 'atLeast' in goal ? measured >= goal.atLeast : measured <= goal.atMost
}

/** What is measured in the window, in a process of its own, comes back in the file that BENCH_RESULTS names, a line each. */
export function report(result: Result): void {
  const file = process.env.BENCH_RESULTS
  if (file === undefined) throw new Error('BENCH_RESULTS names no file: run npm run bench')
  appendFileSync(file, `${JSON.stringify(result)}\n`)
}
