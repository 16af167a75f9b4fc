import { Tabs } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useUi, VIEWS } from '../app/ui'
import { Boundary } from '../ui/Boundary'
import { Segmented } from '../ui/Segmented'
import { TabList } from '../ui/TabList'
import css from './ConnectionView.module.css'

/** The views of what is selected, as tabs. `options`: what can be chosen in the one that is shown. */
export function ViewTabs({ options, children }: { options: ReactNode; children: ReactNode }) {
  const { t } = useTranslation()
  const { view, setView } = useUi()
  return (
    <Tabs.Root
      className={css.tabs}
      value={view}
      onValueChange={(value) => {
        const next = VIEWS.find((one) => one === value)
        if (next) setView(next)
      }}
    >
      <div className={css.tabBar}>
        <TabList
          name={t('views.label')}
          tabs={VIEWS.map((value) => ({ value, label: t(`views.${value}`) }))}
        />
        <div className={css.options}>{options}</div>
      </div>
      <Boundary of={view}>{children}</Boundary>
    </Tabs.Root>
  )
}

/** How bytes are shown. */
export function FormatSwitch() {
  const { t } = useTranslation()
  const { format, setFormat } = useUi()
  return (
    <Segmented
      name={t('views.format')}
      choices={[
        { value: 'text', label: t('views.asText') },
        { value: 'hex', label: t('views.asHex') },
      ]}
      value={format}
      onChange={setFormat}
    />
  )
}
