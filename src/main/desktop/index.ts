import os from 'node:os'
import path from 'node:path'
import { app, type IpcMainInvokeEvent, session, type WebContents } from 'electron'
import { Lab } from '../engine/lab'
import { ownAddresses } from './addresses'
import { isCommandLine, runCommandLine } from './command-line'
import { CurrentLab } from './current-lab'
import { openProgramLog, programLog, recordFaults } from './faults'
import { Feeds } from './feeds'
import { openFeedPort } from './feeds-electron'
import { openGate } from './gate-electron'
import { createHandlers } from './handlers'
import { isHelper, runHelper } from './helper'
import { lockDownSession, lockDownWindows } from './lockdown'
import { installMenu } from './menu'
import { PickedFiles } from './picked-files'
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

  const picked = new PickedFiles()
  const labs = new CurrentLab(
    () => new Lab({ versions, resolveFile: picked.resolve }),
    (fault) => programLog.error(fault),
  )
  recordFaults(labs)
  const feeds = new Feeds<WebContents>(openFeedPort, {
    onGarbage: (data) =>
      programLog.warn('Something that is no acknowledgement came over a port:', typeof data),
    onFault: (fault) => programLog.error(fault),
  })
  labs.follow(({ log }, id) => {
    feeds.show(log, id)
    return undefined
  })
  const window = new LabWindow(path.join(out, 'preload/index.cjs'))
  openGate({
    handlers: createHandlers<IpcMainInvokeEvent>({
      labs,
      picked,
      attach: ({ sender }) => feeds.attach(sender),
      about: { version: app.getVersion(), versions },
      addresses: () => ownAddresses(os.networkInterfaces(), process.platform),
    }),
    isOwnWindow: (contents) => window.owns(contents),
    onFault: (fault, method) => programLog.error(`${method}:`, fault),
  })
  disposeBeforeQuit(async () => {
    await labs.dispose()
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
