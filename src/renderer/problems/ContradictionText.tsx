import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../shared/bytes'
import type { Contradiction } from '../../shared/model/model'
import { StateBadge } from '../ui/StateBadge'
import css from './ContradictionText.module.css'

interface Props {
  contradiction: Contradiction
  where?: string
  buttons: ReactNode
}

/** What was concluded, what was seen instead, and what that means. */
export function ContradictionText({ contradiction: { by, inferred, seen }, where, buttons }: Props) {
  const { t } = useTranslation()
  return (
    <div className={css.text}>
      <div className={css.head}>
        <p className={css.what}>
          <strong className={css.title}>{t('contradiction.title')}</strong>
          <span>{t('contradiction.taken')}</span>
          <StateBadge state={inferred} />
          <span>{t(`contradiction.seen.${by}`)}</span>
          <StateBadge state={seen} />
          {where !== undefined && <span className={css.where}>{visible(where)}</span>}
        </p>
        <span className={css.buttons}>{buttons}</span>
      </div>
      <p>
        {t('contradiction.cause')} <span className={css.where}>{t('contradiction.remedy')}</span>
      </p>
    </div>
  )
}
