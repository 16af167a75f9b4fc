import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { isRunning, newestLoad } from '../../shared/model/loads'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { Indicator } from '../ui/Indicator'

/** In the top bar, once there is a load: whether it runs, and the way to its view. */
export function LoadIndicator() {
  const { t } = useTranslation()
  const lab = useLab()
  const { select } = useUi()
  useSyncExternalStore(lab.subscribe, () => newestLoad(lab.model.loads)?.newest.seq)
  const load = newestLoad(lab.model.loads)
  if (!load) return null
  const running = isRunning(load)
  return (
    <Indicator
      what={t('load.indicator')}
      state={t(running ? 'load.running' : 'load.over')}
      hint={t('load.indicatorHint', { name: load.name, open: load.newest.open })}
      mark={running ? 'on' : 'quiet'}
      leads="view"
      onPress={() => select(load.name)}
    />
  )
}
