import { Toggle } from '@base-ui/react/toggle'
import { useTranslation } from 'react-i18next'
import { useActions } from '../actions/context'
import { Hint } from '../ui/Hint'
import css from './KernelIndicator.module.css'
import { useStanding } from './source'

/** Whether the kernel's tables are read; a press switches that. */
export function KernelIndicator() {
  const { t } = useTranslation()
  const standing = useStanding()
  const { run } = useActions()('toggleKernel')
  const why = t(`kernel.source.${standing}Hint`)
  return (
    <Hint text={why} side="bottom">
      <Toggle
        className={css.indicator}
        pressed={standing === 'on' || standing === 'quiet'}
        onPressedChange={run}
        data-standing={standing}
        aria-label={t('kernel.source.label', { state: t(`kernel.source.${standing}`) })}
        aria-description={why}
      >
        <span className={css.dot} aria-hidden="true" />
        {t('kernel.source.short')}
        <span className={css.standing}>{t(`kernel.source.${standing}`)}</span>
      </Toggle>
    </Hint>
  )
}
