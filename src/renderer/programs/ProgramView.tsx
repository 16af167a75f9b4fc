import { Radar } from 'lucide-react'
import { useMemo, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProgramModel } from '../../shared/model/programs'
import { isForgotten, isListener } from '../../shared/model/selectors'
import { useUi } from '../app/ui'
import { ConnectionList } from '../connection/ConnectionList'
import { SourceNote } from '../kernel/SourceNote'
import { useLab, useStructure, versionOf } from '../lab/hooks'
import card from '../ui/Card.module.css'
import { EmptyState } from '../ui/EmptyState'
import { OutputList } from './OutputList'
import { ProgramHead } from './ProgramHead'
import { ProgramInput } from './ProgramInput'
import css from './ProgramView.module.css'

/** A program that the lab has started: how it stands, what it writes, what is typed for it, and its sockets. */
export function ProgramView({ name }: { name: string }) {
  const program = useProgram(name)
  if (!program) return null
  return (
    <div className={card.view}>
      <ProgramHead program={program} />
      <section className={css.output}>
        <OutputList program={program} />
        <ProgramInput program={program} />
      </section>
      <Sockets program={program} />
    </div>
  )
}

/** The program of that name at the moment that is looked at, and a new render with each of its events. */
function useProgram(name: string): ProgramModel | undefined {
  const lab = useLab()
  useSyncExternalStore(lab.subscribe, () => versionOf(lab, name))
  return lab.model.programs.get(name)
}

/** What the kernel's tables have shown of its process. */
function Sockets({ program: { name, phase } }: { program: ProgramModel }) {
  const { t } = useTranslation()
  const lab = useLab()
  const { cleared } = useUi()
  const structure = useStructure()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the model is mutated in place; `structure` tells when
  const names = useMemo(() => {
    const found = [...lab.model.sockets.values()].filter(
      (socket) => socket.watch === name && !cleared.has(socket.name) && !isForgotten(lab.model, socket),
    )
    return [...found.filter(isListener), ...found.filter((socket) => !isListener(socket))].map(
      (socket) => socket.name,
    )
  }, [lab, name, cleared, structure])
  return (
    <section className={card.below} aria-label={t('programs.sockets')}>
      <SourceNote />
      <div className={card.bar}>
        <h3 className={card.title}>
          {t('programs.sockets')} <span>{t('programs.socketsHint')}</span>
        </h3>
      </div>
      {names.length === 0 ? (
        <EmptyState icon={Radar}>
          {t(phase === 'running' || phase === 'starting' ? 'programs.noSockets' : 'programs.noSocketsLeft')}
        </EmptyState>
      ) : (
        <ConnectionList names={names} />
      )}
    </section>
  )
}
