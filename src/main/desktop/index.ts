import path from 'node:path'
import { app, type IpcMainInvokeEvent, session } from 'electron'
import { Lab } from '../engine/lab'
import { isCommandLine, runCommandLine } from './command-line'
import { openProgramLog, programLog, recordFaults } from './faults'
import { Feeds } from './feeds'
import { openGate } from './gate-electron'
import { createHandlers, refuseFile } from './handlers'
import { isHelper, runHelper } from './helper'
import { lockDownSession, lockDownWindows } from './lockdown'
import { installMenu } from './menu'
import { registerScheme, serveWindowFiles } from './protocol'
import { disposeBeforeQuit } from './quit'
import { LabWindow } from './window'
import { programWords } from './words'

const out = path.join(import.meta.dirname, '..')
const words = programWords(process.argv, process.defaultApp === true)

if (isHelper(words)) runHelper(words)
else if (isCommandLine(words)) await runCommandLine(words)
else if (app.requestSingleInstanceLock()) startDesktop()
// The first instance has been told, and shows its window.
else app.quit()

function startDesktop(): void {
  const { electron = '', chrome = '', node } = process.versions
  const versions = { electron, chrome, node }

  openProgramLog()
  registerScheme()
  requireSandbox()
  lockDownWindows()

  const lab = new Lab({ versions, resolveFile: refuseFile })
  recordFaults(lab)
  const feeds = new Feeds(lab.log, {
    onGarbage: (data) =>
      programLog.warn('Something that is no acknowledgement came over a port:', typeof data),
    onFault: (fault) => programLog.error(fault),
  })
  const window = new LabWindow(path.join(out, 'preload/index.cjs'))
  openGate({
    handlers: createHandlers<IpcMainInvokeEvent>({
      lab,
      attach: ({ sender }) => feeds.attach(sender),
      about: { version: app.getVersion(), versions },
    }),
    isOwnWindow: (contents) => window.owns(contents),
    onFault: (fault, method) => programLog.error(`${method}:`, fault),
  })
  disposeBeforeQuit(async () => {
    await lab.dispose()
    feeds.dispose()
  })

  app.on('second-instance', () => window.show())
  app.on('activate', () => window.show())
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  // Not awaited: Electron is ready only after this module has been evaluated.
  void app.whenReady().then(() => {
    lockDownSession(session.defaultSession)
    serveWindowFiles(session.defaultSession, path.join(out, 'renderer'))
    installMenu()
    window.show()
  })
}

/** Every renderer in the sandbox. Not together with --no-sandbox: child processes would crash, over and over. */
function requireSandbox(): void {
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
}
