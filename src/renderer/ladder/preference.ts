import { readPreference, writePreference } from '../app/preferences'

const PREFERENCE = 'ladder.calls'

/** Whether calls stand beside the segments, as it was chosen last. */
export function callsShown(): boolean {
  return readPreference(PREFERENCE) !== 'hidden'
}

export function rememberCalls(shown: boolean): void {
  writePreference(PREFERENCE, shown ? 'shown' : 'hidden')
}
