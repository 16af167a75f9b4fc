import { app } from 'electron'
import { COLLECT_EARLY, collectEarly } from '../heap'

/** Most memory for what has just been made, MB, in a window; there are three such spaces. */
const YOUNG_MB = 2

/**
 * Has V8 look for garbage early: in windows' processes, and in this one once it is `calm`. While the program starts, almost
 * nothing is garbage, and V8 would look again and again.
 */
export function keepHeapsSmall(calm: Promise<void>): void {
  void calm.then(collectEarly)
  if (app.commandLine.hasSwitch('js-flags')) return
  app.commandLine.appendSwitch('js-flags', `${COLLECT_EARLY} --max-semi-space-size=${YOUNG_MB}`)
}
