import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron'
import { REQUEST_CHANNEL } from '../../shared/ipc'
import { createGate, type GateOptions, isTrustedSender } from './gate'

export type ElectronGateOptions = Omit<GateOptions<IpcMainInvokeEvent>, 'isTrusted'> & {
  /** True for the contents of a window that was opened for the lab. */
  isOwnWindow: (contents: WebContents) => boolean
}

/** Puts a gate behind the request channel. */
export function openGate({ isOwnWindow, ...options }: ElectronGateOptions): void {
  const gate = createGate<IpcMainInvokeEvent>({
    ...options,
    isTrusted: ({ sender, senderFrame }) =>
      isTrustedSender({
        url: senderFrame?.url,
        isMainFrame: senderFrame?.parent === null,
        isOwnWindow: isOwnWindow(sender),
      }),
  })
  ipcMain.handle(REQUEST_CHANNEL, gate)
}
