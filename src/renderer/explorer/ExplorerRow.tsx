import { ChevronDown, ChevronRight, Pause, TriangleAlert } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { parseAddress } from '../../shared/ids'
import type { SocketModel } from '../../shared/model/model'
import { useSocket } from '../lab/hooks'
import { StateBadge } from '../ui/StateBadge'
import css from './ExplorerRow.module.css'
import type { Row, SectionRow, SocketRow } from './rows'

interface Props<R extends Row = Row> {
  id: string
  row: R
  /** px from the top of the list. */
  top: number
  selected: boolean
  active: boolean
  onPress: (row: Row) => void
  onToggle: (row: Row) => void
}

export const ExplorerRow = memo(function ExplorerRow(props: Props) {
  const { t } = useTranslation()
  const { row, top } = props
  if (row.type === 'section') return <Section {...props} row={row} />
  if (row.type === 'socket') return <Socket {...props} row={row} />
  const hint = row.section === 'servers' ? t('explorer.noServers') : t('explorer.noClients')
  return (
    <div className={css.hint} style={{ transform: `translateY(${top}px)` }} role="none">
      {hint}
    </div>
  )
})

function Section({ id, row, top, active, onPress }: Props<SectionRow>) {
  const { t } = useTranslation()
  const name = t(`explorer.${row.id}`)
  const Chevron = row.expanded ? ChevronDown : ChevronRight
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and names its active row
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the tree
    <div
      id={id}
      role="treeitem"
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={row.expanded}
      aria-selected={false}
      aria-label={t('explorer.section', { name, count: row.count })}
      className={css.section}
      data-active={active || undefined}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onPress(row)}
    >
      <Chevron size={14} aria-hidden="true" />
      {name}
      <span className={css.count}>{row.count}</span>
    </div>
  )
}

function Socket({ id, row, top, selected, active, onPress, onToggle }: Props<SocketRow>) {
  const { t } = useTranslation()
  const socket = useSocket(row.name)
  if (!socket) return null
  const Chevron = row.expanded ? ChevronDown : ChevronRight
  const at = socket.name.lastIndexOf('@')
  const marks = [
    ...(socket.error ? [t('explorer.failed')] : []),
    ...(socket.paused && socket.descriptor === 'open' ? [t('explorer.paused')] : []),
  ]
  const label = t('explorer.row', { name: socket.name, role: t(`roles.${socket.role}`), state: socket.state })
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and names its active row
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the tree
    <div
      id={id}
      role="treeitem"
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={row.expanded}
      aria-selected={selected}
      aria-label={[label, ...marks].join(', ')}
      className={css.socket}
      data-level={row.level}
      data-active={active || undefined}
      data-ended={socket.state === 'CLOSED' || undefined}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onPress(row)}
    >
      {row.expanded !== undefined && (
        // biome-ignore lint/a11y/noStaticElementInteractions: a larger target for the pointer; keys are handled by the tree
        // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the tree
        <span
          className={css.toggle}
          onClick={(event) => {
            event.stopPropagation()
            onToggle(row)
          }}
        >
          <Chevron size={14} aria-hidden="true" />
        </span>
      )}
      <span className={css.name}>
        {at > 0 ? socket.name.slice(0, at) : socket.name}
        {at > 0 && <span className={css.suffix}>{socket.name.slice(at)}</span>}
      </span>
      <span className={css.address}>{addressOf(socket)}</span>
      {socket.paused && socket.descriptor === 'open' && (
        <Pause size={12} aria-hidden="true" className={css.paused} />
      )}
      {socket.error && <TriangleAlert size={12} aria-hidden="true" className={css.failed} />}
      <StateBadge state={socket.state} plain />
    </div>
  )
}

/** A server by its address, a client by its port; an accepted end has its listener's. */
function addressOf(socket: SocketModel): string {
  if (socket.local === undefined || socket.role === 'accepted' || socket.role === 'foreign') return ''
  if (socket.role === 'listener') return socket.local
  const port = parseAddress(socket.local)?.port
  return port === undefined ? '' : `:${port}`
}
