import type { Chapter } from '../chapters'
import { fourWayClose } from './four-way-close'
import { halfClose } from './half-close'
import { mergedClose } from './merged-close'
import { serverClosesFirst } from './server-closes-first'
import { simultaneousClose } from './simultaneous-close'
import { timeWait } from './time-wait'

export const closing: Chapter = {
  title: { en: 'Closing', zh: '关闭连接' },
  lessons: [fourWayClose, halfClose, mergedClose, serverClosesFirst, simultaneousClose, timeWait],
}
