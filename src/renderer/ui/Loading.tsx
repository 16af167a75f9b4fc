import { LoaderCircle } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import css from './Loading.module.css'

/** In the place of what is not here yet. Nothing for a moment, so that what comes soon doesn't flash. */
export function Loading() {
  const { t } = useTranslation()
  return (
    <div className={`${css.loading} late`} role="status">
      <LoaderCircle size={20} aria-hidden="true" strokeWidth={1.6} className={css.circle} />
      <span className="visually-hidden">{t('loading')}</span>
    </div>
  )
}
