import type { Chapter } from '../chapters'
import { addressInUse } from './address-in-use'
import { connectionRefused } from './connection-refused'

export const trouble: Chapter = {
  title: { en: 'Trouble', zh: '出错的时候' },
  lessons: [addressInUse, connectionRefused],
}
