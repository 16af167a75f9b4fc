import { app, BrowserWindow, Notification } from 'electron'
import type { NativeNotifications } from './notifier'

// Windows shows none of a program that it doesn't know by the name under which it is installed (electron-builder.yml).
if (process.platform === 'win32') app.setAppUserModelId('invalid.example.socketlab')

/** Those that stand on the screen: what nothing refers to is collected, and can't be chosen any more. */
const shown = new Set<Notification>()
/** The system may never say that one is gone. */
const MOST_SHOWN = 20

/** What of notifications only Electron can do. */
export const nativeNotifications: NativeNotifications = {
  canNotify: () => Notification.isSupported(),
  isInFront: () => BrowserWindow.getFocusedWindow() !== null,
  notify: (words, onChosen) => {
    const notification = new Notification({ ...words, silent: true })
    const forget = () => shown.delete(notification)
    notification.on('click', () => {
      forget()
      onChosen()
    })
    notification.on('close', forget)
    notification.on('failed', forget)
    shown.add(notification)
    const [oldest] = shown
    if (shown.size > MOST_SHOWN && oldest) shown.delete(oldest)
    notification.show()
  },
}
