import { useTranslation } from 'react-i18next'
import { useLab } from '../lab/hooks'
import { duration, fullTime } from '../ui/format'
import css from './RowTime.module.css'
import { timeText, useTimeView } from './timeView'

interface Props {
  /** ms of the lab's time: of the event, of the row before, of the connection's first event. */
  t: number
  before: number | undefined
  start: number
}

/** When something happened, and how long after the row before: the outer columns of a row. */
export function RowTime({ t: at, before, start }: Props) {
  const { t } = useTranslation()
  const lab = useLab()
  const view = useTimeView()
  const wall = lab.wallOf(at)
  const delta = before === undefined ? undefined : at - before
  return (
    <>
      <time className={css.time} title={fullTime(wall, at)}>
        {timeText(view, wall, at, start)}
      </time>
      <span className={css.delta} title={t('views.deltaHint')}>
        {delta !== undefined && `${delta < 0 ? '−' : '+'}${duration(Math.abs(delta))}`}
      </span>
    </>
  )
}
