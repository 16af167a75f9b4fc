import { memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLab } from '../lab/hooks'
import { BytesLine } from '../messages/Bytes'
import { clockTime, fullTime } from '../ui/format'
import { EventText } from './EventText'
import css from './LogRow.module.css'

interface Props {
  id: string
  seq: number
  /** Events that are missing in front of this one. */
  gap: number
  /** px from the top of the list. */
  top: number
  pointed: boolean
  onPress: (seq: number) => void
}

export const LogRow = memo(function LogRow({ id, seq, gap, top, pointed, onPress }: Props) {
  const { t } = useTranslation()
  const lab = useLab()
  const event = useMemo(() => lab.events.bySeq(seq), [lab, seq])
  if (!event) return null
  const wall = lab.wallOf(event.t)
  const data = event.kind === 'sent' || event.kind === 'received' ? event.data : undefined
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names its active row
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the list
    <div
      id={id}
      role="option"
      aria-selected={pointed}
      className={css.row}
      data-gap={gap > 0 || undefined}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onPress(seq)}
    >
      <span className={css.seq}>{seq}</span>
      <time className={css.time} title={fullTime(wall, event.t)}>
        {clockTime(wall)}
      </time>
      <span className={css.socket}>{event.socket}</span>
      <span className={css.what}>
        <EventText event={event} firm={data !== undefined} />
        {data && 'bytes' in event && <BytesLine data={data} format="text" cut={data.length < event.bytes} />}
      </span>
      {gap > 0 && <span className={css.gap}>{t('log.gap', { count: gap })}</span>}
    </div>
  )
})
