import { CircleCheck, Info, type LucideIcon, TriangleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBytes, visible } from '../../shared/bytes'
import { useSessionDesk } from '../sessions/context'
import type { News, Slot } from '../sessions/news'
import { Button } from '../ui/Button'
import { ErrorText } from '../ui/ErrorText'
import css from './Notices.module.css'

/** So many lines are told of what was left out; the rest is counted. */
const TOLD = 4

type Look = 'failed' | 'limited' | 'good'

const LOOKS: Record<News['news'], Look> = {
  notRecorded: 'failed',
  notExported: 'failed',
  limited: 'limited',
  resumed: 'good',
  exported: 'good',
}
const ICONS: Record<Look, LucideIcon> = {
  failed: TriangleAlert,
  limited: Info,
  good: CircleCheck,
}

/** What has become of a recording or an export; it stays until it is dismissed or gives way to something newer. */
export function NewsCard({ slot, news }: { slot: Slot; news: News }) {
  const { t } = useTranslation()
  const desk = useSessionDesk()
  const look = LOOKS[news.news]
  const Icon = ICONS[look]
  return (
    <div className={css.notice} data-look={look} role={look === 'failed' ? 'alert' : 'status'}>
      <Icon size={16} aria-hidden="true" className={css.icon} />
      <div className={css.body}>
        <NewsText news={news} />
      </div>
      <Button small look="quiet" aria-label={t('notices.dismiss')} onClick={() => desk.news.dismiss(slot)}>
        <X size={14} aria-hidden="true" />
      </Button>
    </div>
  )
}

function NewsText({ news }: { news: News }): ReactNode {
  const { t } = useTranslation()
  switch (news.news) {
    case 'notRecorded':
      return (
        <>
          <p className={css.title}>{t('recording.now.failed')}</p>
          {news.error && <ErrorText error={news.error} />}
        </>
      )
    case 'resumed':
      return (
        <>
          <p className={css.title}>{t('recording.resumed')}</p>
          <p>
            {news.missing > 0
              ? t('recording.missing', { count: news.missing })
              : t('recording.nothingMissing')}
          </p>
        </>
      )
    case 'limited':
      return (
        <>
          <p className={css.title}>{t('recording.limited')}</p>
          <p>{t(`recording.leftOut.${news.of}`, { limit: formatBytes(news.limit) })}</p>
        </>
      )
    case 'notExported':
      return (
        <>
          <p className={css.title}>{t('exports.failed')}</p>
          <ErrorText error={news.error} />
        </>
      )
    case 'exported':
      return <Exported file={news.file} left={news.left} />
  }
}

function Exported({ file, left }: { file: string; left: readonly string[] }) {
  const { t } = useTranslation()
  const more = left.length - TOLD
  return (
    <>
      <p className={css.title}>{t('exports.done')}</p>
      <p className={css.file} translate="no">
        {visible(file)}
      </p>
      {left.length > 0 && (
        <>
          <p className={css.left}>{t('exports.left')}</p>
          <ul className={css.lines} lang="en">
            {left.slice(0, TOLD).map((line) => (
              <li key={line}>{visible(line)}</li>
            ))}
          </ul>
          {more > 0 && <p>{t('exports.more', { count: more })}</p>}
        </>
      )}
    </>
  )
}
