import { TriangleAlert, X } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useUi } from '../app/ui'
import { useShownName } from '../lab/useShownName'
import { useSessionDesk } from '../sessions/context'
import { Button } from '../ui/Button'
import { ErrorText } from '../ui/ErrorText'
import { WorkCards } from '../work/WorkCards'
import { NewsCard } from './NewsCard'
import css from './Notices.module.css'
import type { Notice } from './noticeStore'

/**
 * Failures that just happened, what has become of recordings and exports, and long work that goes on. Read out; they stay until
 * they are dismissed or give way to newer ones. `covered`: a dialog is open.
 */
export function Notices({ covered }: { covered: boolean }) {
  const { t } = useTranslation()
  const { notices, bottom } = useUi()
  const current = useSyncExternalStore(notices.subscribe, notices.current)
  const { news } = useSessionDesk()
  const told = useSyncExternalStore(news.subscribe, news.current)
  return (
    <section className={css.notices} aria-label={t('notices.label')}>
      {current.toReversed().map((notice) =>
        // The list of problems has it already, and would lie under it.
        bottom === 'problems' && notice.seq !== undefined ? (
          <HeardNotice key={notice.id} notice={notice} />
        ) : (
          <NoticeCard key={notice.id} notice={notice} />
        ),
      )}
      {told.toReversed().map(([slot, each]) => (
        <NewsCard key={slot} slot={slot} news={each} />
      ))}
      <WorkCards covered={covered} />
    </section>
  )
}

function useWhere({ socket, count }: Notice): string | undefined {
  const { t } = useTranslation()
  const name = useShownName(socket)
  if (name === undefined) return undefined
  return count > 1 ? t('notices.atMany', { name, count }) : t('notices.at', { name })
}

/** For those who listen only. */
function HeardNotice({ notice }: { notice: Notice }) {
  const where = useWhere(notice)
  return (
    <div className="visually-hidden" role="alert">
      {notice.error.code} {where}
    </div>
  )
}

function NoticeCard({ notice }: { notice: Notice }) {
  const { t } = useTranslation()
  const { notices, pointAt, setBottom } = useUi()
  const { error, socket, seq } = notice
  const name = useShownName(socket)
  const where = useWhere(notice)
  return (
    <div className={css.notice} role="alert">
      <TriangleAlert size={16} aria-hidden="true" className={css.icon} />
      <div className={css.body}>
        <ErrorText
          error={error}
          {...(where !== undefined && { where })}
          buttons={
            <Button
              small
              look="quiet"
              aria-label={t('notices.dismiss')}
              onClick={() => notices.dismiss(notice.id)}
            >
              <X size={14} aria-hidden="true" />
            </Button>
          }
        />
        {seq !== undefined && (
          <Button
            small
            look="quiet"
            onClick={() => {
              pointAt(seq)
              setBottom('log')
            }}
          >
            {name === undefined ? t('end.showInLog') : t('notices.show', { name })}
          </Button>
        )}
      </div>
    </div>
  )
}
