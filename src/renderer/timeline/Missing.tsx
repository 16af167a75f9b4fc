import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { EVENT_CAP } from '../lab/events'
import { useLab } from '../lab/hooks'
import { logTime } from '../time/scale'
import css from './Missing.module.css'
import { heldSince } from './messageTimes'
import type { Timeline } from './useTimeline'

/** What the window does not hold any more, and where it is: nothing of that is silence. */
export function Missing({ timeline: { connections } }: { timeline: Timeline }) {
  const { t } = useTranslation()
  const lab = useLab()
  const unknown = useSyncExternalStore(lab.subscribe, () => connections.unknown)
  // To the second: it moves with each event that leaves.
  const since = useSyncExternalStore(lab.subscribe, () => Math.floor(heldSince(lab.events) / 1000) * 1000)
  const lost = since > Number.NEGATIVE_INFINITY
  if (unknown === 0 && !lost) return null
  return (
    <p className={css.missing}>
      {lost && (
        <span title={t('timeline.lostHint', { cap: EVENT_CAP })}>
          {t('timeline.lost', { time: logTime(since) })}
        </span>
      )}
      {unknown > 0 && (
        <span title={t('timeline.unknownHint')}>{t('timeline.unknown', { count: unknown })}</span>
      )}
    </p>
  )
}
