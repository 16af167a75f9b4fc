import type { Chapter } from '../chapters'
import { addressInUse } from './address-in-use'
import { closeWaitLeak } from './close-wait-leak'
import { connectionRefused } from './connection-refused'
import { programDies } from './program-dies'
import { reset } from './reset'

export const trouble: Chapter = {
  title: { en: 'Trouble', zh: '出错的时候' },
  lessons: [addressInUse, connectionRefused, reset, programDies, closeWaitLeak],
}
