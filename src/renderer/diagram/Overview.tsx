import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '../../shared/model/model'
import { useUi } from '../app/ui'
import { useCalm } from '../lab/calm'
import { useLab } from '../lab/hooks'
import { Segmented } from '../ui/Segmented'
import css from './DiagramTab.module.css'
import { Figure } from './Figure'
import type { Place } from './places'
import { placeOf, takenBy } from './ways'

/** How long the counts stay as they are, ms. */
const CALM_MS = 200

interface Props {
  /** The sockets that are counted. */
  names: readonly string[]
  /** A server, which stands on its own state. */
  listener?: string
}

/** The figure with how many sockets are in each state. */
export function Overview({ names, listener }: Props) {
  const lab = useLab()
  const [lit, setLit] = useState<number>()
  const version = useCalm(
    lab.subscribe,
    useCallback(() => lab.version, [lab]),
    CALM_MS,
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: the model is mutated in place; `version` tells when
  const counts = useMemo(() => countPlaces(lab.model, names), [lab, names, version])
  const server = listener === undefined ? undefined : lab.model.sockets.get(listener)
  return (
    <div className={css.overview}>
      <Figure
        ends={server ? [{ side: 'server', socket: server }] : []}
        taken={server ? takenBy(server, 'server') : []}
        counts={counts}
        lit={lit}
        onLit={setLit}
      />
    </div>
  )
}

/** Whether many sockets are shown as a list, in the figure, or over time. */
export function ListOrStates({ list }: { list: string }) {
  const { t } = useTranslation()
  const { view, setView } = useUi()
  return (
    <Segmented
      name={t('diagram.show')}
      choices={[
        { value: 'list', label: list },
        { value: 'states', label: t('views.states') },
        { value: 'timeline', label: t('views.timeline') },
      ]}
      value={view === 'states' || view === 'timeline' ? view : 'list'}
      onChange={(value) => setView(value === 'list' ? 'messages' : value)}
    />
  )
}

function countPlaces(model: Model, names: readonly string[]): Map<Place, number> {
  const counts = new Map<Place, number>()
  for (const name of names) {
    const socket = model.sockets.get(name)
    if (!socket) continue
    const place = placeOf(socket)
    counts.set(place, (counts.get(place) ?? 0) + 1)
  }
  return counts
}
