import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { OtherTransport } from '../../shared/events'
import type { SocketModel } from '../../shared/model/model'
import { standingWord, unixStanding } from '../lab/standing'
import css from './StandingBadge.module.css'
import { LiveStateBadge, StateBadge } from './StateBadge'

/** The same in every language. */
export const TRANSPORT: Record<OtherTransport, string> = { udp: 'UDP', unix: 'Unix' }

/** How a socket stands: its TCP state, or, of another transport, which has none, what that is and what there is to say. */
export function StandingBadge({ socket, plain = false }: { socket: SocketModel; plain?: boolean }) {
  const { t } = useTranslation()
  const { transport } = socket
  if (transport === undefined) {
    return plain ? <StateBadge state={socket.state} plain /> : <LiveStateBadge state={socket.state} />
  }
  const word = transport === 'udp' ? standingWord(socket) : unixStanding(socket)
  return (
    <span className={plain ? css.plain : css.badge} data-standing={word}>
      <TransportBadge transport={transport} />
      <span>{standingText(socket, t)}</span>
    </span>
  )
}

/** What it is, where there are no states. */
export function TransportBadge({ transport }: { transport: OtherTransport }) {
  return (
    <span className={css.transport} data-transport={transport} translate="no">
      {TRANSPORT[transport]}
    </span>
  )
}

/** The same in words: a state keeps its name in every language. */
export function standingText(socket: SocketModel, t: TFunction): string {
  if (socket.transport === undefined) return socket.state
  return socket.transport === 'udp'
    ? t(`datagrams.standing.${standingWord(socket)}`)
    : t(`unix.standing.${unixStanding(socket)}`)
}
