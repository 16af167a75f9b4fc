import { Circle, CircleDot } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBytes, visible } from '../../shared/bytes'
import type { SocketModel, Totals } from '../../shared/model/model'
import { isTcp, mappedHost } from '../../shared/model/selectors'
import { UNNAMED } from '../../shared/unix'
import { useUi } from '../app/ui'
import { DropCover } from '../composer/DropCover'
import { useEndFileDrop } from '../composer/useFileDrop'
import { HintList } from '../kernel/HintList'
import { useLab, useSocket } from '../lab/hooks'
import { shownName } from '../lab/names'
import { LayersChip } from '../layers/LayersChip'
import { TrustServer } from '../layers/TrustServer'
import { SocketNotes } from '../notes/SocketNotes'
import type { MenuAnchor } from '../ui/PopupMenu'
import { StandingBadge } from '../ui/StandingBadge'
import { Acts } from './Acts'
import { Attempts } from './Attempts'
import { CardMenu } from './CardMenu'
import { DescriptorLife } from './DescriptorLife'
import css from './EndCard.module.css'
import { FailureStrip } from './FailureStrip'
import { Flags } from './Flags'
import flags from './Flags.module.css'
import { ForeignActs } from './ForeignActs'
import { HowWeKnow } from './HowWeKnow'
import { NoEnd } from './NoEnd'
import { PathTrail } from './PathTrail'
import { Reconnect } from './Reconnect'
import { Side } from './Side'
import { TimeWaitLeft } from './TimeWaitLeft'

interface Props {
  side: 'client' | 'server'
  name: string | undefined
  other: string | undefined
  /** Only what is needed to watch and to act. */
  folded: boolean
}

/** One end of a connection: where it is, which state it is in and how that is known, and what can be done to it. */
export function EndCard({ side, name, other, folded }: Props) {
  const socket = useSocket(name)
  const peer = useSocket(other)
  return socket ? (
    <End side={side} socket={socket} peer={peer} folded={folded} />
  ) : (
    <NoEnd side={side} peer={peer} folded={folded} />
  )
}

interface EndProps {
  side: Props['side']
  socket: SocketModel
  peer: SocketModel | undefined
  folded: boolean
}

function End({ side, socket, peer, folded }: EndProps) {
  const { t } = useTranslation()
  const lab = useLab()
  const { selected, select } = useUi()
  const name = visible(shownName(lab.model, socket.name))
  const current = selected === socket.name
  const own = socket.role !== 'foreign'
  const { over, drop } = useEndFileDrop(socket.name)
  const [menuAt, setMenuAt] = useState<MenuAnchor>()
  const makeCurrent = () => {
    if (!current) select(socket.name)
  }
  // What a menu has is about the current end.
  const openMenu = (at: MenuAnchor | undefined) => {
    if (at) makeCurrent()
    setMenuAt(at)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    // biome-ignore lint/a11y/useKeyWithClickEvents: the button in the heading does the same by keyboard
    <div
      role="group"
      aria-label={t(`end.${side}`, { name })}
      className={css.card}
      data-side={side}
      data-current={current || undefined}
      data-folded={folded || undefined}
      // Not by a button in here: that an act was done to one end doesn't mean that the next message goes out from there.
      onClick={(event) => {
        if (event.target instanceof Element && !event.target.closest('button')) makeCurrent()
      }}
      onContextMenu={(event) => {
        if (!own) return
        event.preventDefault()
        const { clientX, clientY } = event
        openMenu({ getBoundingClientRect: () => new DOMRect(clientX, clientY, 0, 0) })
      }}
      {...(own && drop)}
    >
      <div className={css.head}>
        <Side side={side} />
        <h2 className={css.name}>
          <button
            type="button"
            className={css.choose}
            title={name}
            aria-pressed={current}
            aria-description={current ? t('end.current') : t('end.makeCurrent')}
            onClick={makeCurrent}
          >
            {current ? (
              <CircleDot size={14} aria-hidden="true" className={css.isCurrent} />
            ) : (
              <Circle size={14} aria-hidden="true" className={css.notCurrent} />
            )}
            <span>{name}</span>
          </button>
        </h2>
        {folded && <SocketNotes socket={socket.name} brief />}
        {folded ? (
          isTcp(socket) && <HowWeKnow socket={socket} />
        ) : (
          <span className={css.leftWide}>
            <TimeWaitLeft socket={socket} />
          </span>
        )}
        <StandingBadge socket={socket} />
        {own && <CardMenu socket={socket.name} name={name} at={menuAt} onOpen={openMenu} />}
      </div>
      {folded ? (
        <Folded socket={socket} peer={peer} own={own} />
      ) : (
        <Open socket={socket} peer={peer} own={own} />
      )}
      {socket.error && (
        <FailureStrip name={name} error={socket.error} remedy={<TrustServer client={socket} />} />
      )}
      {over && <DropCover who={name} />}
    </div>
  )
}

