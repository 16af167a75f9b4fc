import { Snowflake, Waypoints } from 'lucide-react'
import { useMemo, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../shared/bytes'
import type { Model, SocketModel } from '../../shared/model/model'
import { servedBy } from '../../shared/model/queue'
import { connectionsOf, isTcp } from '../../shared/model/selectors'
import { isAbstract } from '../../shared/unix'
import { ActionButton } from '../actions/ActionButton'
import { useUi } from '../app/ui'
import { ListOrStates, Overview } from '../diagram/Overview'
import { useLab, useSocket, useStructure } from '../lab/hooks'
import { shownName } from '../lab/names'
import { usePast } from '../lab/usePast'
import { LayersChip } from '../layers/LayersChip'
import { LoadButton } from '../load/LoadButton'
import { restart } from '../making/again'
import { SocketNotes } from '../notes/SocketNotes'
import { FaultPanel } from '../proxy/FaultPanel'
import { ProxyBadge } from '../proxy/ProxyBadge'
import { ActButton } from '../ui/ActButton'
import card from '../ui/Card.module.css'
import { EmptyState } from '../ui/EmptyState'
import { Fact } from '../ui/Fact'
import { modeText } from '../ui/format'
import { StandingBadge } from '../ui/StandingBadge'
import { AcceptQueue } from './AcceptQueue'
import { answerText } from './answerText'
import { ConnectionList } from './ConnectionList'
import { CopyButton } from './CopyButton'
import { DescriptorLife } from './DescriptorLife'
import { FailureStrip } from './FailureStrip'
import { HowWeKnow } from './HowWeKnow'
import { ListenerActs } from './ListenerActs'
import css from './ListenerView.module.css'
import { PathTrail } from './PathTrail'

/** A server: where it listens, how it answers, what it has accepted. */
export function ListenerView({ name }: { name: string }) {
  const { t } = useTranslation()
  const lab = useLab()
  const { cleared, view } = useUi()
  const socket = useSocket(name)
  const structure = useStructure()
  const open = useSyncExternalStore(lab.subscribe, () => countOpen(lab.model, name))
  // biome-ignore lint/correctness/useExhaustiveDependencies: the model is mutated in place; `structure` tells when
  const all = useMemo(() => connectionsOf(lab.model, name).map((end) => end.name), [lab, name, structure])
  const connections = useMemo(() => all.filter((end) => !cleared.has(end)), [all, cleared])
  if (!socket) return null
  const shown = shownName(lab.model, name)
  const served = servedBy(lab.model, socket)
  return (
    <div className={card.view}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms */}
      <div role="group" aria-label={t('listener.label', { name: shown })} className={card.card}>
        <div className={card.head}>
          <h2 className={card.name}>{shown}</h2>
          {socket.proxy && <ProxyBadge />}
          <StandingBadge socket={socket} />
          {socket.frozen && (
            <span className={css.frozen} title={t('queue.frozenHint')}>
              <Snowflake size={13} aria-hidden="true" />
              {t('queue.frozen')}
            </span>
          )}
          <LayersChip socket={socket} />
          {socket.serve !== undefined && (
            <span className={css.serves} title={t('queue.oneAtATimeHint')}>
              {served
                ? t('queue.servesOne', { name: shownName(lab.model, served.name) })
                : t('queue.servesNobody')}
            </span>
          )}
          {isTcp(socket) && <HowWeKnow socket={socket} />}
        </div>
        <dl className={card.facts}>
          <Fact label={t('listener.address')}>
            <code className={card.address}>{socket.local ?? '–'}</code>
            {socket.local !== undefined && <CopyButton text={socket.local} name={t('listener.copy')} />}
          </Fact>
          {socket.transport === 'unix' && socket.local !== undefined && <FileFact socket={socket} />}
          {socket.proxy ? (
            <Fact label={t('proxy.goal')}>{goalOf(lab.model, socket.proxy.to)}</Fact>
          ) : (
            <Fact label={t('listener.answers')}>{answerText(t, socket)}</Fact>
          )}
          <Fact label={t('listener.halfOpen')}>
            {socket.allowHalfOpen || isTcp(socket)
              ? t(socket.allowHalfOpen ? 'listener.halfOpenYes' : 'listener.halfOpenNo')
              : t('listener.halfOpenNoUnix')}
          </Fact>
          <Fact label={t('listener.backlog')}>{socket.backlog ?? '–'}</Fact>
          <Fact label={t('listener.limit')}>
            {socket.maxConnections === undefined
              ? t('listener.noLimit')
              : t('listener.limitOf', { count: socket.maxConnections })}
          </Fact>
          <Fact label={t('listener.accepted')}>{socket.accepted}</Fact>
          <Fact label={t('listener.dropped')}>{socket.dropped}</Fact>
          <Fact label={t('listener.open')}>{open}</Fact>
        </dl>
        {isTcp(socket) ? <PathTrail socket={socket} /> : <DescriptorLife socket={socket} />}
        <SocketNotes socket={name} />
        {socket.descriptor === 'open' && <AcceptQueue socket={socket} />}
        <ListenerActs socket={socket} open={open} />
        {socket.error && (
          <FailureStrip
            name={shown}
            error={socket.error}
            remedy={socket.error.reason === 'stale' && <RemoveStale name={name} />}
          />
        )}
      </div>
      {socket.proxy && <FaultPanel key={name} socket={socket} faults={socket.proxy.faults} />}
      <section className={card.below} aria-label={t('listener.connections')}>
        <div className={card.bar}>
          <h3 className={card.title}>
            {t('listener.connections')}{' '}
            <span>{t(view === 'states' ? 'diagram.countsHint' : 'listener.connectionsHint')}</span>
          </h3>
          <div className={css.right}>
            <LoadButton server={socket} />
            <ListOrStates list={t('diagram.list')} />
          </div>
        </div>
        {view === 'states' ? (
          <Overview names={all} listener={name} />
        ) : connections.length === 0 ? (
          <NoConnections socket={socket} cleared={all.length > 0} />
        ) : (
          <ConnectionList names={connections} />
        )}
      </section>
    </div>
  )
}

