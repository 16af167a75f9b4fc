import { useSyncExternalStore } from 'react'
import { readPreference, writePreference } from '../app/preferences'

/** Whether messages are shown as a list, or the stream that carries them as a band. The same for every connection, and at the next start. */
const PREFERENCE = 'messages'
const BAND = 'stream'

let isShown = readPreference(PREFERENCE) === BAND
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function showBand(shown: boolean): void {
  isShown = shown
  writePreference(PREFERENCE, shown ? BAND : 'list')
  for (const listener of [...listeners]) listener()
}

export function isBandShown(): boolean {
  return isShown
}

export function useBandShown(): boolean {
  return useSyncExternalStore(subscribe, isBandShown)
}
