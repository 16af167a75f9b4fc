import { useSyncExternalStore } from 'react'
import { useLab } from './hooks'
import { shownName } from './names'

/** What people call a socket; renders again only when that changes. */
export function useShownName(name: string | undefined): string | undefined {
  const lab = useLab()
  return useSyncExternalStore(lab.subscribe, () =>
    name === undefined ? undefined : shownName(lab.model, name),
  )
}
