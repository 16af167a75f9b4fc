import type { OtherTransport } from '../../shared/events'
import type { Model } from '../../shared/model/model'
import { TCP_STATES, type TcpState } from '../../shared/tcp/states'

/** So many sockets are in a state of TCP, or of a transport that has none. */
export type Standing =
  | { state: TcpState; transport?: undefined; count: number }
  | { transport: OtherTransport; state?: undefined; count: number }

const STANDINGS = [
  ...TCP_STATES.map((state) => ({ state })),
  ...(['udp', 'unix'] as const).map((transport) => ({ transport })),
]

/** How these sockets stand, those of TCP first. */
export function countStandings(model: Model, names: readonly string[]): Standing[] {
  const counts = new Map<TcpState | OtherTransport, number>()
  for (const name of names) {
    const socket = model.sockets.get(name)
    if (!socket) continue
    const key = socket.transport ?? socket.state
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return STANDINGS.flatMap((standing) => {
    const count = counts.get('state' in standing ? standing.state : standing.transport)
    return count === undefined ? [] : [{ ...standing, count }]
  })
}
