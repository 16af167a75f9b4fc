import { Pause, Snowflake, StickyNote, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../shared/bytes'
import { parseAddress } from '../../shared/ids'
import type { SocketModel } from '../../shared/model/model'
import { isReleased } from '../../shared/model/over'
import { isDatagram, isForeign, isTcp } from '../../shared/model/selectors'
import { useLab, useSocket } from '../lab/hooks'
import { shownName } from '../lab/names'
import { useShownName } from '../lab/useShownName'
import { useNotes } from '../notes/context'
import { ProxyBadge } from '../proxy/ProxyBadge'
import { StandingBadge, standingText } from '../ui/StandingBadge'
import css from './ExplorerRow.module.css'
import { RenameField } from './RenameField'
import { Fold, Item, type RowProps, Seen } from './RowParts'
import type { SocketRow } from './rows'
import { useFlash } from './useFlash'

/** A socket: its name, where it is, and how it stands. */
export function SocketItem(props: RowProps<SocketRow>) {
  const { t } = useTranslation()
  const { row, selected, renaming, onToggle, onRename } = props
  const lab = useLab()
  const socket = useSocket(row.name)
  const peer = useSocket(socket?.peer)
  const name = useShownName(row.name) ?? row.name
  const notes = useNotes().of(row.name).length
  const { flash, end } = useFlash(lab.socketVersion(row.name))
  if (!socket) return null
  const at = Math.max(name.lastIndexOf('@'), name.lastIndexOf('>'))
  const paused = socket.paused && socket.descriptor === 'open'
  const marks = [
    ...(socket.error ? [t('explorer.failed')] : []),
    ...(paused ? [t('explorer.paused')] : []),
    ...(socket.frozen ? [t('explorer.frozen')] : []),
    ...(socket.proxy
      ? [`${t('proxy.badge')} ${t('proxy.to', { to: visible(shownName(lab.model, socket.proxy.to)) })}`]
      : []),
    ...(notes > 0 ? [t('notes.marks', { count: notes })] : []),
  ]
  const state = standingText(socket, t)
  const label = t('explorer.row', { name, role: t(`roles.${socket.role}`), state })
  const address = addressOf(socket)
  const first = name === socket.name ? undefined : t('explorer.originally', { name: socket.name })
  return (
    <Item
      of={props}
      aria-expanded={row.expanded}
      aria-selected={selected}
      aria-description={[address, ...(first === undefined ? [] : [first])].filter(Boolean).join(' ')}
      title={first}
      className={css.socket}
      data-depth={row.depth}
      data-socket={row.name}
      data-ended={isOver(socket, peer) || undefined}
      onDoubleClick={() => onRename(row.name)}
    >
      <span className="visually-hidden">{[label, ...marks].join(', ')}</span>
      {flash > 0 && <span key={flash} className={css.flash} onAnimationEnd={end} aria-hidden="true" />}
      {row.expanded !== undefined && <Fold expanded={row.expanded} onToggle={() => onToggle(row)} />}
      {renaming ? (
        <RenameField name={row.name} onDone={() => onRename(undefined)} />
      ) : (
        <Seen>
          <span className={css.name}>
            {at > 0 ? name.slice(0, at) : name}
            {at > 0 && <span className={css.suffix}>{name.slice(at)}</span>}
          </span>
          <span className={css.address}>{address}</span>
        </Seen>
      )}
      <Seen>
        {notes > 0 && <StickyNote size={12} className={css.note} />}
        {paused && <Pause size={12} className={css.paused} />}
        {socket.proxy && <ProxyBadge small />}
        {socket.frozen && <Snowflake size={12} className={css.frozen} />}
        {socket.error && <TriangleAlert size={12} className={css.failed} />}
        <StandingBadge socket={socket} plain />
      </Seen>
    </Item>
  )
}

/** CLOSED at both ends, as far as they are known: nothing will come of it any more. */
function isOver(socket: SocketModel, peer: SocketModel | undefined): boolean {
  if (!isTcp(socket)) {
    const own = isForeign(socket) ? peer : socket
    return own !== undefined && isReleased(own)
  }
  if (peer && isForeign(socket) && !isForeign(peer)) return peer.state === 'CLOSED'
  if (socket.state !== 'CLOSED') return false
  return !peer || isForeign(peer) || peer.state === 'CLOSED'
}

/** A server by its address, a client by its port; an accepted end has its listener's. What is called by it has its program. */
function addressOf(socket: SocketModel): string {
  // Whoever is accepted belongs to the program of the listener above.
  if (isForeign(socket)) return socket.listener === undefined ? visible(socket.process ?? '') : ''
  if (socket.local === undefined || socket.role === 'accepted') return ''
  if (socket.role === 'listener' || (isDatagram(socket) && socket.remote === undefined)) return socket.local
  const port = parseAddress(socket.local)?.port
  return port === undefined ? '' : `:${port}`
}
