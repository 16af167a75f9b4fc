import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../shared/bytes'
import type { LabError } from '../../shared/errors'
import { explained } from '../i18n/explained'
import css from './ErrorText.module.css'
import { particulars } from './particulars'

interface Props {
  error: LabError
  /** Where it happened, in words. */
  where?: string
  /** What can be done about the text itself, at the end of its first line. */
  buttons?: ReactNode
}

/** An error for people: its code, the call that failed, the likely cause and what to try. */
export function ErrorText({ error, where, buttons }: Props) {
  const { t } = useTranslation()
  const explanation = explained(t, error)
  const message = particulars(t, error)
  return (
    <div className={css.error}>
      <div className={css.head}>
        <p className={css.what}>
          <code translate="no">{error.code}</code>
          {error.syscall !== undefined && (
            <span className={css.call}>
              {error.address === undefined
                ? t('failure.call', { syscall: error.syscall })
                : t('failure.callTo', { syscall: error.syscall, address: visible(error.address) })}
            </span>
          )}
          {where !== undefined && <span className={css.call}>{visible(where)}</span>}
        </p>
        {buttons !== undefined && <span className={css.buttons}>{buttons}</span>}
      </div>
      {message && <p>{message}</p>}
      {explanation && (
        <p>
          {explanation.cause} <span className={css.remedy}>{explanation.remedy}</span>
        </p>
      )}
    </div>
  )
}
