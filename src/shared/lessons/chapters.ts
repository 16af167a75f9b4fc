import { basics } from './basics'
import { closing } from './closing'
import type { Lesson, Text } from './lesson'
import { queues } from './queues'
import { chat } from './together/chat'
import { trouble } from './trouble'

export interface Chapter {
  title: Text
  lessons: readonly Lesson[]
}

/** All lessons, in the order in which they stand on each other. */
export const CHAPTERS: readonly Chapter[] = [
  basics,
  closing,
  trouble,
  queues,
  { title: { en: 'All together', zh: '综合' }, lessons: [chat] },
]

export const LESSONS: readonly Lesson[] = CHAPTERS.flatMap(({ lessons }) => lessons)
