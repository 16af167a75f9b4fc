import { TriangleAlert, X } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useUi } from '../app/ui'
import { Button } from '../ui/Button'
import { ErrorText } from '../ui/ErrorText'
import css from './Notices.module.css'
import type { Notice } from './notices'

/** Failures that just happened. Read out at once; they stay until they are dismissed or give way to newer ones. */
export function Notices() {
  const { t } = useTranslation()
  const { notices } = useUi()
  const current = useSyncExternalStore(notices.subscribe, notices.current)
  return (
    <section className={css.notices} aria-label={t('notices.label')}>
      {current.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </section>
  )
}

function NoticeCard({ notice }: { notice: Notice }) {
  const { t } = useTranslation()
  const { notices, pointAt } = useUi()
  const { error, socket, seq, count } = notice
  const where =
    socket === undefined
      ? undefined
      : count > 1
        ? t('notices.atMany', { name: socket, count })
        : t('notices.at', { name: socket })
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
          <Button small look="quiet" onClick={() => pointAt(seq)}>
            {socket === undefined ? t('end.showInLog') : t('notices.show', { name: socket })}
          </Button>
        )}
      </div>
    </div>
  )
}
