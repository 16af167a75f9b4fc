import { Tabs } from '@base-ui/react/tabs'
import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useUi, VIEWS } from '../app/ui'
import { ListOrStates } from '../diagram/Overview'
import { useLab } from '../lab/hooks'
import { shownName } from '../lab/names'
import { Segmented } from '../ui/Segmented'
import { TabList } from '../ui/TabList'
import { RangeChip } from './RangeChip'
import css from './TimelineHead.module.css'
import type { Timeline } from './useTimeline'

/** The ways to the other views of what is selected, and as what the connections are shown. */
export function TimelineHead({ timeline }: { timeline: Timeline }) {
  const { t } = useTranslation()
  const lab = useLab()
  const { selection, setView } = useUi()
  const { form, setForm, current, scope, endScope, rows } = timeline
  const name = scope === undefined ? '' : shownName(lab.model, scope)
  return (
    <div className={css.head}>
      {current >= 0 && selection.length === 1 ? (
        <Tabs.Root
          className={css.tabs}
          value="timeline"
          onValueChange={(value) => {
            const view = VIEWS.find((each) => each === value)
            if (view) setView(view)
          }}
        >
          <TabList
            name={t('views.label')}
            tabs={VIEWS.map((value) => ({ value, label: t(`views.${value}`) }))}
          />
        </Tabs.Root>
      ) : (
        <>
          <h2 className={css.title}>{t('timeline.title')}</h2>
          <ListOrStates list={t('diagram.list')} />
        </>
      )}
      <div className={css.facts}>
        <RangeChip />
        {scope !== undefined && (
          <button
            type="button"
            className={css.scope}
            aria-label={t('timeline.endScope', { name })}
            title={t('timeline.endScope', { name })}
            onClick={endScope}
          >
            <span>{t('timeline.ofScope', { name })}</span>
            <X size={12} aria-hidden="true" />
          </button>
        )}
        {rows.length > 0 && (
          <Segmented
            name={t('timeline.form')}
            choices={[
              { value: 'picture', label: t('timeline.picture') },
              { value: 'table', label: t('timeline.table') },
            ]}
            value={form}
            onChange={setForm}
          />
        )}
      </div>
    </div>
  )
}
