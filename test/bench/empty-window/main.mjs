// The least that an Electron program with a window can be, with the same walls around its page as the lab's
// (src/main/desktop/window/window.ts): what the lab's start and its idling are compared with.
import path from 'node:path'
import { app, BrowserWindow, ipcMain } from 'electron'

const folder = import.meta.dirname
ipcMain.handle('ping', () => null)
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
app.on('window-all-closed', () => app.quit())
app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    show: false,
    webPreferences: {
      preload: path.join(folder, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => window.show())
  window.loadFile(path.join(folder, 'index.html'))
})
