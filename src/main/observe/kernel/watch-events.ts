import { LAB_CODES, labError } from '../../../shared/errors'
import type { Watched } from '../../../shared/watched'
import type { Lab } from '../../engine/lab'
import type { News } from './thread'

/** What the log is told when the thread has `what` to say of a watch; undefined where it knows that already. */
export function watchEvent(
  socket: string,
  what: Extract<News, { type: 'watch' }>['what'],
  { pid = 0, children }: Watched,
): Parameters<Lab['note']>[0] | undefined {
  switch (what) {
    case 'ended':
      // Of a program that the lab has started, it has told so itself.
      return children ? undefined : { kind: 'note', socket, text: `process ${pid} has ended` }
    case 'full': {
      const message = `${socket} covers more sockets than the lab takes in: some are left out`
      return { kind: 'failed', socket, ...labError(LAB_CODES.limit, message) }
    }
    case 'forbidden': {
      const message = `the sockets of process ${pid} may not be looked into`
      const advice = "It is another user's process. Watch the port that it listens on."
      return { kind: 'failed', socket, ...labError('EACCES', message, { syscall: 'readlink', advice }) }
    }
  }
}
