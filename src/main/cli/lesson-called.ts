import type { Lesson } from '../../shared/lessons/lesson'
import { nearest } from '../../shared/scenario/nearest'

/** The lesson of that id. Loaded when a word may be one: all their texts are a good part of the program. */
export async function lessonCalled(id: string): Promise<Lesson | undefined> {
  if (!/^[a-z0-9-]+$/.test(id)) return undefined
  const { LESSONS } = await import('../../shared/lessons/chapters')
  return LESSONS.find((lesson) => lesson.id === id)
}

/** The lesson that a word was most likely meant to be, which is none and no file either. */
export async function lessonMeant(word: string): Promise<string | undefined> {
  if (!/^[\w -]+$/.test(word)) return undefined
  const { LESSONS } = await import('../../shared/lessons/chapters')
  return nearest(
    word,
    LESSONS.map(({ id }) => id),
  )
}
