import type { Chapter } from '../chapters'
import { findTheBug } from './find-the-bug'
import { quitWord } from './quit-word'

export const together: Chapter = {
  title: { en: 'All together', zh: '综合' },
  lessons: [quitWord, findTheBug],
}
