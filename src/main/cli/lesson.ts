import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { visible } from '../../shared/bytes'
import { LabFailure } from '../../shared/errors'
import type { Lesson } from '../../shared/lessons/lesson'
import { examplesFolder } from '../examples-folder'
import type { Hearing } from '../lessons/lesson-run'
import { LessonRun } from '../lessons/lesson-run'
import { missingNeeds } from '../lessons/needs'
import { sampleFile } from '../lessons/sample-file'
import type { Evaluated } from '../scenario/reporter'
import type { Io, Output } from './output'
import { replayTo } from './replay'
import { failureWords } from './report/failure'
import type { NdjsonReporter } from './report/ndjson'
import type { PrettyReporter } from './report/pretty'
import { reporterFor } from './report/reporter-for'
import type { RunOptions } from './run'
import { onStage } from './stage'

/** The log goes on for this long after the last check, ms. */
const QUIET = 50
/** In a recording, so long after each step: until packets and the kernel's tables have told all that it has caused, ms. */
const BETWEEN = 300

/** Does all steps of a lesson. Returns the exit status: 0 all checks met, 1 one was not. */
export async function playLesson(
  lesson: Lesson,
  options: RunOptions,
  io: Io,
  out: Output,
  err: Output,
): Promise<number> {
  const { format, journal } = options
  const missing = missingNeeds(lesson)
  const examples = examplesFolder()
  if (missing.length > 0 || examples === undefined) {
    const what = missing.length > 0 ? missing.join(', ') : 'the folder "examples" of the program'
    err.line(`${lesson.id}: this machine does not have ${what}.`)
    await tellSample(lesson, examples, format, io, out, err)
    return 1
  }
  const lab = {
    resolveFile: (file: string) => path.resolve(examples, file),
    resolveFolder: (cwd?: string) => path.resolve(examples, cwd ?? '.'),
    maySpawn: () => true,
  }
  const observe = options.observe ? 'asked' : 'quietly'
  const stage = { lab, capture: options.capture, observe, ...(journal !== undefined && { journal }) } as const
  return onStage(
    stage,
    io,
    out,
    err,
    async ({ lab: { log }, lab: stageLab, observation, stop, signalled }) => {
      const reporter = reporterFor(format, io, out, err)
      const teller = new Teller(lesson, reporter)
      const run = new LessonRun(lesson, { lab: stageLab, run: 1, folder: newFolder, hearing: teller })
      for (let seq = log.first; seq <= log.head; seq++) {
        const event = log.at(seq)
        if (event) reporter.event(event, run.model)
      }
      const telling = log.subscribe((event) => reporter.event(event, run.model))
      const stopped = new Promise<'stopped'>((resolve) =>
        stop.addEventListener('abort', () => resolve('stopped'), { once: true }),
      )
      const perform = async (step: number) => {
        const met = await run.perform(step)
        if (met && journal !== undefined) await sleep(BETWEEN)
        return met
      }
      try {
        for (const index of lesson.steps.keys()) {
          run.show(index + 1)
          const met = await Promise.race([perform(index + 1), stopped])
          if (met === true) continue
          reporter.end(met === false ? 'unmet' : 'stopped', run.model)
          return signalled() ?? (met === false ? 1 : 0)
        }
        await sleep(QUIET)
        await observation.setSource('capture', false)
        run.close('done')
        reporter.end('done', run.model)
        return signalled() ?? 0
      } finally {
        run.close('left')
        telling.dispose()
      }
    },
  )
}

/** Tells the recording of a lesson that the program brings along, or why that can't be had. */
async function tellSample(
  lesson: Lesson,
  examples: string | undefined,
  format: RunOptions['format'],
  io: Io,
  out: Output,
  err: Output,
): Promise<void> {
  const file = examples === undefined ? undefined : sampleFile(examples, lesson)
  if (file === undefined || !existsSync(file)) return err.line('Its recording is not there, either.')
  err.line('What follows is its recording.')
  try {
    await replayTo(file, format, io, out, err)
  } catch (error) {
    if (!(error instanceof LabFailure)) throw error
    err.line(failureWords(error.error))
  }
}

function newFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'socket-lab-lesson-'))
}

/** Tells a lesson as runs of files are told: acts and checks are its steps. */
class Teller implements Hearing {
  readonly #reporter: NdjsonReporter | PrettyReporter
  #number = 0

  constructor(lesson: Lesson, reporter: NdjsonReporter | PrettyReporter) {
    this.#reporter = reporter
    const steps = lesson.steps.flatMap(({ checks = [] }) => checks.map(({ expect }) => [expect].flat()[0]))
    reporter.start({
      version: 1,
      title: lesson.title.en,
      description: lesson.see.en,
      steps: steps.flatMap((step) => step ?? []),
    })
  }

  step: Hearing['step'] = (number, { title }) => {
    this.#reporter.section(`${number}. ${visible(title.en)}`)
  }

  command: Hearing['command'] = (command) => this.#reporter.step(++this.#number, command)

  checked: Hearing['checked'] = (check, took, roles) => {
    const met = check.met !== undefined
    const step = roles.expectation(check.told) as Evaluated['step']
    this.#reporter.evaluated({ number: ++this.#number, step, met, took, seen: met ? [] : check.seenWords })
  }
}
