import { CornerLeftUp, CornerRightDown, type LucideIcon, TerminalSquare, TriangleAlert } from 'lucide-react'
import { memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../shared/bytes'
import { hasBytes, type LabEvent } from '../../shared/events'
import { isDatagram } from '../../shared/model/selectors'
import { type ByteFormat, useUi } from '../app/ui'
import { RowTime } from '../connection/RowTime'
import { useLab } from '../lab/hooks'
import { shownName } from '../lab/names'
import { EventText } from '../log/EventText'
import { BytesLine } from '../messages/Bytes'
import { NoteMark } from '../notes/NoteMark'
import type { MenuAnchor } from '../ui/PopupMenu'
import css from './CallRow.module.css'
import type { Part } from './links'

interface Props {
  seq: number
  /** `t` of the row before, and of the connection's first event, ms. */
  before: number | undefined
  start: number
  /** Name of the server's end: its events are in the right lane. */
  server: string | undefined
  format: ByteFormat
  pointed: boolean
  /** How many events this one comes from, and how many came of it; the nearest of each. */
  causes: number
  cause: number | undefined
  effects: number
  effect: number | undefined
  /** The row's part in the line from the causes to the effects of the pointed one. */
  relation: Part['relation']
  up: boolean
  down: boolean
  onMenu: (seq: number, anchor: MenuAnchor) => void
}

export const CallRow = memo(function CallRow(props: Props) {
  const { seq, server, format, pointed, relation, up, down } = props
  const { t } = useTranslation()
  const lab = useLab()
  const event = useMemo(() => lab.events.bySeq(seq), [lab, seq])
  if (!event) return null
  const data = hasBytes(event) ? event.data : undefined
  const Icon = iconOf(event)
  const of = event.socket === undefined ? undefined : lab.model.sockets.get(event.socket)
  const related = relation === 'cause' || relation === 'effect' ? relation : undefined
  return (
    <div
      className={css.call}
      data-side={event.socket === server ? 'server' : 'client'}
      data-kind={event.kind}
      data-alone={(of !== undefined && isDatagram(of)) || undefined}
      data-pointed={pointed || undefined}
      data-relation={relation}
    >
      <RowTime t={event.t} before={props.before} start={props.start} />
      {(up || down) && (
        <span
          className={css.rail}
          data-up={up || undefined}
          data-down={down || undefined}
          aria-hidden="true"
        />
      )}
      <div className={css.lane} data-lane>
        <span className={css.seq}>#{seq}</span>
        {event.socket !== undefined && (
          <span className="visually-hidden">{visible(shownName(lab.model, event.socket))}</span>
        )}
        <span className={css.icon}>{Icon && <Icon size={13} aria-hidden="true" />}</span>
        <EventText event={event} firm={data !== undefined} />
        {data && hasBytes(event) && <BytesLine data={data} format={format} cut={data.length < event.bytes} />}
        <NoteMark seq={seq} />
        <span className={css.links}>
          {related && <span className={css.related}>{t(`calls.${related}`)}</span>}
          <Links {...props} />
        </span>
      </div>
    </div>
  )
})

function Links({ seq, pointed, causes, cause, effects, effect, onMenu }: Props) {
  const { t } = useTranslation()
  return (
    <>
      {cause !== undefined && (
        <Link
          icon={CornerLeftUp}
          to={causes === 1 ? cause : undefined}
          text={causes === 1 ? `#${cause}` : t('calls.causes', { count: causes })}
          label={
            causes === 1 ? t('calls.showCause', { seq: cause }) : t('calls.showCauses', { count: causes })
          }
          focusable={pointed}
          onMany={(anchor) => onMenu(seq, anchor)}
        />
      )}
      {effect !== undefined && (
        <Link
          icon={CornerRightDown}
          to={effects === 1 ? effect : undefined}
          text={effects === 1 ? `#${effect}` : t('calls.effects', { count: effects })}
          label={
            effects === 1
              ? t('calls.showEffect', { seq: effect })
              : t('calls.showEffects', { count: effects })
          }
          focusable={pointed}
          onMany={(anchor) => onMenu(seq, anchor)}
        />
      )}
    </>
  )
}

interface LinkProps {
  icon: LucideIcon
  /** The event that it leads to; undefined if there are several: then a menu has them. */
  to: number | undefined
  text: string
  label: string
  focusable: boolean
  onMany: (anchor: Element) => void
}

function Link({ icon: Icon, to, text, label, focusable, onMany }: LinkProps) {
  const { pointAt } = useUi()
  return (
    <button
      type="button"
      className={css.link}
      tabIndex={focusable ? 0 : -1}
      aria-label={label}
      title={label}
      {...(to === undefined && { 'aria-haspopup': 'menu' as const })}
      onClick={(event) => (to === undefined ? onMany(event.currentTarget) : pointAt(to))}
    >
      <Icon size={12} aria-hidden="true" />
      {text}
    </button>
  )
}

function iconOf(event: LabEvent): LucideIcon | undefined {
  if (event.kind === 'asked') return TerminalSquare
  return event.kind === 'failed' ? TriangleAlert : undefined
}
