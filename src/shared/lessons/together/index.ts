import type { Chapter } from '../chapters'
import { chat } from './chat'
import { findTheBug } from './find-the-bug'
import { quitWord } from './quit-word'

export const together: Chapter = {
  title: { en: 'All together', zh: '综合' },
  lessons: [chat, quitWord, findTheBug],
}
