import { useTranslation } from 'react-i18next'
import { useActions } from '../actions/context'
import { Indicator } from '../ui/Indicator'
import { useStanding } from './source'

/** Whether the kernel's tables are read; a press switches that. */
export function KernelIndicator() {
  const { t } = useTranslation()
  const standing = useStanding()
  const { run, possible, why } = useActions()('toggleKernel')
  return (
    <Indicator
      what={t('kernel.source.short')}
      state={t(`kernel.source.${standing}`)}
      hint={possible ? t(`kernel.source.${standing}Hint`) : why}
      disabled={!possible}
      mark={standing}
      pressed={standing === 'on' || standing === 'quiet'}
      onPress={run}
    />
  )
}
