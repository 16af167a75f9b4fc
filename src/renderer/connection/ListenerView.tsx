import type { TFunction } from 'i18next'
import { Plug, Waypoints } from 'lucide-react'
import { type ReactNode, useMemo, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model, SocketModel } from '../../shared/model/model'
import { connectionsOf } from '../../shared/model/selectors'
import { useUi } from '../app/ui'
import { useLab, useSocket, useStructure } from '../lab/hooks'
import { Button } from '../ui/Button'
import { EmptyState } from '../ui/EmptyState'
import { Hint } from '../ui/Hint'
import { StateBadge } from '../ui/StateBadge'
import type { Sentence } from './acts'
import { ConnectionList } from './ConnectionList'
import { CopyButton } from './CopyButton'
import { FailureStrip } from './FailureStrip'
import { HowWeKnow } from './HowWeKnow'
import css from './ListenerView.module.css'
import { PathTrail } from './PathTrail'
import { useSentences } from './sentences'

/** A server: where it listens, how it answers, what it has accepted. */
export function ListenerView({ name }: { name: string }) {
  const { t } = useTranslation()
  const lab = useLab()
  const { openDialog } = useUi()
  const socket = useSocket(name)
  const structure = useStructure()
  const open = useSyncExternalStore(lab.subscribe, () => countOpen(lab.model, name))
  // biome-ignore lint/correctness/useExhaustiveDependencies: the model is mutated in place; `structure` tells when
  const connections = useMemo(
    () => connectionsOf(lab.model, name).map((end) => end.name),
    [lab, name, structure],
  )
  if (!socket) return null
  const listening = socket.descriptor === 'open'
  return (
    <div className={css.view}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms */}
      <div role="group" aria-label={t('listener.label', { name })} className={css.card}>
        <div className={css.head}>
          <h2 className={css.name}>{name}</h2>
          <StateBadge state={socket.state} />
          <HowWeKnow socket={socket} />
        </div>
        <dl className={css.facts}>
          <Fact label={t('listener.address')}>
            <code className={css.address}>{socket.local ?? '–'}</code>
            {socket.local !== undefined && <CopyButton text={socket.local} />}
          </Fact>
          <Fact label={t('listener.answers')}>{answerOf(socket, t)}</Fact>
          <Fact label={t('listener.halfOpen')}>
            {t(socket.allowHalfOpen ? 'listener.halfOpenYes' : 'listener.halfOpenNo')}
          </Fact>
          <Fact label={t('listener.backlog')}>{socket.backlog ?? '–'}</Fact>
          <Fact label={t('listener.accepted')}>{socket.accepted}</Fact>
          <Fact label={t('listener.dropped')}>{socket.dropped}</Fact>
          <Fact label={t('listener.open')}>{open}</Fact>
        </dl>
        <PathTrail socket={socket} />
        <div className={css.acts}>
          <Button small onClick={() => openDialog({ name: 'clients', target: name })} disabled={!listening}>
            <Plug size={14} aria-hidden="true" />
            {t('listener.connectClient')}
          </Button>
          <StopAccepting name={name} open={open} listening={listening} />
        </div>
        {socket.error && <FailureStrip name={name} error={socket.error} />}
      </div>
      <section className={css.connections} aria-label={t('listener.connections')}>
        <h3 className={css.title}>
          {t('listener.connections')} <span>{t('listener.connectionsHint')}</span>
        </h3>
        {connections.length === 0 ? (
          <EmptyState icon={Waypoints}>
            {t('listener.noConnections', { address: socket.local ?? name })}
          </EmptyState>
        ) : (
          <ConnectionList names={connections} />
        )}
      </section>
    </div>
  )
}

function countOpen(model: Model, listener: string): number {
  let open = 0
  for (const socket of model.sockets.values()) {
    if (socket.role === 'accepted' && socket.listener === listener && socket.descriptor === 'open') open++
  }
  return open
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={css.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

const ANSWERS = ['none', 'echo', 'upper', 'reply', 'broadcast', 'discard', 'rules'] as const

function answerOf(socket: SocketModel, t: TFunction): string {
  const known = ANSWERS.find((answer) => answer === socket.respond)
  return known ? t(`listener.answer.${known}`) : (socket.respond ?? '–')
}

function StopAccepting({ name, open, listening }: { name: string; open: number; listening: boolean }) {
  const { t } = useTranslation()
  const { execute } = useUi()
  const sentence: Sentence = listening
    ? { key: 'effect.stopAccepting', count: open }
    : { key: 'reason.listenerClosed' }
  const why = useSentences()([sentence])
  return (
    <Hint text={why}>
      <Button
        small
        disabled={!listening}
        focusableWhenDisabled
        aria-description={why}
        onClick={() => void execute({ do: 'close', socket: name })}
      >
        {t('acts.name.stopAccepting')}
      </Button>
    </Hint>
  )
}
