import { ArrowRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LabEvent } from '../../shared/events'
import { StateBadge } from '../ui/StateBadge'
import { describe } from './describe'
import css from './EventText.module.css'
import { asidesIn, lineIn } from './words'

/** What happened, in words; a transition with the sign of the state that it leads to. `firm`: never cut. */
export function EventText({ event, firm = false }: { event: LabEvent; firm?: boolean }) {
  const { t } = useTranslation()
  const asides = asidesIn(t, event).map((aside) => (
    <span key={aside} className={css.aside}>
      {' '}
      {aside}
    </span>
  ))
  if (event.kind === 'state' && event.from !== event.to) {
    return (
      <span className={css.state}>
        <span className={css.from} translate="no">
          {event.from}
        </span>
        <ArrowRight size={12} aria-hidden="true" className={css.arrow} />
        <StateBadge state={event.to} plain />
        {asides}
      </span>
    )
  }
  return (
    <span className={firm ? css.firm : event.kind === 'failed' ? css.failed : css.text}>
      {lineIn(t, describe(event))}
      {asides}
    </span>
  )
}
