import {
  ChevronDown,
  ChevronRight,
  Eye,
  Pause,
  Plus,
  Snowflake,
  SquareTerminal,
  StickyNote,
  TriangleAlert,
} from 'lucide-react'
import { type ComponentProps, memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../shared/bytes'
import { parseAddress } from '../../shared/ids'
import type { SocketModel } from '../../shared/model/model'
import { isReleased } from '../../shared/model/over'
import { isAlive } from '../../shared/model/programs'
import { isDatagram, isForeign, isTcp } from '../../shared/model/selectors'
import { useLab, useSocket } from '../lab/hooks'
import { shownName } from '../lab/names'
import { usePast } from '../lab/usePast'
import { useShownName } from '../lab/useShownName'
import { useNotes } from '../notes/context'
import { PhaseBadge } from '../programs/PhaseBadge'
import { phaseText, programLine, programName } from '../programs/words'
import { ProxyBadge } from '../proxy/ProxyBadge'
import { StandingBadge, standingText } from '../ui/StandingBadge'
import { StateBadge } from '../ui/StateBadge'
import { watchedText } from '../watching/words'
import css from './ExplorerRow.module.css'
import type { ErrorSection, SectionName } from './groups'
import { RenameField } from './RenameField'
import type { HintRow, ProgramRow, Row, SectionRow, SocketRow, WatchRow } from './rows'
import { useFlash } from './useFlash'

export interface Modifiers {
  /** Everything from where one was up to here. */
  extend: boolean
  /** To what is selected already. */
  add: boolean
}

interface Props<R extends Row = Row> {
  id: string
  row: R
  /** px from the top of the list. */
  top: number
  selected: boolean
  active: boolean
  renaming: boolean
  onPress: (row: Row, keys: Modifiers) => void
  onToggle: (row: Row) => void
  /** Undefined: it is done. */
  onRename: (name: string | undefined) => void
}

export const ExplorerRow = memo(function ExplorerRow(props: Props) {
  const { row } = props
  if (row.type === 'section') return <Section {...props} row={row} />
  if (row.type === 'socket') return <Socket {...props} row={row} />
  if (row.type === 'watch') return <Watching {...props} row={row} />
  if (row.type === 'program') return <Program {...props} row={row} />
  return <Teaching {...props} row={row} />
})

/** What the eye sees of a row; what is read out is its name in words, and its description. */
function Seen({ children }: { children: ReactNode }) {
  return (
    <span className={css.seen} aria-hidden="true">
      {children}
    </span>
  )
}

/** What is the same for each kind of row. */
function Item({
  of,
  ...rest
}: { of: Props } & Omit<ComponentProps<'div'>, 'id' | 'role' | 'style' | 'onClick'>) {
  const { id, row, top, active, onPress } = of
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and names its active row
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the tree
    <div
      {...rest}
      id={id}
      role="treeitem"
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      data-active={active || undefined}
      style={{ transform: `translateY(${top}px)` }}
      onClick={(event) => onPress(row, { extend: event.shiftKey, add: event.ctrlKey || event.metaKey })}
    />
  )
}

function Section(props: Props<SectionRow>) {
  const { t } = useTranslation()
  const { id, count, expanded } = props.row
  const name = isNamed(id) ? t(`explorer.${id}`) : isError(id) ? id.slice(1) : id
  const Chevron = expanded ? ChevronDown : ChevronRight
  return (
    <Item of={props} aria-expanded={expanded} className={css.section}>
      <span className="visually-hidden">{t('explorer.section', { name, count })}</span>
      <Seen>
        <Chevron size={14} />
        {isNamed(id) ? name : isError(id) ? <ErrorCode code={name} /> : <StateBadge state={id} plain />}
        <span className={css.count}>{t('explorer.count', { count })}</span>
      </Seen>
    </Item>
  )
}

const NAMED = [
  'servers',
  'clients',
  'datagrams',
  'stateless',
  'programs',
  'watched',
  'foreign',
  'elsewhere',
  'unfailed',
] as const
const isNamed = (id: SectionName): id is (typeof NAMED)[number] => NAMED.some((name) => name === id)
const isError = (id: SectionName): id is ErrorSection => id.startsWith('!')

function ErrorCode({ code }: { code: string }) {
  return (
    <span className={css.code} translate="no">
      <TriangleAlert size={13} />
      {code}
    </span>
  )
}

/** A port or process that is watched. */
function Watching(props: Props<WatchRow>) {
  const { t } = useTranslation()
  const lab = useLab()
  const { row, selected, onToggle } = props
  const watch = lab.model.watches.get(row.name)
  if (!watch) return null
  const what = watchedText(t, watch)
  return (
    <Item
      of={props}
      aria-expanded={row.expanded}
      aria-selected={selected}
      title={what}
      className={css.socket}
      data-depth={row.depth}
    >
      <span className="visually-hidden">{t('watching.watch.row', { name: row.name, what })}</span>
      {row.expanded !== undefined && <Fold expanded={row.expanded} onToggle={() => onToggle(row)} />}
      <Seen>
        <Eye size={13} className={css.watch} />
        <span className={css.name}>{what}</span>
        <span className={css.address}>{row.name}</span>
      </Seen>
    </Item>
  )
}

/** A program that the lab has started. */
function Program(props: Props<ProgramRow>) {
  const { t } = useTranslation()
  const lab = useLab()
  const { row, selected, onToggle } = props
  const program = lab.model.programs.get(row.name)
  if (!program) return null
  const name = programName(program)
  const line = programLine(program)
  const label = t('programs.row', { name, phase: phaseText(t, program) })
  return (
    <Item
      of={props}
      aria-expanded={row.expanded}
      aria-selected={selected}
      aria-description={line}
      title={line}
      className={css.socket}
      data-depth={row.depth}
      data-ended={!isAlive(program) || undefined}
    >
      <span className="visually-hidden">{label}</span>
      {row.expanded !== undefined && <Fold expanded={row.expanded} onToggle={() => onToggle(row)} />}
      <Seen>
        <SquareTerminal size={13} className={css.watch} />
        <span className={css.name}>{name}</span>
        <span className={css.address}>
          {isAlive(program) && program.pid !== undefined ? t('kernel.pid', { pid: program.pid }) : ''}
        </span>
      </Seen>
      <Seen>
        <PhaseBadge program={program} />
      </Seen>
    </Item>
  )
}

/** Opens and closes what lies under a row. */
function Fold({ expanded, onToggle }: { expanded: boolean; onToggle: () => void }) {
  const Chevron = expanded ? ChevronDown : ChevronRight
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a larger target for the pointer; keys are handled by the tree
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the tree
    <span
      className={css.toggle}
      onClick={(event) => {
        event.stopPropagation()
        onToggle()
      }}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <Chevron size={14} aria-hidden="true" />
    </span>
  )
}

function Teaching(props: Props<HintRow>) {
  const { t } = useTranslation()
  const servers = props.row.section === 'servers'
  const text = t(servers ? 'explorer.noServers' : 'explorer.noClients')
  const act = t(servers ? 'app.newServer' : 'app.newClients')
  const past = usePast()
  return (
    <Item of={props} aria-description={past ?? text} className={css.hint}>
      <span className="visually-hidden">{act}</span>
      <Seen>
        <span>{text}</span>
        {past === undefined && (
          <span className={css.act}>
            <Plus size={13} />
            {act}
          </span>
        )}
      </Seen>
    </Item>
  )
}

function Socket(props: Props<SocketRow>) {
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
