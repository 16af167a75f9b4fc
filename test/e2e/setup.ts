import { prepareElectron } from '../../scripts/test/prepare-electron.mjs'
import { startDisplay } from './display'

/** Makes ready what tests in real Electron need: the runtime, a build that is up to date, and a display. */
export default async function setup(): Promise<() => void> {
  Object.assign(process.env, await prepareElectron())
  const display = await startDisplay()
  if (display.name !== undefined) process.env.DISPLAY = display.name
  return () => display.dispose()
}
