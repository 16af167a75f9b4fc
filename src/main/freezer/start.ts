import { type ChildProcess, fork } from 'node:child_process'
import { workerFile } from '../worker-file'

/** Starts the freezer, with a channel to it. */
export type StartFreezer = () => ChildProcess

/** For plain Node; Electron starts itself instead (src/main/desktop/helper-electron.ts). */
export const startInNode: StartFreezer = () =>
  fork(workerFile('freezer'), {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // Ctrl+C in a terminal goes to every process there; this one ends with the lab.
    detached: true,
  })
