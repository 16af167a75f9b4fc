import { TriangleAlert, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SocketModel } from '../../shared/model/model'
import { useUi } from '../app/ui'
import { Button } from '../ui/Button'
import { ErrorText } from '../ui/ErrorText'
import css from './FailureStrip.module.css'

interface Props {
  name: string
  error: NonNullable<SocketModel['error']>
  /** What puts it right, as a button. */
  remedy?: ReactNode
}

/** What went wrong at a socket, where it went wrong. */
export function FailureStrip({ name, error, remedy }: Props) {
  const { t } = useTranslation()
  const { pointAt, setBottom } = useUi()
  const [hidden, setHidden] = useState(0)
  if (hidden === error.seq) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div role="group" className={css.strip} aria-label={t('end.failure', { name })}>
      <TriangleAlert size={15} aria-hidden="true" className={css.icon} />
      <div className={css.what}>
        <ErrorText
          error={error}
          buttons={
            <>
              <Button
                small
                look="quiet"
                onClick={() => {
                  setBottom('log')
                  pointAt(error.seq)
                }}
              >
                {t('end.showInLog')}
              </Button>
              <Button
                small
                look="quiet"
                aria-label={t('end.hideFailure')}
                onClick={() => setHidden(error.seq)}
              >
                <X size={14} aria-hidden="true" />
              </Button>
            </>
          }
        />
        <p className={css.remedy}>{remedy}</p>
      </div>
    </div>
  )
}
