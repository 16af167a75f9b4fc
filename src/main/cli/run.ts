import path from 'node:path'
import { visible } from '../../shared/bytes'
import type { LabError } from '../../shared/errors'
import type { Lesson } from '../../shared/lessons/lesson'
import type { Scenario } from '../../shared/scenario'
import { foreseenTargets } from '../observe/capture/foreseen'
import { permit, readScenario } from '../scenario/prepare'
import type { Ending } from '../scenario/reporter'
import { Runner } from '../scenario/runner'
import type { Allowed, Hints } from '../scenario/safety'
import { journalTrouble } from './journal'
import { playLesson } from './lesson'
import { lessonCalled, lessonMeant } from './lesson-called'
import { type Io, Output } from './output'
import { reporterFor } from './report/reporter-for'
import { onStage } from './stage'

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

/** Runs a scenario file, or the lesson of that name. Returns the exit status: 0 all expectations met, 1 one was not, 2 a bad file. */
export async function run(file: string, options: RunOptions, io: Io): Promise<number> {
  const out = new Output(io.stdout)
  const err = new Output(io.stderr)
  try {
    const lesson = await lessonCalled(file)
    const prepared = lesson ? undefined : await prepare(file, options.allowed, io.folder)
    if (prepared && 'errors' in prepared) {
      for (const error of prepared.errors.slice(0, PRINTED_ERRORS))
        err.line(`${visible(file)}: ${visible(error.message)}`)
      const rest = prepared.errors.length - PRINTED_ERRORS
      if (rest > 0) err.line(`${visible(file)}: and ${rest} more`)
      const meant = await lessonMeant(file)
      if (meant !== undefined) err.line(`Did you mean the lesson ${meant}? "lessons" lists them all.`)
      return 2
    }
    const journal = options.journal === undefined ? undefined : path.resolve(io.folder, options.journal)
    const trouble = journal === undefined ? undefined : await journalTrouble(journal)
    if (trouble !== undefined) {
      err.line(visible(trouble))
      return 2
    }
    const whole = { ...options, ...(journal !== undefined && { journal }) }
    const status = prepared
      ? await play(prepared, whole, io, out, err)
      : await playLesson(lesson as Lesson, whole, io, out, err)
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
  { allowed, format, ...options }: RunOptions,
  io: Io,
  out: Output,
  err: Output,
): Promise<number> {
  const lab = {
    resolveFile,
    resolveFolder: (cwd?: string) => resolveFile(cwd ?? '.'),
    maySpawn: () => allowed.spawn,
    resolvePath: resolveFile,
    isConfirmed: () => allowed.net,
  }
  const observation = { capture: { targets: foreseenTargets(scenario) } }
  const observe = options.observe ? 'asked' : 'no'
  return onStage({ ...options, lab, observation, observe }, io, out, err, async (stage) => {
    const ending = await new Runner(stage.lab, scenario, reporterFor(format, io, out, err), {
      stop: stage.stop,
      epilogue: true,
      // What was on the wire before the end is told before the end.
      witnessed: () => stage.observation.setSource('capture', false),
    }).run()
    return stage.signalled() ?? STATUS[ending]
  })
}

/** Nobody reading any more is no failure of the scenario. */
const STATUS: Record<Ending, number> = { done: 0, unmet: 1, stopped: 0 }