/** Its address; as it sees it itself, where that is another way to write it. */
function Where({ socket }: Pick<EndProps, 'socket'>) {
  const { t } = useTranslation()
  const lab = useLab()
  const { local, remote } = socket
  const mapped = mappedHost(lab.model, socket)
  const isUnnamed = socket.transport === 'unix' && local === UNNAMED
  const title = isUnnamed ? t('unix.unnamed') : local
  return (
    <span className={css.address} title={title}>
      {local ?? t('end.noAddress')}
      {mapped !== undefined && (
        <span className={css.mapped} title={t('end.mappedHint', { remote })}>
          {' '}
          {t('end.mapped', { address: mapped })}
        </span>
      )}
    </span>
  )
}

interface BodyProps extends Pick<EndProps, 'socket' | 'peer'> {
  /** It is the lab's own. */
  own: boolean
}

function Open({ socket, peer, own }: BodyProps) {
  const { t } = useTranslation()
  return (
    <>
      <div className={css.line}>
        <span className={css.where}>
          <Where socket={socket} />
          <LayersChip socket={socket} />
        </span>
        {isTcp(socket) && <HowWeKnow socket={socket} />}
      </div>
      <div className={css.line}>
        {own ? (
          <span className={css.totals}>
            <Total text={t('end.writes', { count: socket.sent.count })} totals={socket.sent} />
            <Total text={t('end.reads', { count: socket.received.count })} totals={socket.received} />
          </span>
        ) : (
          <span className={css.where}>
            <Whose socket={socket} />
            <span className={css.unseen}>{t('end.unseen')}</span>
          </span>
        )}
        <Flags socket={socket} />
        <Reconnect socket={socket} />
      </div>
      {isTcp(socket) ? <PathTrail socket={socket} /> : <DescriptorLife socket={socket} />}
      <Attempts socket={socket} />
      <SocketNotes socket={socket.name} />
      {own ? <Acts socket={socket} peer={peer} /> : <ForeignActs socket={socket} peer={peer} />}
      {socket.watch !== undefined && <HintList socket={socket} brief />}
    </>
  )
}

/** What can be done; at an end that is through, what is left of it. The views below have the rest. */
function Folded({ socket, peer, own }: BodyProps) {
  return (
    <div className={css.line}>
      {!own && (
        <>
          <Whose socket={socket} />
          <ForeignActs socket={socket} peer={peer} />
        </>
      )}
      {own && socket.descriptor === 'closed' && <span className={css.address}>{socket.local}</span>}
      {own && socket.descriptor !== 'closed' && <Acts socket={socket} peer={peer} />}
      <LayersChip socket={socket} />
      <Flags socket={socket} />
      <Reconnect socket={socket} />
    </div>
  )
}

/** The program of an end that isn't the lab's, where it is known. */
function Whose({ socket }: { socket: SocketModel }) {
  const { t } = useTranslation()
  const { pid, process } = socket
  const text =
    pid === undefined
      ? t('end.foreign')
      : process === undefined
        ? t('watching.watch.whosePid', { pid })
        : t('watching.watch.whose', { process: visible(process), pid })
  return (
    <span className={flags.flag} title={text}>
      {text}
    </span>
  )
}

function Total({ text, totals }: { text: string; totals: Totals }) {
  return (
    <span>
      {text}
      {totals.count > 0 && <span className={css.bytes}> · {formatBytes(totals.bytes)}</span>}
    </span>
  )
}
