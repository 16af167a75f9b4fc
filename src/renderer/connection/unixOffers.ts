import type { EndAct } from '../../shared/commands'
import type { SocketModel } from '../../shared/model/model'
import type { Offer, Sentence } from './offers'

/** The acts on one end of a Unix connection: what they are for TCP, without its segments and states. `before` comes first. */
export function offerOfUnix(act: EndAct, socket: SocketModel, before: readonly Sentence[]): Offer {
  const can = (...why: Sentence[]): Offer => ({ act, possible: true, why })
  const cannot = (key: Sentence['key']): Offer => ({ act, possible: false, why: [{ key }] })
  switch (act) {
    case 'shutdown':
      if (socket.fin !== 'none') return cannot('reason.unixEnded')
      return can(...before, { key: 'effect.unixShutdown' })
    case 'close':
      return can(...before, { key: 'effect.unixClose' })
    case 'destroy':
      return can({ key: 'effect.unixDestroy' })
    case 'reset':
      return cannot('reason.unixNoReset')
    case 'pause':
      return socket.ended ? cannot('reason.ended') : can({ key: 'effect.unixPause' })
    case 'resume':
      return can({ key: 'effect.resume' })
  }
}
