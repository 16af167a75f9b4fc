import { app } from 'electron'
import { COLLECT_EARLY, collectEarly } from '../heap'

/** Most memory for what has just been made, MB, in a window; there are three such spaces. */
const YOUNG_MB = 2

/** Has V8 look for garbage early, in this process and in those of windows. */
export function keepHeapsSmall(): void {
  collectEarly()
  if (app.commandLine.hasSwitch('js-flags')) return
  app.commandLine.appendSwitch('js-flags', `${COLLECT_EARLY} --max-semi-space-size=${YOUNG_MB}`)
}
