import { History } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Travel } from '../../shared/session'
import { whenWords } from '../app/when'
import { useLab } from '../lab/hooks'
import css from './TimeBar.module.css'

/** Whose past is looked at. */
export function Subject({ travel }: { travel: Travel }) {
  const { t } = useTranslation()
  const lab = useLab()
  const { session } = travel
  const startedAt = session?.startedAt ?? lab.model.wall
  return (
    <span className={css.subject}>
      <History size={15} aria-hidden="true" />
      <strong>{t(session ? 'time.session' : 'time.past')}</strong>
      {session && (
        <span className={css.name} title={session.name}>
          {session.name}
        </span>
      )}
      {startedAt !== '' && (
        <span className={css.started}>
          {t('time.started', { when: whenWords(t, startedAt, Date.now()) })}
        </span>
      )}
    </span>
  )
}
