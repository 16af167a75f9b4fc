import { useSyncExternalStore } from 'react'
import type { Travel } from '../../shared/session'
import { useLab } from '../lab/hooks'

/** What is looked at instead of the lab as it is now; renders again when another moment is. */
export function useTravel(): Travel | null {
  const lab = useLab()
  return useSyncExternalStore(lab.subscribe, () => lab.travel)
}
