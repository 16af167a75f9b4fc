import { formatBytes } from '../../shared/bytes'
import type { EndAct } from '../../shared/commands'
import type { SocketModel } from '../../shared/model/model'
import type { Offer, Sentence } from './offers'

/** The acts on a datagram socket: what has no connection has no end that could be told to another. */
export function offerOfDatagrams(act: EndAct, socket: SocketModel): Offer {
  switch (act) {
    case 'shutdown':
      return { act, possible: false, why: [{ key: 'reason.noFin' }] }
    case 'reset':
      return { act, possible: false, why: [{ key: 'reason.noReset' }] }
    case 'close':
    case 'destroy':
      return {
        act,
        possible: true,
        why: [...held(socket), ...stops(socket), { key: 'effect.closeDatagrams' }],
      }
    case 'pause':
      return { act, possible: true, why: [{ key: 'effect.pauseDatagrams' }] }
    case 'resume':
      return { act, possible: true, why: [{ key: 'effect.resumeDatagrams' }] }
  }
}

function held({ queued }: SocketModel): Sentence[] {
  return queued > 0 ? [{ key: 'effect.queuedFirst', size: formatBytes(queued) }] : []
}

function stops({ repeating }: SocketModel): Sentence[] {
  return repeating.length > 0 ? [{ key: 'effect.repeatsStop' }] : []
}
