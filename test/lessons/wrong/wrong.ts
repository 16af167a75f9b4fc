import type { LessonCommand } from '../../../src/shared/lessons/lesson'

/** The wrong thing, done in a lesson. */
export interface Wrong {
  lesson: string
  /** From 1: what comes before is done as it should be. */
  step: number
  /** What is done in place of the step's acts, in names of roles. */
  instead: LessonCommand[]
  /** The checks of the step that stay unmet, from 1; all others are met. */
  unmet: number[]
}
