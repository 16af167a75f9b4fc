import { ArrowLeftRight, ArrowRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLab, useLabVersion } from '../lab/hooks'
import { useSeconds } from '../lab/seconds'
import { MissingStrip } from '../time/MissingStrip'
import { Button } from '../ui/Button'
import { Hint } from '../ui/Hint'
import { EndState } from './EndState'
import type { End } from './ends'
import { isAlone, type Row } from './rows'
import css from './Strip.module.css'
import type { Timeline } from './useTimeline'
import { durationText, endingText, noEndText, noStatesText } from './words'

/** The selected connection, or datagram socket, in a line, and the way to all of it. */
export function Strip({ timeline, row }: { timeline: Timeline; row: Row }) {
  const { t } = useTranslation()
  const lab = useLab()
  useLabVersion()
  useSeconds(Number.isNaN(row.over))
  const { open, connections } = timeline
  const { client, server } = row
  const isSocket = isAlone(row)
  const hint = isSocket ? t('timeline.openSocketHint') : t('timeline.openHint')
  const why = row.gone ? t('timeline.goneHint') : hint
  return (
    <>
      {!row.gone && <MissingStrip client={client?.name} server={server?.name} />}
      <div className={css.strip}>
        {client && <OneEnd end={client} name={connections.shown(client)} now={lab.now()} />}
        {!isSocket && <ArrowLeftRight size={12} aria-hidden="true" className={css.between} />}
        {server ? (
          <OneEnd end={server} name={connections.shown(server)} now={lab.now()} />
        ) : (
          <span className={css.none}>{isSocket ? noStatesText(t, 'udp') : noEndText(t, row)}</span>
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
            {t(isSocket ? 'timeline.openSocket' : 'timeline.open')}
            <ArrowRight size={13} aria-hidden="true" />
          </Button>
        </Hint>
      </div>
    </>
  )
}

function OneEnd({ end, name, now }: { end: End; name: string; now: number }) {
  return (
    <span className={css.end}>
      <span className={css.name}>{name}</span>
      <EndState end={end} at={now} />
    </span>
  )
}
