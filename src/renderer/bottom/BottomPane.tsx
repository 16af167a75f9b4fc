import { Tabs } from '@base-ui/react/tabs'
import { useTranslation } from 'react-i18next'
import { useUi } from '../app/ui'
import { KernelTable } from '../kernel/KernelTable'
import { KernelTools } from '../kernel/KernelTools'
import { useKernelView } from '../kernel/useKernelView'
import { useContradictions, useFailures } from '../lab/useFailures'
import { EventLog } from '../log/EventLog'
import { LogTools } from '../log/LogTools'
import { useLogView } from '../log/useLogView'
import { useNotes } from '../notes/context'
import { NotesTab } from '../notes/NotesTab'
import { Problems } from '../problems/Problems'
import { Boundary } from '../ui/Boundary'
import { TabList } from '../ui/TabList'
import css from './BottomPane.module.css'

/** The pane at the bottom: everything that happened, and what of it went wrong, what people noted. */
export function BottomPane() {
  const { t } = useTranslation()
  const { bottom, setBottom } = useUi()
  const failures = useFailures() + useContradictions()
  const count = useNotes().all.length
  const view = useLogView()
  const kernel = useKernelView(bottom === 'kernel')
  return (
    <Tabs.Root className={css.pane} value={bottom} onValueChange={setBottom}>
      <div className={css.head}>
        <TabList
          small
          name={t('problems.tabs')}
          tabs={[
            { value: 'log', label: t('log.title') },
            {
              value: 'problems',
              label: failures === 0 ? t('problems.title') : t('problems.counted', { count: failures }),
            },
            {
              value: 'notes',
              label: count === 0 ? t('notes.title') : t('notes.counted', { count }),
            },
            { value: 'kernel', label: t('kernel.title') },
          ]}
        />
        {bottom === 'log' && <LogTools view={view} />}
        {bottom === 'kernel' && <KernelTools view={kernel} />}
      </div>
      <Boundary of={bottom}>
        <Tabs.Panel value="log" className={css.panel} tabIndex={-1}>
          <EventLog view={view} />
        </Tabs.Panel>
        <Tabs.Panel value="problems" className={css.panel} tabIndex={-1}>
          <Problems />
        </Tabs.Panel>
        <Tabs.Panel value="notes" className={css.panel} tabIndex={-1}>
          <NotesTab />
        </Tabs.Panel>
        <Tabs.Panel value="kernel" className={css.panel} tabIndex={-1}>
          <KernelTable view={kernel} />
        </Tabs.Panel>
      </Boundary>
    </Tabs.Root>
  )
}
