import { useSyncExternalStore } from 'react'
import { useLab } from './hooks'

/** How many failures there have been; renders again when there is another. */
export function useFailures(): number {
  const lab = useLab()
  return useSyncExternalStore(lab.subscribe, () => lab.model.failures)
}

/** How many conclusions have turned out to be wrong; renders again when there is another. */
export function useContradictions(): number {
  const lab = useLab()
  return useSyncExternalStore(lab.subscribe, () => lab.model.contradictions)
}
