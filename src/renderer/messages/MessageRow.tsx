import { ArrowLeft, ArrowRight, ChevronDown, ChevronRight } from 'lucide-react'
import { memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBytes } from '../../shared/bytes'
import type { Received, Sent } from '../../shared/events'
import type { ByteFormat } from '../connection/ConnectionView'
import { useLab } from '../lab/hooks'
import { missingBefore } from '../lab/missing'
import { clockTime, fullTime } from '../ui/format'
import { BytesLine } from './Bytes'
import css from './MessageRow.module.css'
import { WholeMessage } from './WholeMessage'

interface Props {
  seq: number
  /** Name of the server's end: its messages are in the right lane. */
  server: string | undefined
  format: ByteFormat
  expanded: boolean
  pointed: boolean
  onToggle: (seq: number) => void
}

/** Longer ones can be opened. Fits a lane of the narrowest window. */
const SHORT = 32

export const MessageRow = memo(function MessageRow({
  seq,
  server,
  format,
  expanded,
  pointed,
  onToggle,
}: Props) {
  const { t } = useTranslation()
  const lab = useLab()
  const event = useMemo(() => lab.events.bySeq(seq), [lab, seq])
  if (!event || (event.kind !== 'sent' && event.kind !== 'received')) return null
  const side = event.socket === server ? 'server' : 'client'
  const missing = missingBefore(lab.events, event)
  const long = isLong(event, format)
  const wall = lab.wallOf(event.t)
  const Arrow = (side === 'client') === (event.kind === 'sent') ? ArrowRight : ArrowLeft
  const Chevron = expanded ? ChevronDown : ChevronRight
  return (
    <div className={css.message} data-side={side} data-kind={event.kind} data-pointed={pointed || undefined}>
      <time className={css.time} title={fullTime(wall, event.t)}>
        {clockTime(wall)}
      </time>
      <div className={css.lane}>
        {missing > 0 && <p className={css.gap}>{t('messages.gap', { count: missing })}</p>}
        <div className={css.line}>
          <span className="visually-hidden">{event.socket}</span>
          <span className={css.act}>
            <Arrow size={14} aria-hidden="true" />
            {event.kind === 'sent' ? t('messages.wrote') : t('messages.read')}
          </span>
          <span className={css.size}>{formatBytes(event.bytes)}</span>
          {event.data === undefined ? (
            <span className={css.none}>{event.bytes > 0 && t('messages.notKept')}</span>
          ) : (
            !expanded && <BytesLine data={event.data} format={format} cut={event.data.length < event.bytes} />
          )}
          {long && (
            <button
              type="button"
              className={css.toggle}
              title={expanded ? t('messages.showLess') : t('messages.showAll')}
              aria-expanded={expanded}
              onClick={() => onToggle(seq)}
            >
              <Chevron size={13} aria-hidden="true" />
              <span>{expanded ? t('messages.showLess') : t('messages.showAll')}</span>
            </button>
          )}
        </div>
        {expanded && event.data && (
          <WholeMessage seq={seq} preview={event.data} bytes={event.bytes} format={format} />
        )}
      </div>
    </div>
  )
})

function isLong(event: Sent | Received, format: ByteFormat): boolean {
  if (event.data === undefined) return false
  if (event.data.length < event.bytes) return true
  const last = event.data.indexOf(0x0a)
  const severalLines = last >= 0 && last < event.data.length - 1
  return severalLines || event.data.length > (format === 'hex' ? SHORT / 3 : SHORT)
}
