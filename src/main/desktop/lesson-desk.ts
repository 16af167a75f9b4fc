import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Command } from '../../shared/commands'
import { LAB_CODES, LabFailure, labError } from '../../shared/errors'
import type { Params } from '../../shared/ipc'
import type { Lab } from '../engine/lab'
import { type LessonEnding, LessonRun } from '../lessons/lesson-run'
import { missingNeeds } from '../lessons/needs'
import type { Consents } from './consent/consents'
import type { CurrentLab } from './current-lab'
import type { PickedFiles } from './files/picked-files'

export interface LessonDeskOptions {
  labs: CurrentLab
  picked: Pick<PickedFiles, 'during'>
  consents: Pick<Consents<unknown>, 'allowProgram'>
  /** The folder of the program's own examples, where lessons find what they start. */
  examples: string | undefined
  /** Is told of a fault of the program itself. */
  onFault: (fault: unknown) => void
}

/** Holds lessons on the lab that is open, one at a time. */
export class LessonDesk {
  readonly #options: LessonDeskOptions
  /** Runs of this lab so far. */
  #count = 0
  #run: LessonRun | undefined

  constructor(options: LessonDeskOptions) {
    this.#options = options
    options.labs.follow(() => {
      this.#count = 0
      this.#run = undefined
      return undefined
    })
    options.labs.beforeEnd(() => this.#run?.close('left'))
  }

  /** Begins a lesson, and ends the one before. Throws LabFailure if there is none of that id, or it can't be held here. */
  async begin({ lesson: id, step }: Params<'beginLesson'>): Promise<{ run: number }> {
    const { LESSONS } = await import('../../shared/lessons/chapters')
    const lesson = LESSONS.find((each) => each.id === id)
    if (!lesson) throw failure(LAB_CODES.badCommand, `there is no lesson ${JSON.stringify(id)}`)
    await this.#run?.end('left')
    const { labs } = this.#options
    await labs.ready
    const run = ++this.#count
    const held = new LessonRun(lesson, { lab: this.#stage(labs.lab), run, folder: newFolder })
    this.#run = held
    if (missingNeeds(lesson).length > 0) held.close('missing')
    else held.show(step)
    return { run }
  }

  show({ step }: Params<'showLessonStep'>): null {
    this.#held.show(step)
    return null
  }

  /** Does a step for the learner. Resolves as it begins: what becomes of it is in the log. */
  perform({ step }: Params<'doLessonStep'>): null {
    this.#held.perform(step, { afresh: true }).catch(this.#options.onFault)
    return null
  }

  adopt({ role, name }: Params<'castForLesson'>): null {
    if (this.#held.adopt(role, name)) return null
    throw failure(
      LAB_CODES.notPossible,
      `${name} is not what the lesson needs as ${role}, or is closed by now`,
    )
  }

  async end({ ending }: { ending: LessonEnding }): Promise<null> {
    await this.#held.end(ending)
    return null
  }

  get #held(): LessonRun {
    if (this.#run && !this.#run.ended) return this.#run
    throw failure(LAB_CODES.notPossible, 'no lesson is being held on this lab: start it again')
  }

  /** The lab as a lesson uses it: its programs and files are the program's own, which the learner has asked for. */
  #stage(lab: Lab): ConstructorParameters<typeof LessonRun>[1]['lab'] {
    const { picked, consents, examples } = this.#options
    const inExamples = (file: string) => path.resolve(examples ?? '.', file)
    return {
      log: lab.log,
      isTaken: (name) => lab.isTaken(name),
      madeBy: (name) => lab.madeBy(name),
      note: (happening) => lab.note(happening),
      execute: (command: Command) => {
        if (command.do === 'spawn') {
          consents.allowProgram({ ...command, cwd: inExamples(command.cwd ?? '.') })
        }
        return picked.during(inExamples, () => lab.execute(command))
      },
    }
  }
}

function newFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'socket-lab-lesson-'))
}

function failure(code: string, message: string): LabFailure {
  return new LabFailure(labError(code, message))
}
