import type { Chapter } from '../chapters'
import { familiesAndTypes } from './families-and-types'
import { udpBesideTcp } from './udp-beside-tcp'

export const wider: Chapter = {
  title: { en: 'Beside TCP', zh: 'TCP 之外' },
  lessons: [udpBesideTcp, familiesAndTypes],
}
