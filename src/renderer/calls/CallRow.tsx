import { CornerDownRight, type LucideIcon, TerminalSquare, TriangleAlert } from 'lucide-react'
import { memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabEvent } from '../../shared/events'
import { useUi } from '../app/ui'
import type { ByteFormat } from '../connection/ConnectionView'
import { useLab } from '../lab/hooks'
import { EventText } from '../log/EventText'
import { BytesLine } from '../messages/Bytes'
import { clockTime, fullTime } from '../ui/format'
import css from './CallRow.module.css'

interface Props {
  seq: number
  /** Name of the server's end: its events are in the right lane. */
  server: string | undefined
  format: ByteFormat
  pointed: boolean
}

export const CallRow = memo(function CallRow({ seq, server, format, pointed }: Props) {
  const { t } = useTranslation()
  const lab = useLab()
  const { pointAt } = useUi()
  const event = useMemo(() => lab.events.bySeq(seq), [lab, seq])
  if (!event) return null
  const wall = lab.wallOf(event.t)
  const data = event.kind === 'sent' || event.kind === 'received' ? event.data : undefined
  const { cause } = event
  const Icon = iconOf(event)
  return (
    <div
      className={css.call}
      data-side={event.socket === server ? 'server' : 'client'}
      data-kind={event.kind}
      data-pointed={pointed || undefined}
    >
      <time className={css.time} title={fullTime(wall, event.t)}>
        {clockTime(wall)}
      </time>
      <div className={css.lane}>
        <button
          type="button"
          className={css.seq}
          aria-description={t('calls.show', { seq })}
          onClick={() => pointAt(seq)}
        >
          #{seq}
        </button>
        <span className="visually-hidden">{event.socket}</span>
        <span className={css.icon}>{Icon && <Icon size={13} aria-hidden="true" />}</span>
        <EventText event={event} firm={data !== undefined} />
        {data && 'bytes' in event && (
          <BytesLine data={data} format={format} cut={data.length < event.bytes} />
        )}
        {cause !== undefined && (
          <button
            type="button"
            className={css.cause}
            aria-label={t('calls.showCause', { seq: cause })}
            title={t('calls.showCause', { seq: cause })}
            onClick={() => pointAt(cause)}
          >
            <CornerDownRight size={12} aria-hidden="true" />#{cause}
          </button>
        )}
      </div>
    </div>
  )
})

function iconOf(event: LabEvent): LucideIcon | undefined {
  if (event.kind === 'asked') return TerminalSquare
  return event.kind === 'failed' ? TriangleAlert : undefined
}
