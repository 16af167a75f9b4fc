import { Waypoints } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { rowOf } from '../../shared/model/kernel'
import { connectionsOf } from '../../shared/model/selectors'
import { ActionButton } from '../actions/ActionButton'
import { useUi } from '../app/ui'
import { AcceptQueue } from '../kernel/EndPanel'
import { HintList } from '../kernel/HintList'
import { SourceNote } from '../kernel/SourceNote'
import { programText } from '../kernel/words'
import { useLab, useSocket, useStructure } from '../lab/hooks'
import { shownName } from '../lab/names'
import card from '../ui/Card.module.css'
import { EmptyState } from '../ui/EmptyState'
import { Fact } from '../ui/Fact'
import { StateBadge } from '../ui/StateBadge'
import { ConnectionList } from './ConnectionList'
import { ConnectTo } from './ConnectTo'
import { CopyButton } from './CopyButton'
import { HowWeKnow } from './HowWeKnow'
import { PathTrail } from './PathTrail'

/** Another program's server: what the kernel tells of it, and its connections. */
export function ForeignListenerView({ name }: { name: string }) {
  const { t } = useTranslation()
  const lab = useLab()
  const { cleared } = useUi()
  const socket = useSocket(name)
  const structure = useStructure()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the model is mutated in place; `structure` tells when
  const all = useMemo(() => connectionsOf(lab.model, name).map((end) => end.name), [lab, name, structure])
  const connections = useMemo(() => all.filter((end) => !cleared.has(end)), [all, cleared])
  if (!socket) return null
  const shown = shownName(lab.model, name)
  const row = rowOf(lab.model, socket)
  const open = connectionsOf(lab.model, name).filter(({ state }) => state !== 'CLOSED').length
  return (
    <div className={card.view}>
      <SourceNote />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms */}
      <div
        role="group"
        aria-label={t('watching.watch.foreignListener', { name: shown })}
        className={card.card}
      >
        <div className={card.head}>
          <h2 className={card.name}>{shown}</h2>
          <StateBadge state={socket.state} />
          <HowWeKnow socket={socket} />
        </div>
        <dl className={card.facts}>
          <Fact label={t('listener.address')}>
            <code className={card.address}>{socket.local ?? t('kernel.notSeen')}</code>
            {socket.local !== undefined && <CopyButton text={socket.local} />}
          </Fact>
          <Fact label={t('watching.watch.program')}>
            {programText(t, socket) ?? t('kernel.unknownProcess')}
          </Fact>
          <Fact label={t('watching.watch.queue')}>
            {row ? <AcceptQueue socket={socket} row={row} /> : t('kernel.notSeen')}
          </Fact>
          <Fact label={t('watching.watch.open')}>{open}</Fact>
        </dl>
        <PathTrail socket={socket} />
        <HintList socket={socket} />
        <div className={card.acts}>
          <ConnectTo listener={socket} />
          <ActionButton id="unwatch" look="normal" small />
        </div>
      </div>
      <section className={card.below} aria-label={t('watching.watch.connections')}>
        <div className={card.bar}>
          <h3 className={card.title}>
            {t('watching.watch.connections')} <span>{t('watching.watch.connectionsHint')}</span>
          </h3>
        </div>
        {connections.length === 0 ? (
          <EmptyState icon={Waypoints}>
            {all.length > 0
              ? t('listener.allCleared')
              : t('watching.watch.noConnections', { address: socket.local })}
          </EmptyState>
        ) : (
          <ConnectionList names={connections} />
        )}
      </section>
    </div>
  )
}
