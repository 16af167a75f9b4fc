import { ArrowLeftRight, ArrowRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLab, useLabVersion } from '../lab/hooks'
import { useSeconds } from '../lab/seconds'
import { MissingStrip } from '../time/MissingStrip'
import { Button } from '../ui/Button'
import { Hint } from '../ui/Hint'
import { StateBadge } from '../ui/StateBadge'
import { type End, stateAt } from './ends'
import type { Row } from './rows'
import css from './Strip.module.css'
import type { Timeline } from './useTimeline'
import { durationText, endingText, knownText } from './words'

/** The selected connection in a line, and the way to all of it. */
export function Strip({ timeline, row }: { timeline: Timeline; row: Row }) {
  const { t } = useTranslation()
  const lab = useLab()
  useLabVersion()
  useSeconds(Number.isNaN(row.over))
  const { open, connections } = timeline
  const { client, server } = row
  const why = t(row.gone ? 'timeline.goneHint' : 'timeline.openHint')
  return (
    <>
      {!row.gone && <MissingStrip client={client?.name} server={server?.name} />}
      <div className={css.strip}>
        {client && <OneEnd end={client} name={connections.shown(client)} now={lab.now()} />}
        <ArrowLeftRight size={12} aria-hidden="true" className={css.between} />
        {server ? (
          <OneEnd end={server} name={connections.shown(server)} now={lab.now()} />
        ) : (
          <span className={css.none}>{t('timeline.noEnd')}</span>
        )}
        <span className={css.facts}>
          {durationText(t, row, lab.now())} · {endingText(t, row)}
        </span>
        <Hint text={why}>
          <Button
            small
            aria-description={why}
            disabled={row.gone}
            focusableWhenDisabled
            onClick={() => open(row)}
          >
            {t('timeline.open')}
            <ArrowRight size={13} aria-hidden="true" />
          </Button>
        </Hint>
      </div>
    </>
  )
}

function OneEnd({ end, name, now }: { end: End; name: string; now: number }) {
  const { t } = useTranslation()
  const at = stateAt(end, now)
  return (
    <span className={css.end}>
      <span className={css.name}>{name}</span>
      {at && <StateBadge state={at.state} plain />}
      {at && <span className={css.known}>{knownText(t, at.step)}</span>}
    </span>
  )
}
