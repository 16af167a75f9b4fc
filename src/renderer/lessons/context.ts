import { createContext, useContext, useSyncExternalStore } from 'react'
import type { LessonModel } from '../../shared/model/lesson'
import { useLab } from '../lab/hooks'
import type { LabStore } from '../lab/lab'
import type { LessonStore, LessonsState } from './store'

export const LessonsContext = createContext<LessonStore | undefined>(undefined)

export function useLessons(): LessonStore {
  const store = useContext(LessonsContext)
  if (!store) throw new Error('no lessons above this component')
  return store
}

export function useLessonsState(): LessonsState {
  const store = useLessons()
  return useSyncExternalStore(store.subscribe, store.current)
}

/** The lesson whose course is in what is looked at. Renders again as it goes on. The model is mutated in place: don't memoise on it. */
export function useLessonModel(): LessonModel | undefined {
  const lab = useLab()
  useSyncExternalStore(lab.subscribe, () => lab.model.lesson?.seq ?? 0)
  return lab.model.lesson
}

/** The lesson that is held on the lab as it is now. */
export function heldOn(lab: LabStore): LessonModel | undefined {
  const { lesson } = lab.model
  return lab.travel === null && lesson?.ending === undefined ? lesson : undefined
}
