import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowLeftRight, X } from 'lucide-react'
import { useCallback, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBytes } from '../../shared/bytes'
import { endsAmong } from '../actions/of/ends'
import { useSignal } from '../app/signals'
import { useUi } from '../app/ui'
import { ComposerForMany } from '../composer/Composer'
import { ListOrStates, Overview } from '../diagram/Overview'
import { useCalm } from '../lab/calm'
import { useLab, useSocket } from '../lab/hooks'
import { useShownName } from '../lab/useShownName'
import card from '../ui/Card.module.css'
import { StandingBadge, TRANSPORT, TransportBadge } from '../ui/StandingBadge'
import { StateBadge } from '../ui/StateBadge'
import { countStandings } from './counts'
import { ManyActs } from './ManyActs'
import css from './ManyView.module.css'

const ROW = 30
/** How long what is said of all of them stays as it is, ms. */
const CALM_MS = 300

/** Several sockets that are selected together: what they are, and what can be done to all of them. */
export function ManyView({ names }: { names: readonly string[] }) {
  const { t } = useTranslation()
  const lab = useLab()
  const { view } = useUi()
  const version = useCalm(
    lab.subscribe,
    useCallback(() => lab.version, [lab]),
    CALM_MS,
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: the model is mutated in place; `version` tells when
  const { ends, standings } = useMemo(
    () => ({ ends: endsAmong(lab.model, names), standings: countStandings(lab.model, names) }),
    [lab, names, version],
  )
  return (
    <section className={css.view} aria-label={t('many.title', { count: names.length })}>
      <div className={card.card}>
        <div className={css.head}>
          <h2 className={css.title}>{t('many.title', { count: names.length })}</h2>
          <ul className={css.states} aria-label={t('many.states')}>
            {standings.map(({ state, transport, count }) => {
              const what = transport === undefined ? state : TRANSPORT[transport]
              return (
                <li key={what} className={css.state} aria-label={t('many.state', { state: what, count })}>
                  {transport === undefined ? (
                    <StateBadge state={state} plain />
                  ) : (
                    <TransportBadge transport={transport} />
                  )}
                  <span className={css.count}>{t('explorer.count', { count })}</span>
                </li>
              )
            })}
          </ul>
          <span className={css.views}>
            <ListOrStates list={t('diagram.list')} />
          </span>
        </div>
        <ManyActs ends={ends} />
      </div>
      {view === 'states' ? <Overview names={names} /> : <SocketList names={names} />}
      <ComposerForMany names={names} />
    </section>
  )
}

function SocketList({ names }: { names: readonly string[] }) {
  const { t } = useTranslation()
  const { signals } = useUi()
  const scroller = useRef<HTMLElement>(null)
  useSignal(signals, 'views.focus', () => scroller.current?.focus())
  const virtualizer = useVirtualizer<HTMLElement, HTMLElement>({
    count: names.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
  })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <section ref={scroller} className={css.scroller} tabIndex={0} aria-label={t('many.list')}>
      <ul className={css.rows} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const name = names[item.index]
          return (
            name !== undefined && (
              <li
                key={name}
                className={css.row}
                aria-setsize={names.length}
                aria-posinset={item.index + 1}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <SocketRow name={name} />
              </li>
            )
          )
        })}
      </ul>
    </section>
  )
}

function SocketRow({ name }: { name: string }) {
  const { t } = useTranslation()
  const { selection, select, selectMany } = useUi()
  const socket = useSocket(name)
  const peer = useSocket(socket?.peer)
  const shown = useShownName(name) ?? name
  const shownPeer = useShownName(socket?.peer)
  if (!socket) return null
  return (
    <>
      <button
        type="button"
        className={css.socket}
        aria-description={t('many.only')}
        onClick={() => select(name)}
      >
        <span className={css.name}>{shown}</span>
        <StandingBadge socket={socket} plain />
        <ArrowLeftRight size={12} aria-hidden="true" className={css.between} />
        {peer ? (
          <>
            <span className={css.name}>{shownPeer}</span>
            <StandingBadge socket={peer} plain />
          </>
        ) : (
          <span className={css.none}>
            {socket.role === 'listener' ? t('many.server', { address: socket.local }) : t('many.noPeer')}
          </span>
        )}
        <span className={css.bytes}>
          {t('listener.bytes', {
            read: formatBytes(socket.received.bytes),
            written: formatBytes(socket.sent.bytes),
          })}
        </span>
      </button>
      <button
        type="button"
        className={css.out}
        aria-label={t('many.leaveOut', { name: shown })}
        title={t('many.leaveOut', { name: shown })}
        onClick={() => selectMany(selection.filter((other) => other !== name))}
      >
        <X size={13} aria-hidden="true" />
      </button>
    </>
  )
}
