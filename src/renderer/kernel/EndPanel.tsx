import { Check, CircleSlash, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBytes } from '../../shared/bytes'
import { isHere, queueLimit, rowOf, timerLeft } from '../../shared/model/kernel'
import type { KernelRow, SocketModel } from '../../shared/model/model'
import { useLab, useSocket } from '../lab/hooks'
import { useSeconds } from '../lab/seconds'
import { useShownName } from '../lab/useShownName'
import { clockTime } from '../ui/format'
import { StateBadge } from '../ui/StateBadge'
import { byteFill, Gauge } from './Gauge'
import { HintList } from './HintList'
import css from './KernelTab.module.css'
import { lasting, processText, timerText } from './words'

interface Props {
  side: 'client' | 'server'
  socket: SocketModel
  peer: SocketModel | undefined
}

/** One end of a connection as the kernel has it. */
export function EndPanel({ side, socket, peer }: Props) {
  const { t } = useTranslation()
  const lab = useLab()
  const name = useShownName(socket.name)
  const row = rowOf(lab.model, socket)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div role="group" className={css.panel} data-side={side} aria-label={t(`kernel.end.${side}`, { name })}>
      {row ? <Standing socket={socket} row={row} /> : <NoRow socket={socket} peer={peer} />}
      <HintList socket={socket} />
      {row && <Facts socket={socket} row={row} />}
      {side === 'server' && socket.listener !== undefined && <ListenerQueue name={socket.listener} />}
    </div>
  )
}

export function NoPanel({ peer }: { peer: SocketModel | undefined }) {
  const { t } = useTranslation()
  return (
    <div className={css.panel}>
      <p className={css.none}>
        <strong>{t('kernel.end.noEnd')}</strong>
        {peer?.remote !== undefined && <code>{peer.remote}</code>}
      </p>
    </div>
  )
}

/** The state as the kernel has it, since when, and whether the lab has concluded the same. */
function Standing({ socket, row }: { socket: SocketModel; row: KernelRow }) {
  const { t } = useTranslation()
  const lab = useLab()
  useSeconds(true)
  const lasts = lab.now() - row.stateSince
  const time = clockTime(lab.wallOf(row.stateSince))
  const agrees = socket.state === row.state
  return (
    <div className={css.standing}>
      <StateBadge state={row.state} />
      <span className={css.since}>
        {lasts < 1000
          ? t('kernel.end.since', { time })
          : t('kernel.end.sinceFor', { time, duration: lasting(lasts) })}
      </span>
      <span className={css.verdict} data-differs={!agrees || undefined}>
        {agrees ? <Check size={13} aria-hidden="true" /> : <TriangleAlert size={13} aria-hidden="true" />}
        {agrees ? t('kernel.end.agrees') : t('kernel.end.differs', { state: socket.state })}
      </span>
    </div>
  )
}

/** Why there is no row: it is gone, it is in another machine's tables, or no reading has caught it. */
function NoRow({ socket, peer }: { socket: SocketModel; peer: SocketModel | undefined }) {
  const { t } = useTranslation()
  const gone = socket.kernel?.state === 'CLOSED'
  const away = socket.role === 'foreign' && !isHere(peer?.local, socket.local)
  const why = gone ? 'gone' : away ? 'elsewhere' : 'notSeen'
  return (
    <p className={css.none}>
      <CircleSlash size={14} aria-hidden="true" />
      <strong>{t(`kernel.end.${why}`)}</strong>
      <span>{t(`kernel.end.${why}Hint`, { address: socket.local })}</span>
    </p>
  )
}

function Facts({ socket, row }: { socket: SocketModel; row: KernelRow }) {
  const { t } = useTranslation()
  const lab = useLab()
  useSeconds(row.timer !== undefined)
  const timer = timerLeft(row, lab.now())
  return (
    <dl className={css.facts}>
      <Fact label={t('kernel.end.receive')} hint={t('kernel.end.receiveHint')}>
        <Gauge fill={byteFill(row.receiveQueue)} />
        {formatBytes(row.receiveQueue)}
      </Fact>
      <Fact label={t('kernel.end.send')} hint={t('kernel.end.sendHint')}>
        <Gauge fill={byteFill(row.sendQueue)} />
        {formatBytes(row.sendQueue)}
      </Fact>
      <Fact label={t('kernel.end.timer')} hint={timer ? t(`kernel.timerMeaning.${timer.kind}`) : undefined}>
        {timer ? timerText(t, timer) : t('kernel.end.noTimer')}
      </Fact>
      <Fact label={t('kernel.end.process')}>{processText(t, socket, row)}</Fact>
      <Fact label={t('kernel.end.read')}>
        {t('kernel.end.readBy', { time: clockTime(lab.wallOf(row.t)), by: t(`kernel.end.${row.by}`) })}
      </Fact>
    </dl>
  )
}

/** The queue from which this end was accepted. */
function ListenerQueue({ name }: { name: string }) {
  const { t } = useTranslation()
  const lab = useLab()
  const listener = useSocket(name)
  const shown = useShownName(name)
  const row = listener && rowOf(lab.model, listener)
  if (!listener || !row) return null
  return (
    <dl className={css.facts}>
      <Fact label={t('kernel.end.queueOf', { name: shown })} hint={t('kernel.end.queueHint')}>
        <AcceptQueue socket={listener} row={row} />
      </Fact>
    </dl>
  )
}

/** How many connections wait to be accepted, of how many. */
export function AcceptQueue({ socket, row }: { socket: SocketModel; row: KernelRow }) {
  const { t } = useTranslation()
  const limit = queueLimit(socket)
  const waiting = row.receiveQueue
  if (limit === undefined) return <>{t('kernel.end.queueUnlimited', { waiting })}</>
  return (
    <>
      <Gauge fill={waiting / Math.max(1, limit)} full={waiting >= limit} />
      {t('kernel.queueOf', { waiting, limit })}
    </>
  )
}

/** Something that the tables tell, in a `dl`, and what it means. */
export function Fact({
  label,
  hint,
  children,
}: {
  label: string
  hint?: string | undefined
  children: ReactNode
}) {
  return (
    <div className={css.fact}>
      <dt>{label}</dt>
      <dd>
        <span className={css.value}>{children}</span>
        {hint !== undefined && <span className={css.meaning}>{hint}</span>}
      </dd>
    </div>
  )
}
