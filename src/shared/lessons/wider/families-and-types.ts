import type { Lesson } from '../lesson'
import { addresses } from './families/addresses'
import { types } from './families/types'

export const familiesAndTypes: Lesson = {
  id: 'families-and-types',
  title: { en: 'Families and types', zh: '地址族与类型' },
  see: {
    en: 'The same server over IPv4, IPv6 and a path: which have ports, which have states, and what else socket() knows.',
    zh: '同一个服务器分别使用 IPv4、IPv6 和路径：谁有端口，谁有状态，socket() 还认识些什么。',
  },
  steps: [...addresses, ...types],
}
