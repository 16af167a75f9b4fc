import { ChartNoAxesGantt } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../actions/ActionButton'
import type { ViewName } from '../app/ui'
import { useQuickStart } from '../app/useQuickStart'
import { useLab } from '../lab/hooks'
import { shownName } from '../lab/names'
import { usePast } from '../lab/usePast'
import { Button } from '../ui/Button'
import { EmptyState } from '../ui/EmptyState'
import { Missing } from './Missing'
import { Strip } from './Strip'
import { TimelineHead } from './TimelineHead'
import { TimelinePicture } from './TimelinePicture'
import { TimelineTable } from './TimelineTable'
import { TimelineTools } from './TimelineTools'
import css from './TimelineView.module.css'
import { type Timeline, useTimeline } from './useTimeline'

/** Every connection, and every datagram socket, as a row over time. `before`: the view to go back to. */
export function TimelineView({ before }: { before: ViewName }) {
  const { t } = useTranslation()
  const timeline = useTimeline(before)
  const { rows, form, current } = timeline
  const row = rows[current]
  return (
    <section className={css.view} aria-label={t('timeline.title')}>
      <TimelineHead timeline={timeline} />
      {rows.length === 0 ? (
        <Nothing timeline={timeline} />
      ) : (
        <>
          <TimelineTools timeline={timeline} />
          <Missing timeline={timeline} />
          {form === 'picture' ? (
            <TimelinePicture timeline={timeline} />
          ) : (
            <TimelineTable timeline={timeline} />
          )}
        </>
      )}
      {row && <Strip timeline={timeline} row={row} />}
    </section>
  )
}

/** What will be here, or why it isn't. */
function Nothing({ timeline: { total, scope, endScope } }: { timeline: Timeline }) {
  const { t } = useTranslation()
  const lab = useLab()
  const past = usePast()
  const { start, running } = useQuickStart()
  if (scope !== undefined && total > 0) {
    return (
      <EmptyState
        icon={ChartNoAxesGantt}
        action={<Button onClick={endScope}>{t('timeline.showAll')}</Button>}
      >
        {t('timeline.emptyScope', { name: shownName(lab.model, scope) })}
      </EmptyState>
    )
  }
  if (total > 0) {
    return (
      <EmptyState icon={ChartNoAxesGantt} action={<ActionButton id="showCleared" />}>
        {t('timeline.allCleared')}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={ChartNoAxesGantt}
      action={
        past === undefined && (
          <Button look="primary" onClick={start} disabled={running} focusableWhenDisabled>
            {t('empty.start')}
          </Button>
        )
      }
    >
      {past === undefined ? t('timeline.empty') : t('time.nothingYet')}
    </EmptyState>
  )
}
