import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { isRunning, type LoadModel } from '../../shared/model/loads'
import { duration, grouped } from '../ui/format'
import css from './LoadView.module.css'
import { type Course, isBehind, ratesOf, shownRate } from './numbers'

/** How it stands now, or stood over all in the end, in a few large numbers. */
export function Tiles({ load, course }: { load: LoadModel; course: Course }) {
  const { t } = useTranslation()
  const { plan, newest } = load
  const running = isRunning(load)
  const { sent, answered, out, in: read } = ratesOf(load, course)
  const latency = running ? newest.recent : newest.latency
  return (
    <section aria-label={t(running ? 'load.numbers' : 'load.overAll')}>
      <dl className={css.numbers}>
        {running ? (
          <Tile
            label={t('load.open')}
            value={grouped(newest.open)}
            more={t('load.openOf', { clients: plan.clients, calling: newest.calling })}
          />
        ) : (
          <Tile
            label={t('load.connected')}
            value={grouped(newest.opened)}
            more={t('load.connectedOf', { clients: plan.clients })}
          />
        )}
        <Tile
          label={t('load.messages')}
          value={shownRate(sent)}
          more={t('load.messagesTotal', { sent: newest.sent })}
        />
        {plan.measured !== 'none' && (
          <Tile
            label={t(plan.measured === 'answer' ? 'load.answers' : 'load.reads')}
            value={shownRate(answered)}
            more={t('load.answersTotal', { answered: newest.answered, unanswered: newest.unanswered })}
          />
        )}
        <Tile
          label={t('load.bytes')}
          value={shownRate(out + read)}
          more={t('load.bytesOf', { sent: shownRate(out), received: shownRate(read) })}
        />
        <Tile
          label={t('load.latency')}
          value={latency ? duration(latency.p99) : '–'}
          more={latency ? t('load.latencyOf', { p50: duration(latency.p50) }) : t('load.latencyNone')}
        />
        <Tile
          label={t('load.failed')}
          value={grouped(newest.failed)}
          more={t('load.failedOf', { closed: newest.closed })}
          isBad={newest.failed > 0}
        />
      </dl>
      {isBehind(load) && <Warning>{t('load.behind', { span: duration(newest.behind) })}</Warning>}
      {newest.blocked > 0 && <Warning>{t('load.blocked', { count: newest.blocked })}</Warning>}
    </section>
  )
}

interface TileProps {
  label: string
  value: string
  more: string
  isBad?: boolean
}

function Tile({ label, value, more, isBad = false }: TileProps) {
  return (
    <div className={css.tile} data-bad={isBad || undefined}>
      <dt>{label}</dt>
      <dd>
        <span className={css.value}>{value}</span>
        <span className={css.more}>{more}</span>
      </dd>
    </div>
  )
}

function Warning({ children }: { children: string }) {
  return (
    <p className={css.warning}>
      <TriangleAlert size={14} aria-hidden="true" />
      {children}
    </p>
  )
}
