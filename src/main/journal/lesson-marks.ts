import type { LabEvent } from '../../shared/events'
import type { LessonMark } from '../../shared/session'

/** So many are known of a recorded session: nobody goes through more steps, and a file from a stranger may have any number. */
export const MOST_MARKS = 10_000

/** What an event tells of where a lesson is; undefined if nothing. */
export function lessonMark(event: LabEvent): LessonMark | undefined {
  if (event.kind !== 'lesson') return undefined
  const { seq, run, phase, step = 0 } = event
  if (phase === 'step') return { seq, run, step }
  return phase === 'began' || phase === 'ended' ? { seq, run, step: 0 } : undefined
}
