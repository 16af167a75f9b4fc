import { useSyncExternalStore } from 'react'
import type { Kept } from '../../shared/model/model'
import { useSessionDesk } from './context'

/** What becomes of the lab that is open on disk, whichever moment is looked at. */
export function useKept(): Kept {
  const { recording } = useSessionDesk()
  return useSyncExternalStore(recording.subscribe, recording.current)
}
