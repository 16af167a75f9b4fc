import { createContext, useContext, useMemo, useSyncExternalStore } from 'react'
import type { Run } from '../../shared/model/model'
import { useLab } from '../lab/hooks'
import { isUnderWay } from './steps'
import type { RunMode, ScenarioState, ScenarioStore } from './store'

interface Provided {
  store: ScenarioStore
  /** Lets the person pick a file. */
  pick: () => void
}

export const ScenarioContext = createContext<Provided | undefined>(undefined)

export function useScenarioStore(): Provided {
  const provided = useContext(ScenarioContext)
  if (!provided) throw new Error('no scenario above this component')
  return provided
}

/** What a person can do with the scenario that is open; what is not possible does nothing. */
export interface ScenarioControl {
  state: ScenarioState
  /** The run of what is open; undefined before it ran. The model is mutated in place: don't memoise on it. */
  course: Run | undefined
  /** More steps are to come. */
  underWay: boolean
  /** Lets the person pick a file, and opens it in the panel. */
  open: () => void
  run: (mode: RunMode) => void
  next: () => void
  all: () => void
  stop: () => void
  /** Stops the run and forgets the scenario. */
  close: () => void
}

/** The scenario that is open, also while its panel is hidden. Renders again as its run goes on. */
export function useScenario(): ScenarioControl {
  const { store, pick } = useScenarioStore()
  const lab = useLab()
  const state = useSyncExternalStore(store.subscribe, store.current)
  useSyncExternalStore(lab.subscribe, () => courseVersion(store.run))
  const course = store.run
  const acts = useMemo(
    () => ({
      open: pick,
      run: (mode: RunMode) => void store.start(mode),
      next: () => void store.next(),
      all: () => void store.all(),
      stop: () => void store.stop(),
      close: () => void store.close(),
    }),
    [store, pick],
  )
  return { state, course, underWay: isUnderWay(course), ...acts }
}

/** Changes with every change of the run. */
function courseVersion(run: Run | undefined): string {
  if (!run) return ''
  return `${run.run} ${run.step} ${run.waiting} ${run.results.size} ${run.ending ?? ''}`
}
