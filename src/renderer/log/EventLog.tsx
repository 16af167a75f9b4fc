import { ScrollText, SearchX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { Button } from '../ui/Button'
import { EmptyState } from '../ui/EmptyState'
import { EarlierRow, useEarlier } from './Earlier'
import css from './EventLog.module.css'
import { LogRows } from './LogRows'
import { Pins } from './Pins'
import { type LogView, useGrowing } from './useLogView'

/** Everything that happened, newest at the end. */
export function EventLog({ view }: { view: LogView }) {
  const { t } = useTranslation()
  const { start, end, done } = useGrowing(view.list)
  const earlier = useEarlier()
  return (
    <div className={css.log}>
      <Pins view={view} />
      {start < end ? (
        <LogRows key={view.listId} view={view} />
      ) : !done ? (
        <EmptyState icon={ScrollText} late>
          {t('log.searching')}
        </EmptyState>
      ) : !view.filtered ? (
        <EmptyState icon={ScrollText}>{t('log.empty')}</EmptyState>
      ) : (
        <EmptyState icon={SearchX}>
          {t('log.nothing')}
          <span className={css.clear}>
            <Button small onClick={() => view.clearFilter()}>
              {t('log.clearFilter')}
            </Button>
            {earlier.count > 0 && <EarlierRow earlier={earlier} still />}
          </span>
        </EmptyState>
      )}
      {done && <HiddenHint view={view} />}
    </div>
  )
}

/** The event that is pointed at is not among those that are shown. */
function HiddenHint({ view }: { view: LogView }) {
  const { t } = useTranslation()
  const lab = useLab()
  const { pointed } = useUi()
  const ordinal = pointed === undefined ? undefined : lab.events.find(pointed)
  if (ordinal === undefined || view.list.find(ordinal) !== undefined || view.list.end === view.list.start) {
    return null
  }
  return (
    <div className={css.hidden} role="status">
      {t('log.hiddenByFilter', { seq: pointed })}
      <Button small look="quiet" onClick={() => view.clearFilter(lab.events.kindAt(ordinal))}>
        {t(view.filtered ? 'log.clearFilter' : 'log.showKind')}
      </Button>
    </div>
  )
}
