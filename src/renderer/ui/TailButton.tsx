import { ArrowDownToLine } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import css from './TailButton.module.css'

/** Says how many rows came since a list stopped following its tail, and takes it back there. */
export function TailButton({ fresh, onPress }: { fresh: number; onPress: () => void }) {
  const { t } = useTranslation()
  return (
    <button type="button" className={css.button} onClick={onPress} aria-description={t('log.freshHint')}>
      <ArrowDownToLine size={13} aria-hidden="true" />
      {fresh > 0 ? t('log.fresh', { count: fresh }) : t('log.follow')}
    </button>
  )
}
