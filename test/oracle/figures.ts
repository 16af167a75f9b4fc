import type { Comparison } from './comparison'

/** What many ends come to. */
export interface Figures {
  ends: number
  /** How many have the kernel's sequence as their main one. */
  main: number
  /** How many have it as their main one, or as one made with the alternatives. */
  right: number
  /** How many list alternatives. */
  alternatives: number
  /** How many transitions are called `exact` and did not happen so. */
  wrongExact: number
  /** Of the transitions whose moment the kernel tells: how many there are, and how many lie in their interval. */
  timed: number
  inInterval: number
}

export function figuresOf(compared: readonly Comparison[]): Figures {
  const sum = (of: (comparison: Comparison) => number) =>
    compared.reduce((total, comparison) => total + of(comparison), 0)
  return {
    ends: compared.length,
    main: sum(({ isMainRight }) => Number(isMainRight)),
    right: sum(({ isRight }) => Number(isRight)),
    alternatives: sum(({ listsAlternatives }) => Number(listsAlternatives)),
    wrongExact: sum(({ wrongExact }) => wrongExact.length),
    timed: sum(({ timed }) => timed),
    inInterval: sum(({ inInterval }) => inInterval),
  }
}

export function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : (100 * part) / whole
}

/** A row of the table for each run, and one for all of them. */
export function table(
  title: string,
  runs: readonly { name: string; compared: readonly Comparison[] }[],
): string {
  const rows = [...runs, { name: 'all', compared: runs.flatMap(({ compared }) => compared) }]
  const head = [
    '',
    'ends',
    'main right',
    'with alternatives',
    'list alternatives',
    'wrong exact',
    'in interval',
  ]
  const lines = rows.map(({ name, compared }) => {
    const { ends, main, right, alternatives, wrongExact, timed, inInterval } = figuresOf(compared)
    const share = (part: number, whole = ends) => `${percent(part, whole).toFixed(2)} %`
    return [
      name,
      String(ends),
      share(main),
      share(right),
      share(alternatives),
      String(wrongExact),
      share(inInterval, timed),
    ]
  })
  const widths = head.map((_, column) =>
    Math.max(...[head, ...lines].map((line) => (line[column] ?? '').length)),
  )
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  ')
  return [title, line(head), ...lines.map(line)].join('\n')
}

/** Every way in which the main sequence was not the kernel's, the commonest first. */
export function mismatches(runs: readonly { name: string; compared: readonly Comparison[] }[]): string {
  const found = new Map<string, string[]>()
  for (const { name, compared } of runs) {
    for (const { isMainRight, isRight, main, kernel, socket, wrongExact } of compared) {
      const who = `${name}: ${socket.name}`
      const note = (what: string) => found.set(what, [...(found.get(what) ?? []), who])
      if (!isMainRight)
        note(`${isRight ? 'listed' : 'WRONG'}  ${short(main)}, in the kernel ${short(kernel)}`)
      for (const step of wrongExact)
        note(`EXACT  ${short([step.from, step.to])} by ${step.rule}, in the kernel ${short(kernel)}`)
    }
  }
  return [...found]
    .sort(([, one], [, other]) => other.length - one.length)
    .map(([what, who]) => `${String(who.length).padStart(5)}  ${what}  (${who.slice(0, 3).join('; ')})`)
    .join('\n')
}

function short(states: readonly string[]): string {
  return states.join(' > ')
}
