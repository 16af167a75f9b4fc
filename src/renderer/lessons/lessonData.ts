import type { Chapter } from '../../shared/lessons/chapters'
import type { Lesson } from '../../shared/lessons/lesson'

/** All chapters. Loaded when somebody asks for a lesson: their texts are a good part of the program. */
export async function allChapters(): Promise<readonly Chapter[]> {
  return (await import('../../shared/lessons/chapters')).CHAPTERS
}

export async function lessonCalled(id: string): Promise<Lesson | undefined> {
  const chapters = await allChapters()
  return chapters.flatMap(({ lessons }) => lessons).find((lesson) => lesson.id === id)
}
