import path from 'node:path'
import { visible } from '../../shared/bytes'
import { LabFailure } from '../../shared/errors'
import type { LabEvent } from '../../shared/events'
import type { Lesson } from '../../shared/lessons/lesson'
import { emptyModel, type Model } from '../../shared/model/model'
import { reduce } from '../../shared/model/reduce'
import { eventToLine } from '../../shared/ndjson'
import type { Step } from '../../shared/scenario'
import { readAll } from '../journal/read/read-all'
import { lessonCalled } from './lesson-called'
import { type Io, Output } from './output'
import { withSession } from './recorded'
import { damageWords } from './report/damage'
import { failureWords } from './report/failure'
import { PrettyReporter } from './report/pretty'
import { style, wantsColour } from './report/style'
import type { RunOptions } from './run'

/** Lines that may wait to be written. */
const AT_ONCE = 256

/** Tells a recorded session. Returns the exit status: 0 if anything of it could be read, 2 if not. */
export async function replay(journal: string, format: RunOptions['format'], io: Io): Promise<number> {
  const out = new Output(io.stdout)
  const err = new Output(io.stderr)
  try {
    const status = await replayTo(path.resolve(io.folder, journal), format, io, out, err)
    await out.finish()
    if (!out.trouble) return status
    err.line(`standard output failed: ${visible(out.trouble.message)}`)
    return 2
  } catch (error) {
    if (!(error instanceof LabFailure)) throw error
    err.line(failureWords(error.error))
    return 2
  } finally {
    await out.finish()
    await err.finish()
  }
}

/** Tells the session at that place. Throws LabFailure if nothing of it can be read. */
export function replayTo(
  journal: string,
  format: RunOptions['format'],
  io: Io,
  out: Output,
  err: Output,
): Promise<number> {
  return withSession(journal, (folder, { signal }) =>
    tell(folder, signal, format === 'ndjson' ? lines(out) : story(out, io), out, err),
  )
}

/** Who tells it. */
interface Teller {
  start?(startedAt: string): void
  /** A promise where something has to be had first. */
  event(event: LabEvent): void | Promise<void>
  end?(): void
}

async function tell(
  folder: string,
  signal: AbortSignal,
  teller: Teller,
  out: Output,
  err: Output,
): Promise<number> {
  let isRead = true
  out.onClosed(() => {
    isRead = false
  })
  const session = readAll(folder, { signal })
  teller.start?.(session.startedAt)
  let told = 0
  for await (const event of session) {
    const telling = teller.event(event)
    if (telling) await telling
    if (++told % AT_ONCE === 0) await out.room()
    if (!isRead) break
  }
  teller.end?.()
  for (const each of session.damage) err.line(visible(damageWords(each)))
  return 0
}

function lines(out: Output): Teller {
  return { event: (event) => out.line(() => eventToLine(event)) }
}

function story(out: Output, io: Io): Teller {
  const reporter = new PrettyReporter(out, style(wantsColour(io.stdout, io.env)))
  const model: Model = emptyModel()
  let steps = 0
  let lesson: Lesson | undefined
  return {
    start: (startedAt) => reporter.heading({ title: `Recorded ${startedAt}`.trim() }),
    event: (event) => {
      reduce(model, event)
      if (event.kind === 'lesson') {
        const { phase, step = 0 } = event
        if (phase === 'began') return hear(event.lesson ?? '')
        if (phase === 'step') reporter.section(headingOf(lesson, step))
      }
      // What was asked of a group is told once, not of each member.
      if (event.kind === 'asked' && event.by === 'user' && event.cause === undefined) {
        reporter.step(++steps, event.command as Step)
      }
      reporter.event(event, model)
    },
    end: () => reporter.closing(model),
  }

  async function hear(id: string): Promise<void> {
    lesson = await lessonCalled(id)
  }
}

/** Of a step, as a run has it. What was recorded may be of a lesson that this program doesn't have. */
function headingOf(lesson: Lesson | undefined, step: number): string {
  const title = lesson?.steps[step - 1]?.title.en
  return title === undefined ? `Step ${step}` : `${step}. ${visible(title)}`
}
