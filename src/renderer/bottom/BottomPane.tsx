import { Tabs } from '@base-ui/react/tabs'
import { useTranslation } from 'react-i18next'
import { useUi } from '../app/ui'
import { useFailures } from '../lab/useFailures'
import { EventLog } from '../log/EventLog'
import { LogTools } from '../log/LogTools'
import { useLogView } from '../log/useLogView'
import { Problems } from '../problems/Problems'
import css from './BottomPane.module.css'

/** The pane at the bottom: everything that happened, and what of it went wrong. */
export function BottomPane() {
  const { t } = useTranslation()
  const { bottom, setBottom } = useUi()
  const failures = useFailures()
  const view = useLogView()
  return (
    <Tabs.Root className={css.pane} value={bottom} onValueChange={setBottom}>
      <div className={css.head}>
        <Tabs.List className={css.tabs} aria-label={t('problems.tabs')}>
          <Tabs.Tab value="log" className={css.tab}>
            {t('log.title')}
          </Tabs.Tab>
          <Tabs.Tab value="problems" className={css.tab}>
            {failures === 0 ? t('problems.title') : t('problems.counted', { count: failures })}
          </Tabs.Tab>
          <Tabs.Indicator className={css.indicator} />
        </Tabs.List>
        {bottom === 'log' && <LogTools view={view} />}
      </div>
      <Tabs.Panel value="log" className={css.panel} tabIndex={-1}>
        <EventLog view={view} />
      </Tabs.Panel>
      <Tabs.Panel value="problems" className={css.panel} tabIndex={-1}>
        <Problems />
      </Tabs.Panel>
    </Tabs.Root>
  )
}
