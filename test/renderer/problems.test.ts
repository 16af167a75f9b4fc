import { expect, test } from 'vitest'
import { groupProblems, problemRows } from '../../src/renderer/problems/groups'
import type { Contradiction, Problem } from '../../src/shared/model/model'

const problem = (seq: number, code: string, rest: Partial<Problem> = {}): Problem => ({
  seq,
  t: seq,
  code,
  message: code,
  ...rest,
})

const problems = [
  problem(1, 'ECONNREFUSED', { syscall: 'connect', address: '127.0.0.1:1', socket: 'a' }),
  problem(2, 'LAB_NOT_POSSIBLE', { message: 'a cannot send' }),
  problem(3, 'ECONNREFUSED', { syscall: 'connect', address: '127.0.0.1:2', socket: 'b' }),
  problem(4, 'ECONNREFUSED', { syscall: 'connect', address: '127.0.0.1:1', socket: 'c' }),
  problem(5, 'LAB_NOT_POSSIBLE', { message: 'b cannot send' }),
]

test('equal failures are one group, the newest first', () => {
  const groups = groupProblems(problems, [])
  expect(groups.map((group) => group.problems.map(({ seq }) => seq))).toEqual([[5], [4, 1], [3], [2]])
})

test('a group that is expanded has each of its failures under it; a single failure has nothing to expand', () => {
  const groups = groupProblems(problems, [])
  const rows = problemRows(groups, new Set(groups.map(({ key }) => key)))
  expect(rows.map(({ type, problem }) => `${type} ${problem.seq}`)).toEqual([
    'group 5',
    'group 4',
    'one 4',
    'one 1',
    'group 3',
    'group 2',
  ])
  expect(rows.find((row) => row.type === 'group' && row.count === 2)).toMatchObject({ expanded: true })
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
})

test('contradictions stand among failures; equal ones are one group', () => {
  const contradiction = (seq: number, rest: Partial<Contradiction> = {}): Contradiction => ({
    seq,
    t: seq,
    socket: 'a',
    by: 'observed',
    inferred: 'FIN_WAIT_2',
    seen: 'FIN_WAIT_1',
    because: [],
    ...rest,
  })
  const groups = groupProblems(problems, [
    contradiction(2.5),
    contradiction(6, { socket: 'b' }),
    contradiction(7, { seen: 'CLOSED' }),
  ])
  expect(groups.map((group) => group.problems.map(({ seq }) => seq))).toEqual([
    [7],
    [6, 2.5],
    [5],
    [4, 1],
    [3],
    [2],
  ])
})
