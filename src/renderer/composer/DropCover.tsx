import { FileDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import css from './DropCover.module.css'

/** Lies over a place where a file can be dropped, while one hovers there. */
export function DropCover({ who }: { who: string }) {
  const { t } = useTranslation()
  return (
    <div className={css.cover}>
      <FileDown size={16} aria-hidden="true" />
      {t('composer.drop', { name: who })}
    </div>
  )
}
