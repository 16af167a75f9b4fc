import type { Result } from './results'

const HEAD = ['figure', 'value', 'baseline', 'unit', 'ratio', 'goal', 'verdict']
/** Numbers stand under each other by their ends. */
const RIGHT = new Set(['value', 'baseline', 'ratio', 'goal'])

/** All figures as a table for people, with a line that counts the verdicts. */
export function tableOf(results: readonly Result[]): string {
  const rows = [HEAD, ...results.map(cellsOf)]
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const lines = rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0
        return RIGHT.has(HEAD[column] ?? '') ? cell.padStart(width) : cell.padEnd(width)
      })
      .join('  ')
      .trimEnd(),
  )
  const judged = results.filter(({ ok }) => ok !== null)
  const reached = judged.filter(({ ok }) => ok).length
  return `${lines.join('\n')}\n\n${reached} of ${judged.length} goals reached\n`
}

function cellsOf({ name, value, baseline, unit, ratio, goal, better, ok }: Result): string[] {
  const sign = better === 'more' ? '≥' : '≤'
  return [
    name,
    figure(value),
    baseline === null ? '–' : figure(baseline),
    unit,
    ratio === null ? '–' : ratio.toFixed(2),
    goal === null ? '–' : `${sign} ${ratio === null ? figure(goal) : goal.toFixed(2)}`,
    ok === null ? '–' : ok ? 'reached' : 'MISSED',
  ]
}

/** Three digits that count, and thousands with separators. */
function figure(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return value.toLocaleString('en-US', { maximumFractionDigits: digits })
}
