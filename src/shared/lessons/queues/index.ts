import type { Chapter } from '../chapters'
import { acceptQueue } from './accept-queue'
import { noMessages } from './no-messages'
import { oneAtATime } from './one-at-a-time'
import { sendAndSendall } from './send-and-sendall'

export const queues: Chapter = {
  title: { en: 'Waiting and streams', zh: '等待与字节流' },
  lessons: [oneAtATime, acceptQueue, sendAndSendall, noMessages],
}
