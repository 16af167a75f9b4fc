import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Lesson } from '../../shared/lessons/lesson'
import { useLab } from '../lab/hooks'
import { useLessonModel, useLessonsState } from './context'
import { lessonCalled } from './lessonData'

export interface ShownLesson {
  lesson: Lesson
  /** From 1. */
  step: number
  /** It is held on the lab; it is in a past that is looked at; or it is open, and not held on this lab (any more). */
  kind: 'held' | 'recorded' | 'over'
}

/** The lesson that stands at the right; undefined if none does. */
export function useShownLesson(): ShownLesson | undefined {
  const lab = useLab()
  const model = useLessonModel()
  const { open, step } = useLessonsState()
  const past = useSyncExternalStore(lab.subscribe, () => lab.travel !== null)
  const recordedId = past ? model?.lesson : undefined
  const [recorded, setRecorded] = useState<Lesson>()
  useEffect(() => {
    if (recordedId === undefined) return
    let wanted = true
    void lessonCalled(recordedId).then((lesson) => wanted && setRecorded(lesson))
    return () => {
      wanted = false
    }
  }, [recordedId])
  if (past && model) {
    if (recorded?.id !== recordedId || !recorded) return undefined
    const last = recorded.steps.length
    return { lesson: recorded, step: Math.min(Math.max(model.step, 1), last), kind: 'recorded' }
  }
  if (!open) return undefined
  const held = !past && model?.lesson === open.id && model.ending === undefined
  return { lesson: open, step, kind: held ? 'held' : 'over' }
}
