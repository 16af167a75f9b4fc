/**
 * Runs a check, and tells how long it took.
 * @param {string} name
 * @param {() => Promise<import('./checks.mjs').Result>} run
 * @returns {Promise<import('./summary.mjs').Finished>}
 */
export async function timed(name, run) {
  const start = performance.now()
  const result = await run()
  return { name, ...result, seconds: (performance.now() - start) / 1000 }
}
