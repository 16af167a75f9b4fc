/** A check of a lesson's step that has been decided so far. */
export interface LessonCheck {
  met: boolean
  /** `seq` of the event that met it. */
  by?: number
  /** `seq`s of what was seen there instead. */
  seen: number[]
}

/** A lesson that is held on this lab, or was last. Steps and checks count from 1. */
export interface LessonModel {
  /** From 1. */
  run: number
  /** `seq` of the newest event of its course: it changes with each. */
  seq: number
  /** Its id. */
  lesson: string
  steps: number
  /** The one that is shown; 0 before the first. */
  step: number
  /** By role: who plays it. */
  roles: Map<string, { name: string; adopted: boolean }>
  /** By role: a socket that was made for it, it seems, and how the command that made it differs. */
  unfit: Map<string, { name: string; differs: string[] }>
  /** By role: a socket that was there before and could play it. */
  offers: Map<string, string>
  /** By word: the free port that was chosen. */
  ports: Map<string, number>
  /** The step that is done for the learner right now. */
  doing?: number
  /** Acts that are done: `checkKey` of step and act. */
  acts: Set<string>
  /** By `checkKey`. */
  checks: Map<string, LessonCheck>
  ending?: 'done' | 'left' | 'missing'
}

export function checkKey(step: number, check: number): string {
  return `${step}.${check}`
}

export function stepOfKey(key: string): number {
  return Number.parseInt(key, 10)
}

/** Whether all of so many checks of a step are met. */
export function isStepMet(lesson: Pick<LessonModel, 'checks'>, step: number, checks: number): boolean {
  for (let check = 1; check <= checks; check++) {
    if (lesson.checks.get(checkKey(step, check))?.met !== true) return false
  }
  return true
}
