import type { TFunction } from 'i18next'
import { ArrowLeft, ArrowRight, Binary, ChevronRight, Ellipsis, Type } from 'lucide-react'
import { memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBytes, visible } from '../../shared/bytes'
import { type EventOf, hasBytes, isMessage, type Received, type Sent } from '../../shared/events'
import type { ByteFormat } from '../app/ui'
import { RowTime } from '../connection/RowTime'
import { useLab } from '../lab/hooks'
import { missingBefore } from '../lab/missing'
import { shownName } from '../lab/names'
import { NoteMark } from '../notes/NoteMark'
import type { MenuAnchor } from '../ui/PopupMenu'
import { BytesLine } from './Bytes'
import { FitMark, type Mark } from './FitMark'
import css from './MessageRow.module.css'
import { WholeMessage } from './WholeMessage'

type MessageEvent = EventOf<'sent' | 'received' | 'packed' | 'unpacked'>

interface Props {
  seq: number
  /** `t` of the row before, and of the connection's first event, ms. */
  before: number | undefined
  start: number
  /** Name of the server's end: its messages are in the right lane. */
  server: string | undefined
  format: ByteFormat
  expanded: boolean
  pointed: boolean
  mark: Mark | undefined
  onExpand: (seq: number, expanded: boolean) => void
  onFormat: (seq: number) => void
  onMenu: (seq: number, anchor: MenuAnchor) => void
}

/** Longer ones can be opened. Fits a lane of the narrowest window. */
const SHORT = 16

/** With framing or TLS, messages are what these make of the stream. */
function actOf(t: TFunction, kind: MessageEvent['kind'], isDatagram: boolean): string {
  switch (kind) {
    case 'sent':
      return isDatagram ? t('datagrams.sentTo') : t('messages.wrote')
    case 'received':
      return isDatagram ? t('datagrams.receivedFrom') : t('messages.read')
    case 'packed':
      return t('messages.packed')
    case 'unpacked':
      return t('messages.unpacked')
  }
}

export const MessageRow = memo(function MessageRow(props: Props) {
  const { seq, server, format, expanded, pointed, mark } = props
  const { t } = useTranslation()
  const lab = useLab()
  const event = useMemo(() => lab.events.bySeq(seq), [lab, seq])
  if (!event || !hasBytes(event)) return null
  const side = event.socket === server ? 'server' : 'client'
  const missing = missingBefore(lab.events, event)
  const datagram = isMessage(event) && event.remote !== undefined ? event : undefined
  const isOut = event.kind === 'sent' || event.kind === 'packed'
  const act = actOf(t, event.kind, datagram !== undefined)
  const Arrow = (side === 'client') === isOut ? ArrowRight : ArrowLeft
  return (
    <div
      className={css.message}
      data-side={side}
      data-kind={event.kind}
      data-datagram={datagram !== undefined || undefined}
      data-pointed={pointed || undefined}
    >
      <RowTime t={event.t} before={props.before} start={props.start} />
      <div className={css.lane} data-lane>
        {missing > 0 && <p className={css.gap}>{t('messages.gap', { count: missing })}</p>}
        <div className={css.line}>
          {isLong(event, format) ? (
            <button
              type="button"
              className={css.expand}
              title={expanded ? t('messages.showLess') : t('messages.showAll')}
              aria-label={expanded ? t('messages.showLess') : t('messages.showAll')}
              aria-expanded={expanded}
              tabIndex={pointed ? 0 : -1}
              onClick={() => props.onExpand(seq, !expanded)}
            >
              <ChevronRight size={14} aria-hidden="true" />
            </button>
          ) : (
            <span className={css.noExpand} />
          )}
          <span className="visually-hidden">{visible(shownName(lab.model, event.socket))}</span>
          <span className={css.act} title={act}>
            <Arrow size={14} aria-hidden="true" />
            <span className={css.actWord}>{act}</span>
          </span>
          {datagram?.remote !== undefined && <OtherSide message={datagram} remote={datagram.remote} />}
          <span className={css.size}>{formatBytes(event.bytes)}</span>
          <span className={css.said}>
            {event.data === undefined ? (
              <span className={css.none}>{event.bytes > 0 && t('messages.notKept')}</span>
            ) : event.bytes === 0 ? (
              <span className={css.none}>{t('datagrams.empty')}</span>
            ) : (
              !expanded && (
                <BytesLine data={event.data} format={format} cut={event.data.length < event.bytes} />
              )
            )}
            <NoteMark seq={seq} />
            <Tools {...props} />
          </span>
          {mark && <FitMark mark={mark} focusable={pointed} />}
        </div>
        {expanded && event.data && (
          <WholeMessage seq={seq} preview={event.data} bytes={event.bytes} format={format} />
        )}
      </div>
    </div>
  )
})

/** Who a datagram went to, or came from. */
function OtherSide({ message, remote }: { message: Sent | Received; remote: string }) {
  const { kind, peer, socket } = message
  const { t } = useTranslation()
  const lab = useLab()
  const name = peer === undefined ? remote : visible(shownName(lab.model, peer))
  // Who has answered is there, if not in this lab.
  const isHeard = lab.model.sockets.get(socket)?.heard?.some((sender) => sender.remote === remote)
  const nobody = kind === 'sent' && peer === undefined && isHeard !== true
  const hint = nobody ? t('datagrams.nobodyHint', { address: remote }) : remote
  return (
    <span className={css.otherSide} title={hint}>
      <span className={css.otherName}>{name}</span>
      {peer !== undefined && <span className={css.otherAddress}>{remote}</span>}
      {nobody && <span className={css.nobody}>{t('datagrams.nobody')}</span>}
    </span>
  )
}

/** What can be done with one row; in sight where the pointer or the focus is. */
function Tools({ seq, format, pointed, onFormat, onMenu }: Props) {
  const { t } = useTranslation()
  const Icon = format === 'hex' ? Type : Binary
  const toggle = format === 'hex' ? t('messages.asText') : t('messages.asHex')
  return (
    <span className={css.tools}>
      <button
        type="button"
        className={css.tool}
        title={`${toggle} (H)`}
        aria-label={toggle}
        aria-keyshortcuts="H"
        tabIndex={pointed ? 0 : -1}
        onClick={() => onFormat(seq)}
      >
        <Icon size={14} aria-hidden="true" />
      </button>
      <button
        type="button"
        className={css.tool}
        title={t('views.rowMenu', { seq })}
        aria-label={t('views.rowMenu', { seq })}
        aria-haspopup="menu"
        tabIndex={pointed ? 0 : -1}
        onClick={(event) => onMenu(seq, event.currentTarget)}
      >
        <Ellipsis size={14} aria-hidden="true" />
      </button>
    </span>
  )
}

/** Whether there is more to a message than its row shows. */
export function isLong(event: MessageEvent, format: ByteFormat): boolean {
  if (event.data === undefined) return false
  if (event.data.length < event.bytes) return true
  const last = event.data.indexOf(0x0a)
  const severalLines = last >= 0 && last < event.data.length - 1
  return severalLines || event.data.length > (format === 'hex' ? SHORT / 3 : SHORT)
}
