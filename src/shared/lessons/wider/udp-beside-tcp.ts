import type { Lesson } from '../lesson'
import { boundaries } from './udp/boundaries'
import { loss } from './udp/loss'

export const udpBesideTcp: Lesson = {
  id: 'udp-beside-tcp',
  title: { en: 'UDP beside TCP', zh: 'UDP 与 TCP 对照' },
  see: {
    en: 'No connection, messages that stay apart, messages that get lost: the same exchange over both, side by side.',
    zh: '没有连接，消息互不相连，也会丢失：同样的收发在两种协议上并排进行。',
  },
  steps: [...boundaries, ...loss],
}
