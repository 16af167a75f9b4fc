import { app, type BrowserWindow, dialog, type MessageBoxOptions, powerMonitor } from 'electron'
import type { Labels } from '../window/labels'
import { quitWords, type Unfinished } from './quit-question'

/** Switch of a start whose end asks nobody: for scripts and tests. */
export const NO_PROMPT = 'no-quit-prompt'

/** Whether the program quits though something is open, and whether the person wants to be asked the next time. */
export async function askBeforeQuit(
  unfinished: Unfinished,
  labels: Labels,
  window: BrowserWindow | undefined,
): Promise<{ quits: boolean; asksAgain: boolean }> {
  const options: MessageBoxOptions = {
    type: 'question',
    title: app.getName(),
    ...quitWords(unfinished, labels),
    buttons: [labels.quit, labels.cancel],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
    checkboxLabel: labels.dontAskAgain,
  }
  const answer = await (window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options))
  const quits = answer.response === 0
  return { quits, asksAgain: !(quits && answer.checkboxChecked) }
}

/** Calls `end` when the system wants the program gone, or somebody does who can't answer a question. To be called when Electron is ready: it takes signals itself before. */
export function onSystemEnd(end: () => void): void {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end)
  // On Windows the system says it to nobody who could ask.
  if (process.platform === 'win32') return
  // Types have no event, though Linux waits a little for whoever prevents it.
  powerMonitor.on('shutdown', ((event?: { preventDefault(): void }) => {
    event?.preventDefault()
    end()
  }) as () => void)
}
