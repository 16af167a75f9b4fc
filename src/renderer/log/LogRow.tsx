import { Pin } from 'lucide-react'
import { memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { hasBytes, type LabEvent } from '../../shared/events'
import { useLab } from '../lab/hooks'
import { useShownName } from '../lab/useShownName'
import { BytesLine } from '../messages/Bytes'
import { NoteMark } from '../notes/NoteMark'
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
  selected: boolean
  pinned: boolean
  /** `extend`: everything from where one was up to here. */
  onPress: (seq: number, extend: boolean) => void
  onPin: (event: LabEvent) => void
  /** Gets what is missing in front of an event. */
  onGap: (seq: number) => void
  /** Shows the moment right after an event. */
  onShow: (seq: number) => void
}

export const LogRow = memo(function LogRow(props: Props) {
  const { id, seq, gap, top, selected, pinned, onPress, onPin, onGap, onShow } = props
  const { t } = useTranslation()
  const lab = useLab()
  const event = useMemo(() => lab.events.bySeq(seq), [lab, seq])
  if (!event) return null
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names its active row
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the list
    <div
      id={id}
      role="option"
      aria-selected={selected}
      aria-description={pinned ? t('log.isPinned') : undefined}
      className={css.row}
      data-seq={seq}
      data-gap={gap > 0 || undefined}
      style={{ transform: `translateY(${top}px)` }}
      onClick={(press) => onPress(seq, press.shiftKey)}
      onDoubleClick={() => onShow(seq)}
    >
      <LogCells event={event} />
      {gap > 0 && (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the row's menu has it, too
        // biome-ignore lint/a11y/noStaticElementInteractions: the row's menu has it, too
        <span
          className={css.gap}
          title={t('time.loadMissing', { count: gap })}
          onClick={(press) => {
            press.stopPropagation()
            onGap(seq)
          }}
          onDoubleClick={(press) => press.stopPropagation()}
        >
          {t('log.gap', { count: gap })}
        </span>
      )}
      <span
        className={css.pin}
        data-pinned={pinned || undefined}
        title={pinned ? t('log.unpin') : t('log.pin')}
        aria-hidden="true"
        onClick={(press) => {
          press.stopPropagation()
          onPin(event)
        }}
        onDoubleClick={(press) => press.stopPropagation()}
      >
        <Pin size={12} />
      </span>
    </div>
  )
})

/** What the log shows of an event: number, time, socket, what happened. */
export function LogCells({ event }: { event: LabEvent }) {
  const lab = useLab()
  const name = useShownName(event.socket)
  const wall = lab.wallOf(event.t)
  const data = hasBytes(event) ? event.data : undefined
  return (
    <>
      <span className={css.seq}>{event.seq}</span>
      <time className={css.time} title={fullTime(wall, event.t)}>
        {clockTime(wall)}
      </time>
      <span className={css.socket}>{name}</span>
      <span className={css.what}>
        <EventText event={event} firm={data !== undefined} />
        {data && 'bytes' in event && <BytesLine data={data} format="text" cut={data.length < event.bytes} />}
        <NoteMark seq={event.seq} />
      </span>
    </>
  )
}
