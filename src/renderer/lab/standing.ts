import type { SocketModel } from '../../shared/model/model'

/** What there is to say of a Unix domain socket: what has become of its descriptor. */
export type UnixStanding = 'listening' | 'opening' | 'open' | 'halfClosed' | 'closing' | 'closed' | 'failed'

export function unixStanding(socket: SocketModel): UnixStanding {
  const { role, descriptor, closing, fin, ended, local, error, closedAt } = socket
  if (descriptor === 'closed' || closedAt !== undefined)
    return error && local === undefined ? 'failed' : 'closed'
  if (role === 'foreign') return 'open'
  if (descriptor === 'none') return error ? 'failed' : 'opening'
  if (role === 'listener') return 'listening'
  if (closing) return 'closing'
  if (local === undefined) return 'opening'
  return fin === 'sent' || ended ? 'halfClosed' : 'open'
}

/** What there is to say of a datagram socket in the place of a state: what its kernel does with it. */
export type StandingWord = 'opening' | 'bound' | 'connected' | 'closing' | 'closed' | 'failed'

export function standingWord({ descriptor, closing, remote, local, error }: SocketModel): StandingWord {
  if (descriptor === 'none') return error ? 'failed' : 'opening'
  if (descriptor === 'closed') return 'closed'
  if (closing) return 'closing'
  if (local === undefined) return 'opening'
  return remote === undefined ? 'bound' : 'connected'
}
