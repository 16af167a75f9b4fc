import { PinOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useUi } from '../app/ui'
import { LogCells } from './LogRow'
import rows from './LogRow.module.css'
import css from './Pins.module.css'
import type { LogView } from './useLogView'

/** Events that are kept in sight, whatever the log shows. */
export function Pins({ view }: { view: LogView }) {
  const { t } = useTranslation()
  const { pointed, pointAt } = useUi()
  if (view.pins.length === 0) return null
  return (
    <ul className={css.pins} aria-label={t('log.pinned')}>
      {view.pins.map((event) => (
        <li key={event.seq} className={css.pin}>
          <button
            type="button"
            className={rows.pinned}
            data-pointed={event.seq === pointed || undefined}
            onClick={() => pointAt(event.seq)}
          >
            <LogCells event={event} />
          </button>
          <button
            type="button"
            className={css.unpin}
            aria-label={t('log.unpinEvent', { seq: event.seq })}
            title={t('log.unpin')}
            onClick={() => view.togglePins([event])}
          >
            <PinOff size={12} aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  )
}
