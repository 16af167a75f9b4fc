import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Overview, Travel } from '../../shared/session'
import { useUi } from '../app/ui'
import { drawingOf } from './drawing'
import css from './Scrubber.module.css'
import { type Axis, bucketAt, logTime, momentAt, shareOf } from './scale'

interface Props {
  travel: Travel
  overview: Overview | undefined
  /** The moment that is shown, in words. */
  text: string
}

/** Of the whole log, for a page. */
const PAGE = 0.05
/** Places of times below the picture. */
const LABELS = [0, 0.25, 0.5, 0.75, 1]

/** The way through a log, over a picture of what happened when. */
export function Scrubber({ travel, overview, text }: Props) {
  const { t } = useTranslation()
  const { time } = useUi()
  const track = useRef<HTMLDivElement>(null)
  /** While it is dragged: where to, on an axis that doesn't grow. */
  const [drag, setDrag] = useState<{ axis: Axis; to: number }>()
  const [hover, setHover] = useState<number>()
  const whole = { start: (overview?.first ?? 1) - 1, head: travel.head }
  const axis = drag?.axis ?? whole
  const at = drag?.to ?? travel.at
  const drawing = useMemo(() => overview && drawingOf(overview), [overview])

  const shareAt = ({ clientX }: PointerEvent): number => {
    const box = track.current?.getBoundingClientRect()
    return box && box.width > 0 ? (clientX - box.left) / box.width : 0
  }
  const goTo = (to: number) => void time.goTo(to)
  const move = (event: PointerEvent, on: Axis) => {
    const to = momentAt(on, shareAt(event))
    if (to === drag?.to) return
    setDrag({ axis: on, to })
    goTo(to)
  }

  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const page = Math.max(1, Math.round((axis.head - axis.start) * PAGE))
    const by = event.shiftKey ? 'state' : 'event'
    const clamp = (to: number) => Math.min(axis.head, Math.max(axis.start, to))
    switch (event.key) {
      case 'ArrowLeft':
      case 'ArrowDown':
        time.step(by, -1)
        break
      case 'ArrowRight':
      case 'ArrowUp':
        time.step(by, 1)
        break
      case 'PageDown':
        goTo(clamp(travel.at - page))
        break
      case 'PageUp':
        goTo(clamp(travel.at + page))
        break
      case 'Home':
        goTo(axis.start)
        break
      case 'End':
        goTo(axis.head)
        break
      default:
        return
    }
    event.preventDefault()
  }

  return (
    <div className={css.scrubber}>
      <div
        ref={track}
        className={css.track}
        role="slider"
        tabIndex={0}
        aria-label={t('time.scrubber')}
        aria-description={t('time.scrubberKeys')}
        aria-valuemin={axis.start}
        aria-valuemax={axis.head}
        aria-valuenow={at}
        aria-valuetext={text}
        data-dragged={drag !== undefined || undefined}
        onKeyDown={press}
        onPointerDown={(event) => {
          if (event.button !== 0) return
          event.currentTarget.setPointerCapture(event.pointerId)
          move(event, whole)
        }}
        onPointerMove={(event) => {
          setHover(shareAt(event))
          if (drag) move(event, drag.axis)
        }}
        onPointerUp={() => setDrag(undefined)}
        onPointerCancel={() => setDrag(undefined)}
        onPointerLeave={() => setHover(undefined)}
      >
        <span className={css.done} style={{ width: `${100 * shareOf(axis, at)}%` }} />
        {drawing && drawing.width > 0 && (
          <svg
            className={css.picture}
            viewBox={`0 0 ${drawing.width} 1000`}
            preserveAspectRatio="none"
            // A log that has grown since is drawn as far as it was.
            style={{ width: `${100 * shareOf(axis, overview?.head ?? 0)}%` }}
            aria-hidden="true"
          >
            <path className={css.activity} d={drawing.activity} />
            <path className={css.states} d={drawing.states} />
            <path className={css.failures} d={drawing.failures} />
          </svg>
        )}
        {overview?.notes.map(({ seq, about }) => (
          <span
            key={seq}
            className={css.note}
            style={{ left: `${100 * shareOf(axis, about ?? seq)}%` }}
            aria-hidden="true"
          />
        ))}
        <span className={css.thumb} style={{ left: `${100 * shareOf(axis, at)}%` }} />
        {hover !== undefined && !drag && overview && (
          <Preview axis={axis} share={Math.min(1, Math.max(0, hover))} overview={overview} />
        )}
      </div>
      <div className={css.labels} aria-hidden="true">
        {overview &&
          LABELS.map((share) => (
            <span key={share} style={{ left: `${100 * share}%` }} data-place={share}>
              {logTime(bucketAt(overview, momentAt(axis, share))?.t ?? 0)}
            </span>
          ))}
      </div>
    </div>
  )
}

/** What is at the place that the pointer is over. */
function Preview({ axis, share, overview }: { axis: Axis; share: number; overview: Overview }) {
  const { t } = useTranslation()
  const at = momentAt(axis, share)
  const bucket = bucketAt(overview, at)
  const note = overview.notes.find(({ seq, about }) => (about ?? seq) === at)
  return (
    <span className={css.preview} style={{ left: `${100 * share}%` }} data-late={share > 0.8 || undefined}>
      {at === axis.start ? t('time.beforeFirst') : t('time.event', { at })}
      {bucket && ` · ${logTime(bucket.t)}`}
      {bucket && bucket.states > 0 && ` · ${t('time.states', { count: bucket.states })}`}
      {bucket && bucket.failures > 0 && ` · ${t('time.failures', { count: bucket.failures })}`}
      {note && ` · ${note.text}`}
    </span>
  )
}
