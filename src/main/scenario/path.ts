import type { SocketModel } from '../../shared/model/model'
import type { TcpState } from '../../shared/tcp/states'

/** A state that an end was in; not `sure` if other stories are possible. */
export interface Stop {
  state: TcpState
  sure: boolean
}

/** The states that a socket went through, the first one included. */
export function pathOf(socket: SocketModel | undefined): Stop[] {
  const first = socket?.path[0]
  if (!socket || !first) return []
  const entered = socket.path.map(({ to, confidence }) => ({ state: to, sure: confidence !== 'possible' }))
  return [{ state: first.from, sure: true }, ...entered]
}
