/** @typedef {import('./checks.mjs').Result & { name: string, seconds: number }} Finished */

/**
 * What all of it came to. Its last line is `N passed, N failed`.
 * @param {readonly Finished[]} results
 * @param {{ strict: boolean }} options `strict`: what could not run has failed
 */
export function summarise(results, { strict }) {
  const notRun = results.filter((result) => result.notRun !== undefined)
  const passed = sum(results, (result) => result.passed)
  const failed = sum(results, (result) => result.failed) + (strict ? notRun.length : 0)
  const lines = ['', '='.repeat(72), ...results.map(row)]
  for (const { name, notRun: why } of notRun) {
    lines.push('', `!!! ${name} COULD NOT RUN HERE${strict ? ', which counts as failed' : ''}: ${why}`)
    if (name === 'e2e')
      lines.push('!!! Nothing was tried in a real Electron: this run says nothing about the window.')
  }
  for (const { name, failures = [] } of results) {
    if (failures.length > 0) lines.push('', ...failures.map((failure) => `FAILED ${name}: ${failure}`))
  }
  for (const { name, shaky = [] } of results) {
    if (shaky.length > 0)
      lines.push('', ...shaky.map((one) => `!!! PASSED ONLY WHEN TRIED AGAIN, ${name}: ${one}`))
  }
  lines.push('='.repeat(72), `${passed} passed, ${failed} failed`)
  return { text: lines.join('\n'), passed, failed }
}

/** @param {Finished} result */
function row({ name, passed, failed, left = 0, skipped = 0, notRun, seconds }) {
  const parts = [
    `${passed} passed`,
    failed > 0 && `${failed} FAILED`,
    skipped > 0 && `${skipped} skipped`,
    left > 0 && `${left} left to the soak`,
  ]
  const outcome = notRun !== undefined ? 'NOT RUN' : parts.filter(Boolean).join(', ')
  return `${name.padEnd(20)} ${outcome.padEnd(40)} ${seconds.toFixed(1).padStart(6)} s`
}

/**
 * @param {readonly Finished[]} results
 * @param {(result: Finished) => number} of
 */
function sum(results, of) {
  return results.reduce((total, result) => total + of(result), 0)
}
