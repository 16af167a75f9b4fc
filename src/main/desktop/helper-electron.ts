import { spawn } from 'node:child_process'
import { app } from 'electron'
import type { StartFreezer } from '../freezer/start'
import { helperWords } from './helper'

/**
 * Starts the freezer as another copy of this program, since Electron can't be asked for a plain Node: the package has
 * that switched off (the fuse runAsNode). Its main process gets the channel as any Node would, and needs no display.
 */
export const startInElectron: StartFreezer = () => {
  const switches = app.commandLine.hasSwitch('no-sandbox') ? ['--no-sandbox'] : []
  const folder = app.isPackaged ? [] : [app.getAppPath()]
  return spawn(process.execPath, [...switches, ...folder, ...helperWords('freezer')], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // Ctrl+C in a terminal goes to every process there; this one ends with the lab.
    detached: true,
  })
}

/** A helper is no program of its own to be seen in the Dock. */
export function stayOutOfSight(): void {
  if (process.platform === 'darwin') app.setActivationPolicy('prohibited')
}
