import type { Contradiction, Problem } from '../../shared/model/model'

/** What went wrong: a failure of a socket or of the lab, or a conclusion that turned out to be wrong. */
export type Trouble = Problem | Contradiction

/** What is told once: the same code from the same call at the same address, the same state in place of the same. */
export interface ProblemGroup {
  key: string
  /** The newest first. */
  problems: readonly Trouble[]
}

/** Troubles in groups, the group with the newest one first. */
export function groupProblems(
  problems: readonly Problem[],
  contradictions: readonly Contradiction[],
): ProblemGroup[] {
  const groups = new Map<string, Trouble[]>()
  for (const problem of [...problems, ...contradictions].sort((a, b) => b.seq - a.seq)) {
    const key = keyOf(problem)
    const group = groups.get(key)
    if (group) group.push(problem)
    else groups.set(key, [problem])
  }
  return [...groups].map(([key, group]) => ({ key, problems: group }))
}

export function isContradiction(trouble: Trouble): trouble is Contradiction {
  return 'inferred' in trouble
}

/** The lab's own refusals say in their message what was wrong; that of the system only repeats the rest. */
function keyOf(trouble: Trouble): string {
  if (isContradiction(trouble)) return JSON.stringify([trouble.by, trouble.inferred, trouble.seen])
  const { code, syscall = '', address = '', message } = trouble
  return JSON.stringify(code.startsWith('LAB_') ? [code, message] : [code, syscall, address])
}

export type ProblemRow =
  | { type: 'group'; key: string; problem: Trouble; count: number; expanded: boolean }
  /** One of several that are equal. */
  | { type: 'one'; key: string; problem: Trouble }

/** Groups as rows; under one that is expanded, each of its failures. */
export function problemRows(groups: readonly ProblemGroup[], expanded: ReadonlySet<string>): ProblemRow[] {
  return groups.flatMap(({ key, problems }): ProblemRow[] => {
    const [newest] = problems
    if (!newest) return []
    const open = problems.length > 1 && expanded.has(key)
    const group: ProblemRow = { type: 'group', key, problem: newest, count: problems.length, expanded: open }
    if (!open) return [group]
    return [
      group,
      ...problems.map((problem): ProblemRow => ({ type: 'one', key: `${key}.${problem.seq}`, problem })),
    ]
  })
}
