import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { root } from '../lib/paths.mjs'
import { run } from '../lib/run.mjs'

/**
 * What is read of the report.
 * @typedef {object} Report
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {{ name: string, status: string, message: string, assertionResults: Assertion[] }[]} testResults
 *
 * @typedef {{ status: string, fullName: string, failureMessages: string[], tags?: string[] }} Assertion
 */

/**
 * Runs one project of vitest.config.ts.
 * @param {string} project
 * @param {Record<string, string>} [env] added to our own
 * @param {object} [how]
 * @param {readonly string[]} [how.within] the words that run a command elsewhere, before its own
 * @param {readonly string[]} [how.files] only these of its files
 * @param {'inherit' | 2 | 'after'} [how.output] where its reports go: 2 keeps standard output free, `after` holds them back
 * until it has ended
 * @param {'left' | 'alone' | 'too'} [how.soak] tests that are tagged so: left out unless given
 * @returns {Promise<import('./checks.mjs').Result>}
 */
export async function runVitestProject(project, env = {}, how = {}) {
  const { within = [], files = [], output = 'inherit', soak = 'left' } = how
  const folder = await mkdtemp(path.join(os.tmpdir(), 'socket-lab-test-'))
  try {
    const file = path.join(folder, 'report.json')
    const vitest = path.join(root, 'node_modules/vitest/vitest.mjs')
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const tags = { left: ['--tags-filter=!soak'], alone: ['--tags-filter=soak'], too: [] }[soak]
    const words = [
      ...[...within, process.execPath, vitest, 'run', '--project', project],
      ...[...tags, ...reporters, ...files],
    ]
    const [command = process.execPath, ...args] = words
    const ended = await run(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: output === 'after' ? ['ignore', 'pipe', 'pipe'] : ['ignore', output, 'inherit'],
    })
    const { status } = ended
    if (output === 'after') process.stdout.write(`\n--- ${project}\n${ended.stdout}${ended.stderr}`)
    return count(status, await readFile(file, 'utf8').catch(() => undefined), soak === 'alone')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * A file that could not be loaded has no tests that could fail, and an error outside of any test fails none: each such
 * thing counts as one failed. So does a run that left no report, or that ran nothing.
 * @param {number} status vitest's exit status
 * @param {string | undefined} report what its JSON reporter wrote
 * @param {boolean} [alone] only tests that are tagged `soak` were to run
 * @returns {import('./checks.mjs').Result}
 */
export function count(status, report, alone = false) {
  if (report === undefined) return { passed: 0, failed: 1 }
  /** @type {Report} */
  const { numPassedTests: passed, numFailedTests, testResults } = JSON.parse(report)
  const notLoaded = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  const failed = numFailedTests + notLoaded.length
  /** @param {(one: Assertion) => boolean} isOne */
  const summaries = (isOne) =>
    testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(isOne)
        .map((one) => `${fileOf(name)} > ${one.fullName}: ${summaryOf(one.failureMessages[0], name)}`),
    )
  const shaky = summaries((one) => one.status === 'passed' && one.failureMessages.length > 0)
  const notRun = testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'skipped'),
  )
  const tagged = notRun.filter(({ tags = [] }) => tags.includes('soak')).length
  const left = alone ? 0 : tagged
  const skipped = alone ? tagged : notRun.length - tagged
  const rest = {
    ...(shaky.length > 0 && { shaky }),
    ...(left > 0 && { left }),
    ...(skipped > 0 && { skipped }),
  }
  if (failed === 0 && (status !== 0 || passed === 0)) return { passed, failed: 1, ...rest }
  if (failed === 0) return { passed, failed, ...rest }
  const failures = [
    ...notLoaded.map(({ name, message }) => `${fileOf(name)}: ${summaryOf(message)}`),
    ...summaries((one) => one.status === 'failed'),
  ]
  return { passed, failed, failures, ...rest }
}

/** @param {string} name */
function fileOf(name) {
  return path.relative(root, name)
}

/**
 * What is said first, for what a timeout waited, and the line of the test.
 * @param {string | undefined} text
 * @param {string} [file] the test's
 */
function summaryOf(text = '', file) {
  const lines = text.split('\n').map((line) => line.trim())
  const awaited = lines.find((line) => line.startsWith('- waiting for'))
  const place = file && text.split(`${file}:`)[1]?.match(/^\d+/)?.[0]
  // So vitest's report calls a test that took too long.
  const what = lines[0]?.replace('Error: STACK_TRACE_ERROR', 'the test has timed out')
  return [what, awaited, place && `(line ${place})`].filter(Boolean).join(' ')
}
