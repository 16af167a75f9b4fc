import path from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../scripts/lib/paths.mjs'
import { summarise } from '../../scripts/test/summary.mjs'
import { count } from '../../scripts/test/vitest.mjs'

function report(
  passed: number,
  failed: number,
  files: readonly { status: string; tests: number }[] = [],
): string {
  const testResults = files.map(({ status, tests }) => ({
    name: path.join(root, 'test/some.test.ts'),
    status,
    message: 'It is not there.',
    assertionResults: Array(tests).fill({
      status,
      fullName: 'it works',
      failureMessages: status === 'failed' ? ['Error: no\n  at'] : [],
    }),
  }))
  return JSON.stringify({ numPassedTests: passed, numFailedTests: failed, testResults })
}

test('each test counts one', () => {
  expect(count(0, report(5, 0, [{ status: 'passed', tests: 5 }]))).toEqual({ passed: 5, failed: 0 })
  expect(count(1, report(3, 2, [{ status: 'failed', tests: 2 }]))).toMatchObject({ passed: 3, failed: 2 })
})

test('a file that could not be loaded counts as one failed', () => {
  const files = [
    { status: 'failed', tests: 0 },
    { status: 'passed', tests: 4 },
  ]
  const failures = ['test/some.test.ts: It is not there.']
  expect(count(1, report(4, 0, files))).toEqual({ passed: 4, failed: 1, failures })
})

test('a run fails that ended badly though no test failed, crashed, or ran nothing', () => {
  expect(count(1, report(4, 0))).toEqual({ passed: 4, failed: 1 })
  expect(count(139, undefined)).toEqual({ passed: 0, failed: 1 })
  expect(count(0, report(0, 0))).toEqual({ passed: 0, failed: 1 })
})

test('the last line adds up everything', () => {
  const results = [
    { name: 'types', passed: 1, failed: 0, seconds: 1 },
    { name: 'unit', passed: 10, failed: 2, seconds: 1 },
  ]
  expect(summarise(results, { strict: false }).text.split('\n').at(-1)).toBe('11 passed, 2 failed')
})

test('what has failed is named at the end', () => {
  const result = count(1, report(0, 1, [{ status: 'failed', tests: 1 }]))
  const { text } = summarise([{ name: 'unit', ...result, seconds: 1 }], { strict: false })
  expect(text).toContain('FAILED unit: test/some.test.ts > it works: Error: no\n')
})

test('what passed only when it was tried again is named, too', () => {
  const name = path.join(root, 'test/some.test.ts')
  const assertionResults = [{ status: 'passed', fullName: 'it works', failureMessages: ['Error: no\n  at'] }]
  const testResults = [{ name, status: 'passed', message: '', assertionResults }]
  const result = count(0, JSON.stringify({ numPassedTests: 1, numFailedTests: 0, testResults }))
  expect(result).toEqual({ passed: 1, failed: 0, shaky: ['test/some.test.ts > it works: Error: no'] })
  const { text } = summarise([{ name: 'e2e', ...result, seconds: 1 }], { strict: true })
  expect(text).toContain('!!! PASSED ONLY WHEN TRIED AGAIN, e2e: test/some.test.ts > it works: Error: no\n')
  expect(text.split('\n').at(-1)).toBe('1 passed, 0 failed')
})

test('what did not run is counted, and what is left to the soak apart from it', () => {
  const name = path.join(root, 'test/some.test.ts')
  const one = (status: string, tags: string[] = []) => ({ status, tags, fullName: 'it', failureMessages: [] })
  const assertionResults = [one('passed'), one('skipped', ['soak']), one('skipped', ['soak']), one('skipped')]
  const testResults = [{ name, status: 'passed', message: '', assertionResults }]
  const report = JSON.stringify({ numPassedTests: 1, numFailedTests: 0, testResults })
  const result = count(0, report)
  expect(result).toEqual({ passed: 1, failed: 0, left: 2, skipped: 1 })
  // In the soak nothing is left to it; what is not tagged was not to run.
  expect(count(0, report, true)).toEqual({ passed: 1, failed: 0, skipped: 2 })
  const { text } = summarise([{ name: 'e2e', ...result, seconds: 1 }], { strict: true })
  expect(text).toMatch(/^e2e +1 passed, 1 skipped, 2 left to the soak +1\.0 s$/m)
})

test('of a wait that was in vain: for what, and the line of the test', () => {
  const name = path.join(root, 'test/some.test.ts')
  const message = [
    'locator.waitFor: Timeout 30000ms exceeded.',
    'Call log:',
    "  - waiting for getByText('LISTEN') to be visible",
    '',
    `    at ${root}/test/support/window.ts:7:1`,
    `    at ${name}:31:7`,
  ].join('\n')
  const assertionResults = [{ status: 'failed', fullName: 'it works', failureMessages: [message] }]
  const testResults = [{ name, status: 'failed', message: '', assertionResults }]
  const failed = count(1, JSON.stringify({ numPassedTests: 0, numFailedTests: 1, testResults }))
  expect(failed.failures).toEqual([
    "test/some.test.ts > it works: locator.waitFor: Timeout 30000ms exceeded. - waiting for getByText('LISTEN') to be visible (line 31)",
  ])
})

test('what could not run is said loudly, and has failed when strict', () => {
  const results = [
    { name: 'unit', passed: 10, failed: 0, seconds: 1 },
    { name: 'e2e', passed: 0, failed: 0, notRun: 'There is no Electron to run with.', seconds: 1 },
  ]
  const lenient = summarise(results, { strict: false })
  expect(lenient.text).toContain('!!! e2e COULD NOT RUN HERE: There is no Electron to run with.')
  expect(lenient.text).toContain('10 passed, 0 failed')
  expect(summarise(results, { strict: true }).text.split('\n').at(-1)).toBe('10 passed, 1 failed')
})
