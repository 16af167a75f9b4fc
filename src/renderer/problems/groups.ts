import type { Problem } from '../../shared/model/model'

/** Failures that are told once: the same code from the same call at the same address. */
export interface ProblemGroup {
  key: string
  /** The newest first. */
  problems: readonly Problem[]
}

/** Failures in groups, the group with the newest one first. `problems` come oldest first. */
export function groupProblems(problems: readonly Problem[]): ProblemGroup[] {
  const groups = new Map<string, Problem[]>()
  for (let index = problems.length - 1; index >= 0; index--) {
    const problem = problems[index]
    if (!problem) continue
    const key = keyOf(problem)
    const group = groups.get(key)
    if (group) group.push(problem)
    else groups.set(key, [problem])
  }
  return [...groups].map(([key, group]) => ({ key, problems: group }))
}

/** The lab's own refusals say in their message what was wrong; that of the system only repeats the rest. */
function keyOf({ code, syscall = '', address = '', message }: Problem): string {
  return JSON.stringify(code.startsWith('LAB_') ? [code, message] : [code, syscall, address])
}

export type ProblemRow =
  | { type: 'group'; key: string; problem: Problem; count: number; expanded: boolean }
  /** One of several that are equal. */
  | { type: 'one'; key: string; problem: Problem }

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
