import path from 'node:path'
import { ensureBuilt } from '../build/ensure-built.mjs'
import { partNames } from '../build/parts.mjs'
import { root } from '../lib/paths.mjs'
import { run } from '../lib/run.mjs'
import { sayTrouble, Trouble } from '../lib/trouble.mjs'
import { ensureCaptureTools } from './capture-tools.mjs'
import { writeOldestElectronProjects } from './electron-declarations.mjs'
import { ensureKernelTrace } from './kernel-trace.mjs'
import { ensureOwnMounts } from './own-mounts.mjs'
import { ensureOwnNetwork } from './own-network.mjs'
import { prepareElectron } from './prepare-electron.mjs'
import { ensureExportReaders, ensureForeignPrograms, ensurePython } from './programs.mjs'
import { runVitestProject } from './vitest.mjs'

/**
 * @typedef {object} Result
 * @property {number} passed
 * @property {number} failed
 * @property {readonly string[]} [failures] which have failed, a line each, as far as they have names
 * @property {readonly string[]} [shaky] which have failed once and passed when tried again, likewise
 * @property {number} [left] how many are left to the soak
 * @property {number} [skipped] how many others did not run: those that another system can run, or another language
 * @property {string} [notRun] why it could not run here, which is neither
 */

/**
 * Where the report of a check goes while it runs: with `after`, another one runs beside it.
 * @typedef {{ output: 'inherit' | 'after' }} How
 */

/** What leaves a core idle has another beside it, which neither counts nor hears the same. */
export const besides = [
  ['oracle', 'faults'],
  ['disk', 'package'],
  ['cli', 'lessons'],
]

/** @type {Record<string, (how: How) => Promise<Result>>} All that `npm test` checks, in this order. */
export const checks = {
  types: () => runTool('typescript/bin/tsc', ['-b', '--pretty']),
  'types-electron-33': () =>
    ifPossible(writeOldestElectronProjects, (project) =>
      runTool('typescript/bin/tsc', ['-b', '--pretty', project]),
    ),
  lint: () => runTool('@biomejs/biome/bin/biome', ['check', '.']),
  unit: () => runVitestProject('unit'),
  engine: () => afterBuilding(['cli', 'workers'], () => runVitestProject('engine')),
  observe: () =>
    afterBuilding(['workers'], () => ifPossible(ensureForeignPrograms, () => runVitestProject('observe'))),
  capture: () =>
    afterBuilding(['cli', 'workers'], () =>
      ifPossible(ensureCaptureTools, () => runVitestProject('capture')),
    ),
  oracle: (how) =>
    afterBuilding(['workers'], () => ifPossible(ensureOracles, () => runVitestProject('oracle', {}, how))),
  faults: (how) =>
    afterBuilding(['workers'], () =>
      ifPossible(ensureOwnNetwork, (within) =>
        runVitestProject('faults', { SOCKET_LAB_OWN_NETWORK: '1' }, { within, ...how }),
      ),
    ),
  foreign: () =>
    afterBuilding(['workers'], () => ifPossible(ensureForeignPrograms, () => runVitestProject('foreign'))),
  journal: () => afterBuilding(['workers'], () => runVitestProject('journal')),
  kill: () => afterBuilding(['workers', 'programs'], () => runVitestProject('kill')),
  disk: (how) =>
    afterBuilding(['workers'], () =>
      ifPossible(ensureOwnMounts, (within) =>
        runVitestProject('disk', { SOCKET_LAB_OWN_MOUNTS: '1' }, { within, ...how }),
      ),
    ),
  export: () =>
    afterBuilding(['cli', 'workers'], () => ifPossible(ensureExporting, () => runVitestProject('export'))),
  ipc: () => afterBuilding(['workers'], () => runVitestProject('ipc')),
  cli: (how) =>
    afterBuilding(['cli', 'workers'], () => ifPossible(ensurePython, () => runVitestProject('cli', {}, how))),
  lessons: (how) =>
    afterBuilding(['cli', 'workers'], () =>
      ifPossible(ensurePython, () => runVitestProject('lessons', {}, how)),
    ),
  e2e: () =>
    afterBuilding(partNames, () => ifPossible(prepareDriving, (env) => runVitestProject('e2e', env))),
  package: (how) =>
    afterBuilding(partNames, () =>
      ifPossible(prepareElectron, (env) => runVitestProject('package', env, how)),
    ),
}

/** Python programs are among what is watched and run in the window. */
export async function prepareDriving() {
  await ensurePython()
  return prepareElectron()
}

/** What makes packets that are exported, and what reads them. */
export async function ensureExporting() {
  await ensureExportReaders()
  await ensureCaptureTools()
}

/** What the tests compare with: the kernel's trace, and packets. */
async function ensureOracles() {
  await ensureKernelTrace()
  await ensureCaptureTools()
}

/**
 * @param {string} script under node_modules
 * @param {readonly string[]} args
 * @returns {Promise<Result>} it counts as one
 */
async function runTool(script, args) {
  const file = path.join(root, 'node_modules', script)
  const { status } = await run(process.execPath, [file, ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/**
 * A build that fails is a failure; it isn't this machine's fault.
 * @param {readonly import('../build/parts.mjs').PartName[]} parts
 * @param {() => Promise<Result>} check
 */
async function afterBuilding(parts, check) {
  try {
    await ensureBuilt(parts)
  } catch (error) {
    sayTrouble(error)
    return { passed: 0, failed: 1 }
  }
  return check()
}

/**
 * @template T
 * @param {() => Promise<T>} prepare may find, by throwing Trouble, that this machine lacks what it takes
 * @param {(prepared: T) => Promise<Result>} check
 */
async function ifPossible(prepare, check) {
  let prepared
  try {
    prepared = await prepare()
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    sayTrouble(error)
    return { passed: 0, failed: 0, notRun: error.message }
  }
  return check(prepared)
}
