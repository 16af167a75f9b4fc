import { Eye, Radar } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { SocketModel } from '../../shared/model/model'
import { isListener } from '../../shared/model/selectors'
import { ActionButton } from '../actions/ActionButton'
import { useUi } from '../app/ui'
import { ConnectionList } from '../connection/ConnectionList'
import { SourceNote } from '../kernel/SourceNote'
import { useLab, useStructure } from '../lab/hooks'
import card from '../ui/Card.module.css'
import { EmptyState } from '../ui/EmptyState'
import { Fact } from '../ui/Fact'
import { clockTime } from '../ui/format'
import { watchedText } from './words'

/** A port or process that is watched, and what was found of it. */
export function WatchView({ name }: { name: string }) {
  const { t } = useTranslation()
  const lab = useLab()
  const { cleared } = useUi()
  const structure = useStructure()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the model is mutated in place; `structure` tells when
  const found = useMemo(
    () => foundBy([...lab.model.sockets.values()], name).filter((socket) => !cleared.has(socket.name)),
    [lab, name, cleared, structure],
  )
  const names = useMemo(() => found.map((socket) => socket.name), [found])
  const watch = lab.model.watches.get(name)
  if (!watch) return null
  const what = watchedText(t, watch)
  const listeners = found.filter(isListener).length
  return (
    <div className={card.view}>
      <SourceNote />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms */}
      <div role="group" aria-label={t('watching.watch.label', { name })} className={card.card}>
        <div className={card.head}>
          <Eye size={16} aria-hidden="true" />
          <h2 className={card.name}>{what}</h2>
        </div>
        <dl className={card.facts}>
          <Fact label={t('dialogs.name')}>{name}</Fact>
          <Fact label={t('watching.watch.since')}>{clockTime(lab.wallOf(watch.since))}</Fact>
          <Fact label={t('watching.watch.found')}>
            {t('watching.watch.foundCount', { listeners, connections: found.length - listeners })}
          </Fact>
        </dl>
        <div className={card.acts}>
          <ActionButton id="unwatch" look="normal" small />
        </div>
      </div>
      <section className={card.below} aria-label={t('watching.watch.sockets')}>
        <div className={card.bar}>
          <h3 className={card.title}>
            {t('watching.watch.sockets')} <span>{t('watching.watch.socketsHint')}</span>
          </h3>
        </div>
        {names.length === 0 ? (
          <EmptyState icon={Radar}>{t('watching.watch.nothing', { what })}</EmptyState>
        ) : (
          <ConnectionList names={names} />
        )}
      </section>
    </div>
  )
}

/** Listeners first. */
function foundBy(sockets: readonly SocketModel[], watch: string): SocketModel[] {
  const found = sockets.filter((socket) => socket.watch === watch)
  return [...found.filter(isListener), ...found.filter((socket) => !isListener(socket))]
}
