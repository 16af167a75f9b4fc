import { useMemo, useSyncExternalStore } from 'react'
import type { LoadModel } from '../../shared/model/loads'
import { useLab } from '../lab/hooks'
import { LoadHead } from './LoadHead'
import css from './LoadView.module.css'
import { courseOf } from './numbers'
import { Plots } from './Plots'
import { Report } from './Report'
import { Samples } from './Samples'
import { Tiles } from './Tiles'

/** A load: how it stands, how it came there, and in the end what came of it. */
export function LoadView({ name }: { name: string }) {
  const load = useLoad(name)
  const course = useMemo(() => load && courseOf(load), [load, load?.newest.seq])
  if (!load || !course) return null
  return (
    <div className={css.view}>
      <LoadHead load={load} />
      <Tiles load={load} course={course} />
      <Plots load={load} course={course} />
      <Report load={load} />
      <Samples load={load} course={course} />
    </div>
  )
}

/** The load of that name at the moment that is looked at, and a new render with each of its events. */
function useLoad(name: string): LoadModel | undefined {
  const lab = useLab()
  useSyncExternalStore(lab.subscribe, () => lab.model.loads.get(name)?.newest.seq ?? 0)
  return lab.model.loads.get(name)
}