/** Permissions of the socket file. */
function FileFact({ socket }: { socket: SocketModel }) {
  const { t } = useTranslation()
  const { mode, local = '' } = socket
  return (
    <Fact label={t('unix.mode')}>
      {mode === undefined ? (
        t(isAbstract(local) ? 'unix.noFile' : 'unix.noFileHere')
      ) : (
        <code title={t('unix.modeHint')}>{modeText(mode)}</code>
      )}
    </Fact>
  )
}

/** Removes the stale file at which a server could not listen, and listens there. */
function RemoveStale({ name }: { name: string }) {
  const { t } = useTranslation()
  const lab = useLab()
  const ui = useUi()
  const past = usePast()
  return (
    <ActButton
      why={past ?? t('unix.removeStaleHint')}
      disabled={past !== undefined}
      onClick={() => void restart(ui, lab, name, { removeStale: true })}
    >
      {t('unix.removeStale')}
    </ActButton>
  )
}

/** Why no connection is listed: all were cleared away, none has come yet, or none can come any more. */
function NoConnections({ socket, cleared }: { socket: SocketModel; cleared: boolean }) {
  const { t } = useTranslation()
  if (cleared) {
    return (
      <EmptyState icon={Waypoints} action={<ActionButton id="showCleared" />}>
        {t('listener.allCleared')}
      </EmptyState>
    )
  }
  if (socket.descriptor !== 'open') return <EmptyState icon={Waypoints}>{t('listener.noneCame')}</EmptyState>
  if (socket.frozen) {
    return (
      <EmptyState icon={Snowflake} action={<ActionButton id="freezeOrThaw" />}>
        {t('queue.noneAccepted')}
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={Waypoints} action={<ActionButton id="connectHere" />}>
      {t('listener.noConnections', { address: socket.local ?? socket.name })}
    </EmptyState>
  )
}

/** What a proxy calls, as people call it, and where that is. */
function goalOf(model: Model, to: string): string {
  const server = model.sockets.get(to)
  return [visible(server ? shownName(model, to) : to), server?.local].filter(Boolean).join(' · ')
}

function countOpen(model: Model, listener: string): number {
  let open = 0
  for (const socket of model.sockets.values()) {
    if (socket.role === 'accepted' && socket.listener === listener && socket.descriptor === 'open') open++
  }
  return open
}
