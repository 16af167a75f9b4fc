import type { SocketModel } from '../../shared/model/model'
import { cannotSend, isConnecting } from './offers'

/** What can still come of a connection. */
export type Outlook =
  /** A message, from this end. */
  | { kind: 'send'; from: string }
  /** Something, once it is established. */
  | { kind: 'connecting' }
  /** What another program writes: the lab's own end has sent its FIN, or is about to. */
  | { kind: 'reads' }
  /** Nothing that can be seen: both ends are other programs'. */
  | { kind: 'foreign' }
  /** Nothing: it was never established, or is over for the lab's own ends. */
  | { kind: 'never' | 'over' }

/** What is to be expected of a connection with these ends; the selected one is the first to send. */
export function outlookOf(ends: readonly (SocketModel | undefined)[], selected: string | undefined): Outlook {
  const own = ends.filter((end): end is SocketModel => end !== undefined && end.role !== 'foreign')
  if (own.length === 0 && ends.some((end) => end !== undefined)) return { kind: 'foreign' }
  const able = own.filter((end) => cannotSend(end) === undefined)
  const from = able.find(({ name }) => name === selected) ?? able[0]
  if (from) return { kind: 'send', from: from.name }
  // Before a client has a descriptor, only an error tells that it will never have one.
  const pending = ({ descriptor, error }: SocketModel) =>
    descriptor === 'open' || (descriptor === 'none' && error === undefined)
  if (own.some((end) => isConnecting(end) && pending(end))) return { kind: 'connecting' }
  if (own.some(({ descriptor, ended }) => descriptor === 'open' && !ended)) return { kind: 'reads' }
  const established = own.some(({ path }) => path.some(({ to }) => to === 'ESTABLISHED'))
  return { kind: established ? 'over' : 'never' }
}
