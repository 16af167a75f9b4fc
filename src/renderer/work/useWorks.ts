import { useSyncExternalStore } from 'react'
import { useSessionDesk } from '../sessions/context'
import type { ShownWork } from './workStore'

/** Long work that goes on, and has for a moment. */
export function useWorks(): readonly ShownWork[] {
  const { works } = useSessionDesk()
  return useSyncExternalStore(works.subscribe, works.current)
}
