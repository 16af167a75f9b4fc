import { Trouble } from '../lib/trouble.mjs'
import { displayNeeds, installAdvice, installOrExplain } from './packages.mjs'
import { isOnPath } from './programs.mjs'

/** Whether a window can be opened as things are. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

/**
 * @param {readonly string[]} args what Electron will be given
 */
export async function requireDisplay(args) {
  if (hasDisplay() || args.includes('--ozone-platform=headless')) return
  const rest = args.length > 0 ? ` -- ${args.join(' ')}` : ''
  const xvfb = isOnPath('xvfb-run') ? '' : `${await installAdvice(displayNeeds)}\nthen:\n`
  throw new Trouble(
    'There is no display to open the window on: neither DISPLAY nor WAYLAND_DISPLAY is set.',
    `On a desktop, call this in a terminal of that desktop. Without one, a virtual display does.\n${xvfb}  xvfb-run -a npm start${rest}`,
  )
}

/** Sees to it that tests can open windows: on a display that is there, or on a virtual one of their own. */
export async function ensureDisplayForTests() {
  if (hasDisplay() || isOnPath('Xvfb')) return
  await installOrExplain('There is no display, and no Xvfb to make a virtual one.', displayNeeds)
}
