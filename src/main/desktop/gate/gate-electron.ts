import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron'
import { REQUEST_CHANNEL } from '../../../shared/channels'
import type { Gate } from './gate'
import { isTrustedSender } from './trust'

/** Whether a request comes from a window that was opened for the lab. */
export function trusts(isOwnWindow: (contents: WebContents) => boolean) {
  return ({ sender, senderFrame }: IpcMainInvokeEvent): boolean =>
    isTrustedSender({
      url: senderFrame?.url,
      isMainFrame: senderFrame?.parent === null,
      isOwnWindow: isOwnWindow(sender),
    })
}

/** Puts a gate behind the request channel. `gate` is asked for it with each request; who asks before it is there waits for it. */
export function openGate(gate: () => Promise<Gate<IpcMainInvokeEvent>>): void {
  ipcMain.handle(REQUEST_CHANNEL, async (event, raw) => (await gate())(event, raw))
}
