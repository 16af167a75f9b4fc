import { useSyncExternalStore } from 'react'
import { useLab } from './hooks'

/** How many failures there have been; renders again when there is another. */
export function useFailures(): number {
  const lab = useLab()
  return useSyncExternalStore(lab.subscribe, () => lab.model.failures)
}
