import path from 'node:path'
import type { Lesson } from '../../shared/lessons/lesson'
import { SESSION_EXTENSION } from '../../shared/session'

/** Where the recording of a lesson lies in the folder of the program's own examples. `npm run samples` makes it. */
export function sampleFile(examples: string, { id }: Pick<Lesson, 'id'>): string {
  return path.join(examples, 'lessons', `${id}.${SESSION_EXTENSION}`)
}
