import { setFlagsFromString } from 'node:v8'
import { app } from 'electron'

/** A heap is looked through again when it has grown by so much, %, since the last time. */
const GROWTH_PERCENT = 40
/** Most memory for what has just been made, MB, in a window; there are three such spaces. */
const YOUNG_MB = 2

/**
 * Has V8 look for garbage early. An event lives long enough to be taken for something that stays, so that by V8's own
 * measure each heap grows to a multiple of what is in use before it is looked through.
 */
export function keepHeapsSmall(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`)
  if (app.commandLine.hasSwitch('js-flags')) return
  // For the processes of windows; this one has its young space already.
  const flags = `--heap-growing-percent=${GROWTH_PERCENT} --max-semi-space-size=${YOUNG_MB}`
  app.commandLine.appendSwitch('js-flags', flags)
}
