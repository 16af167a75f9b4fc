import { useTranslation } from 'react-i18next'
import type { SocketModel } from '../../shared/model/model'
import { ComposeBox } from '../composer/ComposeBox'
import css from '../composer/Composer.module.css'
import { cannotSend } from '../connection/offers'
import { useSentences } from '../connection/sentences'
import { useLab } from '../lab/hooks'
import { shownName } from '../lab/names'
import { usePast } from '../lab/usePast'
import { Suggestions } from '../ui/Suggestions'
import { destinations, isDestination } from './destinations'

interface Props {
  socket: SocketModel
  /** Where it goes, unless the socket is connected. */
  to: string
  onTo: (to: string) => void
  compact: boolean
}

/** Sends a datagram from a socket: to whom it is connected, or to whom one says. */
export function DatagramComposer({ socket, to, onTo, compact }: Props) {
  const { t } = useTranslation()
  const lab = useLab()
  const sentences = useSentences()
  const past = usePast()
  const name = shownName(lab.model, socket.name)
  const obstacle = cannotSend(socket)
  const isConnected = socket.remote !== undefined
  const goal = to.trim()
  const lost = isConnected
    ? undefined
    : goal === ''
      ? t('datagrams.needsTo')
      : isDestination(lab.model, goal)
        ? undefined
        : t('datagrams.badTo')
  return (
    <ComposeBox
      draftOf={socket.name}
      compact={compact}
      senders={[socket.name]}
      {...(!isConnected && { to: goal })}
      allowsEmpty
      who={name}
      obstacle={past ?? (obstacle ? t('composer.cannot', { name, reason: sentences([obstacle]) }) : lost)}
      from={
        isConnected ? (
          <span className={css.label}>{t('datagrams.toConnected', { address: socket.remote })}</span>
        ) : (
          <>
            <span className={css.label} aria-hidden="true">
              {t('datagrams.to')}
            </span>
            <Suggestions
              small
              value={to}
              label={t('datagrams.to')}
              placeholder={t('datagrams.toPlaceholder')}
              show={t('datagrams.showDestinations')}
              invalid={goal !== '' && lost !== undefined}
              choices={destinations(lab.model, socket)}
              onChange={onTo}
            />
          </>
        )
      }
    />
  )
}
