import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import type { Lab } from '../../src/main/engine/lab'
import { examplesFolder } from '../../src/main/examples-folder'
import { LessonRun } from '../../src/main/lessons/lesson-run'
import { Observation } from '../../src/main/observe/observation'
import { LESSONS } from '../../src/shared/lessons/chapters'
import type { Lesson, LessonCommand, LessonStep } from '../../src/shared/lessons/lesson'
import { openLab } from '../support/lab'

export const examples = examplesFolder() as string

export function lessonOf(id: string): Lesson {
  const lesson = LESSONS.find((each) => each.id === id)
  if (!lesson) throw new Error(`there is no lesson ${id}`)
  return lesson
}

export interface Held {
  lab: Lab
  run: LessonRun
}

/** A lesson on a lab of its own, or on `lab`, which reads the kernel's tables where it can. */
export async function hold(lesson: Lesson, lab = lessonLab()): Promise<Held> {
  if (process.platform === 'linux') {
    const observation = new Observation(lab)
    onTestFinished(() => observation.dispose())
    await observation.setSource('kernel', true)
  }
  const run = new LessonRun(lesson, {
    lab,
    run: 1,
    folder: () => mkdtempSync(path.join(tmpdir(), 'lab-lesson-')),
  })
  onTestFinished(() => run.end('left'))
  return { lab, run }
}

export function lessonLab(): Lab {
  return openLab({
    resolveFile: (file) => path.resolve(examples, file),
    resolveFolder: (cwd) => path.resolve(examples, cwd ?? '.'),
    maySpawn: () => true,
  })
}

/** Gives commands of a lesson as a person would. */
export async function give({ lab, run }: Held, commands: readonly LessonCommand[]): Promise<void> {
  for (const given of commands) {
    const as = 'as' in given ? given.as : undefined
    const command = await run.roles.command(given, as, run.places)
    await lab.execute(command).done
  }
}

/** The numbers of a step's checks that are met. */
export function met({ run }: Held, step: number): number[] {
  return checksOf(run.lesson, step).filter((check) => run.isMet(step, check))
}

export function checksOf({ steps }: Lesson, step: number): number[] {
  return (steps[step - 1] as LessonStep).checks?.map((_, index) => index + 1) ?? []
}
