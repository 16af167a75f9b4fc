import { Circle, CircleDot, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatBytes } from '../../shared/bytes'
import { ErrorText } from '../ui/ErrorText'
import css from './HowItGoes.module.css'
import { leftOut } from './kept'
import { useKept } from './useKept'

/** How the recording of the lab that is open goes: what fails, and what is left out. */
export function HowItGoes() {
  const { t } = useTranslation()
  const { phase, limited, missing, error } = useKept()
  const out = leftOut(limited)
  return (
    <div className={css.state} data-phase={phase}>
      {phase === 'failed' ? (
        <TriangleAlert size={16} aria-hidden="true" />
      ) : phase === 'on' ? (
        <CircleDot size={16} aria-hidden="true" />
      ) : (
        <Circle size={16} aria-hidden="true" />
      )}
      <div className={css.words}>
        <p className={css.what}>{t(`recording.now.${phase}`)}</p>
        {phase === 'failed' && error && <ErrorText error={error} />}
        {out.map((of) => (
          <p key={of}>{t(`recording.leftOut.${of}`, { limit: formatBytes(limited[of] ?? 0) })}</p>
        ))}
        {missing > 0 && <p>{t('recording.missing', { count: missing })}</p>}
      </div>
    </div>
  )
}
