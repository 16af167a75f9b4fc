import path from 'node:path'
import { app, type IpcMainInvokeEvent, nativeTheme, session, shell, type WebContents } from 'electron'
import { isCommandLine, runCommandLine } from './command-line'
import { openDesk } from './desk'
import { askForFile, askWhereToSave } from './dialogs-electron'
import { openProgramLog, programLog, recordFaults } from './faults'
import { openFeedPort } from './feed/port-electron'
import { openGate } from './gate-electron'
import { keepHeapsSmall } from './heaps'
import { isHelper, runHelper } from './helper'
import { startInElectron, stayOutOfSight } from './helper-electron'
import { sessionIn } from './incoming'
import { lockDownSession, lockDownWindows } from './lockdown'
import { installMenu } from './menu-electron'
import { registerScheme, serveWindowFiles } from './protocol'
import { disposeBeforeQuit } from './quit'
import { LabWindow } from './window'
import { programWords } from './words'

/** After so long, ms, what waits for the window begins without it. */
const LONGEST_CALM_MS = 10_000

const out = path.join(import.meta.dirname, '..')
const words = programWords(process.argv, process.defaultApp === true)

if (isHelper(words)) {
  stayOutOfSight()
  await runHelper(words)
} else if (isCommandLine(words)) await runCommandLine(words, { startFreezer: startInElectron })
else if (app.requestSingleInstanceLock({ words })) startDesktop()
// The first instance has been told, and shows its window.
else app.quit()

function startDesktop(): void {
  const { electron = '', chrome = '', node } = process.versions
  const versions = { electron, chrome, node }

  const painted = new Promise<void>((resolve) => {
    app.once('browser-window-created', (_event, first) => first.once('ready-to-show', resolve))
    // Whatever becomes of the window.
    setTimeout(resolve, LONGEST_CALM_MS).unref()
  })
  keepHeapsSmall(painted)
  openProgramLog()
  registerScheme()
  requireSandbox()
  lockDownWindows()

  const desk = openDesk<IpcMainInvokeEvent, WebContents>({
    folder: app.getPath('userData'),
    about: { version: app.getVersion(), versions },
    lab: { startFreezer: startInElectron },
    onFault: (fault) => programLog.error(fault),
    // Elsewhere each reading starts a program: that is for the person to want.
    observe: process.platform === 'linux',
    record: true,
    // Before that they would take time from what the person waits for.
    calm: painted,
    onGarbage: (data) =>
      programLog.warn('Something that is no acknowledgement came over a port:', typeof data),
    native: {
      mac: process.platform === 'darwin',
      locale: () => app.getLocale(),
      install: installMenu,
      openLogs: () => void shell.openPath(app.getPath('logs')),
      pageOf: ({ sender }) => sender,
      openPort: openFeedPort,
      askWhereToSave,
      askForFile,
      trash: (folder) => shell.trashItem(folder),
      reveal,
      whenGone: (contents, listener) => contents.once('destroyed', listener),
      documents: () => app.getPath('documents'),
      setTheme: (source) => {
        nativeTheme.themeSource = source
      },
      showWindow: () => window.show(),
    },
  })
  recordFaults(desk.labs)
  nativeTheme.themeSource = desk.settings.get('theme') ?? 'system'
  const window = new LabWindow({
    preload: path.join(out, 'preload/index.cjs'),
    zoom: () => desk.settings.get('zoom') ?? 1,
    labels: () => desk.menu.labels,
  })
  openGate({
    handlers: desk.handlers,
    isOwnWindow: (contents) => window.owns(contents),
    onFault: (fault, method) => programLog.error(`${method}:`, fault),
  })
  disposeBeforeQuit(() => desk.dispose())

  const open = (file: string | undefined) => {
    if (file !== undefined) desk.incoming.open(file)
  }
  open(sessionIn(words, process.cwd()))
  app.on('open-file', (event, file) => {
    event.preventDefault()
    open(file)
    if (app.isReady()) window.show()
  })
  app.on('second-instance', (_event, _argv, folder, data) => {
    window.show()
    open(sessionIn(wordsOf(data), folder))
  })
  app.on('activate', () => window.show())
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  // Not awaited: Electron is ready only after this module has been evaluated.
  void app.whenReady().then(() => {
    lockDownSession(session.defaultSession)
    serveWindowFiles(session.defaultSession, path.join(out, 'renderer'))
    desk.menu.show()
    window.show()
  })
}

/** What another start was given, as it says; Electron's own `argv` has switches of Chromium's among them. */
function wordsOf(data: unknown): string[] {
  const words = (data as { words?: unknown } | null)?.words
  return Array.isArray(words) ? words.filter((word) => typeof word === 'string') : []
}

/** In the system's file manager. */
async function reveal(place: string, inside: boolean): Promise<void> {
  if (!inside) return shell.showItemInFolder(place)
  const trouble = await shell.openPath(place)
  if (trouble !== '') throw new Error(trouble)
}

/** Every renderer in the sandbox. Not together with --no-sandbox: child processes would crash, over and over. */
function requireSandbox(): void {
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
}
