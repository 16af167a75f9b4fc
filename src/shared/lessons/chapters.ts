import { basics } from './basics'
import { closing } from './closing'
import type { Lesson, Text } from './lesson'
import { queues } from './queues'
import { together } from './together'
import { trouble } from './trouble'
import { wider } from './wider'

export interface Chapter {
  title: Text
  lessons: readonly Lesson[]
}

/** All lessons, in the order in which they stand on each other. */
export const CHAPTERS: readonly Chapter[] = [basics, closing, trouble, queues, wider, together]

export const LESSONS: readonly Lesson[] = CHAPTERS.flatMap(({ lessons }) => lessons)
