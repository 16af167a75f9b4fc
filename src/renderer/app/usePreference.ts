import { useSyncExternalStore } from 'react'
import type { Preference } from './preferences'

export function usePreference<V>(preference: Preference<V>): [V, (value: V) => void] {
  return [useSyncExternalStore(preference.subscribe, preference.get), preference.set]
}
