import { Clock, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useUi } from '../app/ui'
import { Hint } from '../ui/Hint'
import css from './RangeChip.module.css'
import { rangeText } from './range'

/** The time that everything is filtered by, and the way to end that; nothing while it isn't. */
export function RangeChip() {
  const { t } = useTranslation()
  const { range, setRange } = useUi()
  if (!range) return null
  const text = rangeText(range)
  return (
    <Hint text={t('timeline.rangeHint')}>
      <button
        type="button"
        className={css.chip}
        aria-label={t('timeline.endRange', { range: text })}
        aria-description={t('timeline.rangeHint')}
        onClick={() => setRange(undefined)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' && event.key !== 'Delete') return
          event.preventDefault()
          setRange(undefined)
        }}
      >
        <Clock size={12} aria-hidden="true" />
        <span>{t('timeline.rangeChip', { range: text })}</span>
        <X size={12} aria-hidden="true" />
      </button>
    </Hint>
  )
}
