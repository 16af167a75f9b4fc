import { LAB_CODES, LabFailure, labError } from '../../../shared/errors'
import type { LessonMark, Past } from '../../../shared/session'

/** A step of a lesson, once it was shown. */
interface ShownStep extends LessonMark {
  /**
   * `seq` of the last event before another step is shown, the lesson ends or another begins; of the log, if none of these has come.
   * By then all that the step caused is told, and nothing of what comes after it.
   */
  end: number
}

/** The steps of lessons, as often as each was shown, in the order of the log. */
function shownSteps(marks: readonly LessonMark[], head: number): ShownStep[] {
  return marks.flatMap((mark, index) => {
    const next = marks[index + 1]
    return mark.step === 0 ? [] : [{ ...mark, end: next ? next.seq - 1 : head }]
  })
}

/** The nearest end of a step after or before `from`; undefined if there is none. */
export async function nearestLessonStep(
  past: Past,
  head: number,
  from: number,
  direction: 1 | -1,
): Promise<number | undefined> {
  const ends = shownSteps(await past.lessons(), head).map(({ end }) => end)
  return direction === 1 ? ends.find((end) => end > from) : ends.findLast((end) => end < from)
}

/**
 * The end of a step of the lesson that is held at `from`, or of the first one if none is yet: of the last time that it was shown.
 * Throws LabFailure if it never was.
 */
export async function lessonStepEnd(past: Past, head: number, step: number, from: number): Promise<number> {
  const marks = await past.lessons()
  const run = (marks.findLast(({ seq }) => seq <= from) ?? marks[0])?.run
  const found = shownSteps(marks, head).findLast((each) => each.run === run && each.step === step)
  if (found) return found.end
  const message = `step ${step} of a lesson is not in what is looked at`
  throw new LabFailure(labError(LAB_CODES.notPossible, message, { field: 'step' }))
}
