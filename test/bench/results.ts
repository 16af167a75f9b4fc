import { appendFileSync, readFileSync } from 'node:fs'

/** A figure of `npm run bench`, as `--json` gives it. */
export interface Result {
  name: string
  value: number
  unit: string
  /** The same, measured in the same run, of what it is compared with; null where a figure stands for itself. */
  baseline: number | null
  /** Median of the pairs' `value / baseline`; null where the value itself is judged. */
  ratio: number | null
  /** What the ratio, or without one the value, has to reach; null: reported without a verdict. */
  goal: number | null
  /** On which side of the goal is good; absent without one. */
  better?: 'more' | 'less'
  /** If the goal is reached; null without one. */
  ok: boolean | null
}

/** What has been measured, and the goal as whoever measures it says it. */
export interface Figure extends Omit<Result, 'goal' | 'better' | 'ok'> {
  goal: { atLeast: number } | { atMost: number } | null
}

/** A figure with its verdict. */
export function judged({ goal, ...figure }: Figure): Result {
  if (goal === null) return { ...figure, goal, ok: null }
  const measured = figure.ratio ?? figure.value
  return 'atLeast' in goal
    ? { ...figure, goal: goal.atLeast, better: 'more', ok: measured >= goal.atLeast }
    : { ...figure, goal: goal.atMost, better: 'less', ok: measured <= goal.atMost }
}

/** Figures are measured in several processes; each is a line of the file that BENCH_RESULTS names. */
export function report(result: Result): void {
  appendFileSync(resultsFile(), `${JSON.stringify(result)}\n`)
}

/** What has been reported so far, in that order. */
export function reported(): Result[] {
  const lines = readFileSync(resultsFile(), 'utf8').trim().split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Result)
}

function resultsFile(): string {
  const file = process.env.BENCH_RESULTS
  if (file === undefined) throw new Error('BENCH_RESULTS names no file: run npm run bench')
  return file
}
