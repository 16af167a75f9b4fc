import path from 'node:path'
import { visible } from '../../shared/bytes'
import { type LabError, LabFailure } from '../../shared/errors'
import type { Scenario } from '../../shared/scenario'
import { Lab } from '../engine/lab'
import { foreseenTargets } from '../observe/capture/foreseen'
import { Observation } from '../observe/observation'
import { permit, readScenario } from '../scenario/prepare'
import type { Ending } from '../scenario/reporter'
import { Runner } from '../scenario/runner'
import type { Allowed, Hints } from '../scenario/safety'
import { journalTrouble, recordRun } from './journal'
import { type Io, Output } from './output'
import { failureWords } from './report/failure'
import { NdjsonReporter } from './report/ndjson'
import { PrettyReporter } from './report/pretty'
import { style, wantsColour } from './report/style'
import { onSignal } from './signals'

/** Bytes of each message that the log of a run keeps: expectations compare them. */
const KEPT_BYTES = 1024 * 1024
/** Errors of one file that are printed. */
const PRINTED_ERRORS = 20

export interface RunOptions {
  format: 'pretty' | 'ndjson'
  allowed: Allowed
  /** Capture packets as long as the run lasts. */
  capture: boolean
  /** Read the kernel's tables of TCP sockets. */
  observe: boolean
  /** The folder to record to, relative to where the program was called. */
  journal?: string
}

/** Runs a scenario file. Returns the exit status: 0 all expectations met, 1 one was not, 2 a bad file. */
export async function run(file: string, options: RunOptions, io: Io): Promise<number> {
  const out = new Output(io.stdout)
  const err = new Output(io.stderr)
  try {
    const prepared = await prepare(file, options.allowed, io.folder)
    if ('errors' in prepared) {
      for (const error of prepared.errors.slice(0, PRINTED_ERRORS))
        err.line(`${visible(file)}: ${visible(error.message)}`)
      const rest = prepared.errors.length - PRINTED_ERRORS
      if (rest > 0) err.line(`${visible(file)}: and ${rest} more`)
      return 2
    }
    const journal = options.journal === undefined ? undefined : path.resolve(io.folder, options.journal)
    const trouble = journal === undefined ? undefined : await journalTrouble(journal)
    if (trouble !== undefined) {
      err.line(visible(trouble))
      return 2
    }
    const status = await play(
      prepared,
      { ...options, ...(journal !== undefined && { journal }) },
      io,
      out,
      err,
    )
    await out.finish()
    if (!out.trouble) return status
    err.line(`standard output failed: ${visible(out.trouble.message)}`)
    return 2
  } finally {
    await out.finish()
    await err.finish()
  }
}

/** How a run is allowed more. */
const FLAGS: Hints = {
  net: '--allow-net allows it',
  files: '--allow-files allows it',
  spawn: '--allow-spawn allows it',
}

interface Prepared {
  scenario: Scenario
  resolveFile: (path: string) => string
}

/** Everything that is checked before anything runs. */
async function prepare(
  file: string,
  allowed: Allowed,
  base: string,
): Promise<Prepared | { errors: LabError[] }> {
  const read = await readScenario(file, base)
  if ('errors' in read) return read
  const permitted = permit(read, allowed, FLAGS)
  return 'errors' in permitted ? permitted : { scenario: read.scenario, ...permitted }
}

async function play(
  { scenario, resolveFile }: Prepared,
  options: RunOptions,
  io: Io,
  out: Output,
  err: Output,
): Promise<number> {
  const stop = new AbortController()
  const signals = onSignal(() => stop.abort())
  out.onClosed(() => stop.abort())
  const lab = new Lab({
    keepBytes: KEPT_BYTES,
    resolveFile,
    resolveFolder: (cwd) => resolveFile(cwd ?? '.'),
    maySpawn: () => options.allowed.spawn,
    resolvePath: resolveFile,
    isConfirmed: () => options.allowed.net,
    ...io.lab,
  })
  const recorder = options.journal === undefined ? undefined : recordRun(lab, options.journal, err)
  const observation = new Observation(lab, { capture: { targets: foreseenTargets(scenario) } })
  try {
    // From here on, what happens is on the disk within moments.
    await recorder?.flush()
    if (options.capture && !(await capture(observation, err))) return 2
    if (options.observe) await observe(observation, err)
    const colour = wantsColour(io.stdout, io.env)
    const reporter =
      options.format === 'ndjson' ? new NdjsonReporter(out, err) : new PrettyReporter(out, style(colour))
    const ending = await new Runner(lab, scenario, reporter, {
      stop: stop.signal,
      epilogue: true,
      // What was on the wire before the end is told before the end.
      witnessed: () => observation.setSource('capture', false),
    }).run()
    return signals.status ?? STATUS[ending]
  } finally {
    await observation.dispose()
    await lab.dispose()
    await recorder?.dispose()
    signals.dispose()
  }
}

/** Begins to capture packets. False if that can't be had, once it has said what would allow it. */
async function capture(observation: Observation, err: Output): Promise<boolean> {
  try {
    await observation.setSource('capture', true)
    return true
  } catch (error) {
    if (!(error instanceof LabFailure)) throw error
    err.line(`packets cannot be captured: ${visible(error.message)}`)
  }
  const { commands, namespace } = await observation.captureRights()
  if (commands.length > 0) {
    err.line('What allows it:')
    for (const command of commands) err.line(`  ${command}`)
  }
  if (namespace !== undefined) err.line(`A run in a network of its own needs no right:\n  ${namespace}`)
  return false
}

/** What can't be had is told, and the run goes on without: its expectations say what it takes. */
async function observe(observation: Observation, err: Output): Promise<void> {
  try {
    await observation.setSource('kernel', true)
  } catch (error) {
    if (!(error instanceof LabFailure)) throw error
    err.line(`--observe: ${failureWords(error.error)}`)
  }
}

/** Nobody reading any more is no failure of the scenario. */
const STATUS: Record<Ending, number> = { done: 0, unmet: 1, stopped: 0 }
