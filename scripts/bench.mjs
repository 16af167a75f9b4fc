// Every figure that Socket Lab has a goal for, each beside its baseline in the same run; docs/performance.md says what they mean.
// --json: {"results": [...]} on standard output and nothing else; how it goes is told on standard error.
//   node scripts/bench.mjs [--json] [--pairs N] [--only engine|connections|seek|memory|window|start|idle|journal|observer|package] [--events N]

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { benchOptions, desktopFiles, figures } from './bench/options.mjs'
import { ensureBuilt } from './build/ensure-built.mjs'
import { outputFolder } from './build/parts.mjs'
import { run } from './lib/run.mjs'
import { runMain } from './lib/run-main.mjs'
import { say, sayTrouble } from './lib/trouble.mjs'
import { prepareElectron } from './test/prepare-electron.mjs'
import { runVitestProject } from './test/vitest.mjs'

await runMain(async () => {
  const options = benchOptions(process.argv.slice(2))
  const { only, json } = options
  const wanted = figures.filter((figure) => (only === undefined ? figure.byDefault : figure.name === only))
  await ensureBuilt(['bench', 'workers'])
  const folder = await mkdtemp(path.join(os.tmpdir(), 'socket-lab-bench-'))
  try {
    const results = path.join(folder, 'results.ndjson')
    await writeFile(results, '')
    const env = { ...options.env, BENCH_RESULTS: results }
    const inNode = wanted.filter(({ node }) => node).map(({ name }) => name)
    const inWindow = desktopFiles(
      wanted.map(({ name }) => name),
      only !== undefined,
    )
    let failed = inNode.length > 0 && (await runBench(['figures', ...inNode], env)) !== 0
    if (inWindow.length > 0 && !(await measureInWindow(inWindow, env))) failed = true
    await runBench(['tell', ...(json ? ['--json'] : [])], env, 'inherit')
    return failed ? 1 : 0
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

/**
 * @param {string[]} words
 * @param {Record<string, string>} env
 * @param {'inherit' | 2} output where its standard output goes
 */
async function runBench(words, env, output = 2) {
  const entry = path.join(outputFolder('bench'), 'index.js')
  const stdio = /** @type {import('node:child_process').StdioOptions} */ (['ignore', output, 'inherit'])
  const { status } = await run(process.execPath, [entry, ...words], {
    env: { ...process.env, ...env },
    stdio,
  })
  return status
}

/**
 * @param {string[]} files
 * @param {Record<string, string>} env
 * @returns {Promise<boolean>} false if one could not be measured
 */
async function measureInWindow(files, env) {
  try {
    const electron = await prepareElectron()
    const { failed } = await runVitestProject('bench', { ...env, ...electron }, { files, output: 2 })
    return failed === 0
  } catch (error) {
    say('What is measured in the window could not be:')
    sayTrouble(error)
    return false
  }
}
