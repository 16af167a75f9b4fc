import { useTranslation } from 'react-i18next'
import { visible } from '../../shared/bytes'
import type { Travel } from '../../shared/session'
import { useLab } from '../lab/hooks'
import { shownName } from '../lab/names'
import { EventText } from '../log/EventText'
import { wordsIn } from '../log/words'
import { clockTime, fullTime } from '../ui/format'
import { logTime } from './scale'
import css from './TimeBar.module.css'

/** The moment that is shown, in words: for those who don't see it. */
export function useMomentText({ at, head, t: moment }: Travel): string {
  const { t } = useTranslation()
  const lab = useLab()
  if (at === 0) return t('time.beforeFirst')
  const event = lab.events.bySeq(at)
  const place = t('time.eventOf', { at, head })
  const time = logTime(moment)
  if (!event) return t('time.moment', { place, time })
  const what = wordsIn(t, event)
  if (event.socket === undefined) return t('time.momentOf', { place, time, what })
  const name = visible(shownName(lab.model, event.socket))
  return t('time.momentOf', { place, time, what: t('time.happenedAt', { name, what }) })
}

/** Which event the moment comes right after, when that was, and what it is. */
export function MomentLine({ travel }: { travel: Travel }) {
  const { t } = useTranslation()
  const lab = useLab()
  const { at, head, playing } = travel
  const event = at === 0 ? undefined : lab.events.bySeq(at)
  const wall = lab.wallOf(travel.t)
  return (
    // While it is replayed, what is read out would never be what is shown.
    <output className={css.moment} aria-live={playing ? 'off' : 'polite'}>
      <span className={css.place}>{at === 0 ? t('time.beforeFirst') : t('time.eventOf', { at, head })}</span>
      <time className={css.time} title={fullTime(wall, travel.t)}>
        {logTime(travel.t)} <span className={css.clock}>{clockTime(wall)}</span>
      </time>
      {event && (
        <span className={css.event}>
          {event.socket !== undefined && (
            <strong className={css.socket}>{visible(shownName(lab.model, event.socket))}</strong>
          )}
          <EventText event={event} />
        </span>
      )}
    </output>
  )
}
