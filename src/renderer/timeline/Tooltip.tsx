import { useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLab } from '../lab/hooks'
import { logTime } from '../time/scale'
import { EndState } from './EndState'
import type { End } from './ends'
import type { Row } from './rows'
import css from './Tooltip.module.css'
import type { Timeline } from './useTimeline'
import { durationText, endingText, noEndText, noStatesText, saidText } from './words'

/** What is under the pointer: a connection, and a moment unless it is over the names. `x` and `y` in px of the picture. */
export interface Pointed {
  row: Row
  t: number | undefined
  x: number
  y: number
}

const BESIDE = 14

/** What a connection was at the moment under the pointer, at both ends, and how that is known. */
export function Tooltip({ pointed, timeline }: { pointed: Pointed; timeline: Timeline }) {
  const { t } = useTranslation()
  const lab = useLab()
  const { row, x, y } = pointed
  const now = lab.now()
  const at = Math.min(pointed.t ?? now, now)
  const box = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState({ left: 0, top: 0 })
  useLayoutEffect(() => {
    const { offsetWidth = 0, offsetHeight = 0, offsetParent } = box.current ?? {}
    const { clientWidth = 0, clientHeight = 0 } = offsetParent ?? {}
    const left = x + BESIDE + offsetWidth > clientWidth ? Math.max(0, x - BESIDE - offsetWidth) : x + BESIDE
    const top = y + BESIDE + offsetHeight > clientHeight ? Math.max(0, y - BESIDE - offsetHeight) : y + BESIDE
    setPlace({ left, top })
  }, [x, y])
  return (
    <div ref={box} className={css.tooltip} style={place} role="tooltip">
      <p className={css.when}>
        {logTime(at)} <span>{durationText(t, row, now)}</span>
      </p>
      {[row.client, row.server].map(
        (end) => end && <EndLine key={end.name} end={end} at={at} timeline={timeline} />,
      )}
      {!(row.client && row.server) && <p className={css.none}>{noEndText(t, row)}</p>}
      {row.transport && <p className={css.none}>{noStatesText(t, row.transport)}</p>}
      <p className={css.ending}>{endingText(t, row)}</p>
    </div>
  )
}

function EndLine({ end, at, timeline }: { end: End; at: number; timeline: Timeline }) {
  const { t } = useTranslation()
  const lab = useLab()
  const { connections, messages } = timeline
  const socket = lab.model.sockets.get(end.name)
  const count = socket ? socket.sent.count + socket.received.count : 0
  const held = messages.of(end.name)
  const here = held ? held.sent.size + held.received.size : 0
  return (
    <div className={css.end}>
      <span className={css.name}>{connections.shown(end)}</span>
      <EndState end={end} at={at} />
      {socket && !end.foreign && (
        <span className={css.said}>
          {saidText(t, socket)}
          {here < count && ` · ${t('timeline.inSight', { held: here, count })}`}
        </span>
      )}
    </div>
  )
}
