import type { Lesson } from '../lesson'
import { leaking } from './bugs/leaking'
import { resetting } from './bugs/resetting'
import { unanswered } from './bugs/unanswered'

export const findTheBug: Lesson = {
  id: 'find-the-bug',
  title: { en: 'Find the bug', zh: '找出毛病' },
  see: {
    en: 'Three broken servers, known by their sockets alone. You test, look, name the bug, and prove it by a cure.',
    zh: '三个有毛病的服务器，只能从它们的套接字来判断。你来测试、观察、说出毛病，并用治疗来证明。',
  },
  steps: [...unanswered, ...leaking, ...resetting],
}
