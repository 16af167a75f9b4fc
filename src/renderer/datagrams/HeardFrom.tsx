import { Reply } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { HeardFrom as Sender, SocketModel } from '../../shared/model/model'
import { useLab } from '../lab/hooks'
import { shownName } from '../lab/names'
import { usePast } from '../lab/usePast'
import { ActButton } from '../ui/ActButton'
import css from './DatagramView.module.css'

/** So many stand in one line; the field of the composer offers the others. */
const SHOWN = 6

interface Props {
  socket: SocketModel
  /** Where the next datagram goes. */
  to: string
  onReply: (to: string) => void
}

/** Whom an unconnected socket has heard from: each can be replied to. */
export function HeardFrom({ socket, to, onReply }: Props) {
  const { t } = useTranslation()
  const lab = useLab()
  const past = usePast()
  const heard = socket.heard ?? []
  const nameOf = ({ remote, peer }: Sender) => (peer === undefined ? remote : shownName(lab.model, peer))
  if (heard.length === 0) return <span className={css.nobody}>{t('datagrams.heardNobody')}</span>
  return (
    <ul className={css.heard} aria-label={t('datagrams.heard')}>
      {heard.slice(0, SHOWN).map((sender) => {
        const name = nameOf(sender)
        return (
          <li key={sender.remote}>
            <ActButton
              icon={Reply}
              why={past ?? t('datagrams.replyHint', { address: sender.remote })}
              aria-pressed={to === name}
              aria-label={t('datagrams.replyTo', { name })}
              disabled={past !== undefined || socket.descriptor !== 'open'}
              onClick={() => onReply(name)}
            >
              {name}
            </ActButton>
          </li>
        )
      })}
      {heard.length > SHOWN && (
        <li className={css.nobody}>{t('datagrams.heardMore', { count: heard.length - SHOWN })}</li>
      )}
    </ul>
  )
}
