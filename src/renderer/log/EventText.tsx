import { ArrowRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LabEvent } from '../../shared/events'
import { StateBadge } from '../ui/StateBadge'
import { describe } from './describe'
import css from './EventText.module.css'
import { useLine } from './useLine'

/** What happened, in words; a transition with the sign of the state that it leads to. `firm`: never cut. */
export function EventText({ event, firm = false }: { event: LabEvent; firm?: boolean }) {
  const { t } = useTranslation()
  const line = useLine()
  if (event.kind === 'state') {
    return (
      <span className={css.state}>
        <span className={css.from} translate="no">
          {event.from}
        </span>
        <ArrowRight size={12} aria-hidden="true" className={css.arrow} />
        <StateBadge state={event.to} plain />
        <span className={css.aside}>
          {t(`provenance.${event.provenance}`)} · {t(`confidence.${event.confidence}`)}
        </span>
      </span>
    )
  }
  const asides =
    event.kind === 'asked'
      ? [event.by === 'lab' && t('events.byLab'), event.deferred && t('events.deferred')]
      : []
  return (
    <span className={firm ? css.firm : event.kind === 'failed' ? css.failed : css.text}>
      {line(describe(event))}
      {asides.filter(Boolean).map((aside) => (
        <span key={String(aside)} className={css.aside}>
          {' '}
          {aside}
        </span>
      ))}
    </span>
  )
}
