import { Monitor, Server } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatBytes, visible } from '../../shared/bytes'
import type { SocketModel, Totals } from '../../shared/model/model'
import { useSocket } from '../lab/hooks'
import { StateBadge } from '../ui/StateBadge'
import { Acts } from './Acts'
import { isConnecting } from './acts'
import css from './EndCard.module.css'
import { FailureStrip } from './FailureStrip'
import { HowWeKnow } from './HowWeKnow'
import { PathTrail } from './PathTrail'
import { TimeWaitLeft } from './TimeWaitLeft'

interface Props {
  side: 'client' | 'server'
  name: string | undefined
  other: string | undefined
}

/** One end of a connection: where it is, which state it is in and how that is known, and what can be done to it. */
export function EndCard({ side, name, other }: Props) {
  const socket = useSocket(name)
  const peer = useSocket(other)
  return socket ? <End side={side} socket={socket} peer={peer} /> : <NoEnd side={side} peer={peer} />
}

function End({
  side,
  socket,
  peer,
}: {
  side: Props['side']
  socket: SocketModel
  peer: SocketModel | undefined
}) {
  const { t } = useTranslation()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div
      role="group"
      aria-label={t(`end.${side}`, { name: socket.name })}
      className={css.card}
      data-side={side}
    >
      <div className={css.head}>
        <Side side={side} />
        <h2 className={css.name} title={socket.name}>
          {visible(socket.name)}
        </h2>
        <TimeWaitLeft socket={socket} />
        <StateBadge state={socket.state} />
      </div>
      <div className={css.line}>
        <span className={css.where}>
          <span className={css.address}>{socket.local ?? t('end.noAddress')}</span>
          {socket.role === 'foreign' && <span className={css.flag}>{t('end.foreign')}</span>}
        </span>
        <HowWeKnow socket={socket} />
      </div>
      <div className={css.line}>
        {socket.role === 'foreign' ? (
          <span className={css.unseen}>{t('end.unseen')}</span>
        ) : (
          <span className={css.totals}>
            <Total text={t('end.writes', { count: socket.sent.count })} totals={socket.sent} />
            <Total text={t('end.reads', { count: socket.received.count })} totals={socket.received} />
          </span>
        )}
        <Flags socket={socket} />
      </div>
      <PathTrail socket={socket} />
      <Acts socket={socket} peer={peer} />
      {socket.error && <FailureStrip name={socket.name} error={socket.error} />}
    </div>
  )
}

function Side({ side }: { side: Props['side'] }) {
  const { t } = useTranslation()
  const Icon = side === 'client' ? Monitor : Server
  return (
    <span className={css.side}>
      <Icon size={13} aria-hidden="true" />
      {t(`end.${side}Role`)}
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

function Flags({ socket }: { socket: SocketModel }) {
  const { t } = useTranslation()
  const flags: { text: string; hint?: string; waits?: true }[] = []
  if (socket.queued > 0) {
    flags.push({
      text: t('end.queued', { size: formatBytes(socket.queued) }),
      hint: t('end.queuedHint'),
      waits: true,
    })
  }
  if (socket.fin === 'queued') flags.push({ text: t('end.finQueued'), waits: true })
  if (socket.paused && socket.descriptor === 'open') flags.push({ text: t('end.paused'), waits: true })
  if (socket.descriptor === 'closed') flags.push({ text: t('end.descriptorClosed') })
  return (
    <span className={css.flags}>
      {flags.map((flag) => (
        <span key={flag.text} className={css.flag} data-waits={flag.waits} title={flag.hint}>
          {flag.text}
        </span>
      ))}
    </span>
  )
}

function NoEnd({ side, peer }: { side: Props['side']; peer: SocketModel | undefined }) {
  const { t } = useTranslation()
  const text = !peer
    ? t('end.noPeer')
    : isConnecting(peer) && peer.descriptor === 'open'
      ? t('end.noPeerConnecting')
      : peer.error
        ? t('end.noPeerFailed')
        : t('end.noPeerUnknown')
  return (
    <div className={css.none}>
      <Side side={side} />
      <p>
        {peer?.remote !== undefined && <span className={css.address}>{peer.remote} </span>}
        {text}
      </p>
    </div>
  )
}
