import { Monitor, Server } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import css from './Side.module.css'

/** Which end of a connection a card is of. */
export function Side({ side }: { side: 'client' | 'server' }) {
  const { t } = useTranslation()
  const Icon = side === 'client' ? Monitor : Server
  return (
    <span className={css.side} title={t(`end.${side}Role`)}>
      <Icon size={13} aria-hidden="true" />
      <span className={css.word}>{t(`end.${side}Role`)}</span>
    </span>
  )
}
